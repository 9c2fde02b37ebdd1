import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assertServes } from '../../../src/topology/front/assert-serves';
import { schemaForReading } from '../../../src/topology';

const SUPERGRAPH = readFileSync(path.join(__dirname, '../../../schema/supergraph.graphql'), 'utf8');

describe('a supergraph', () => {
  const contract = schemaForReading();

  it('of our subgraphs serves the contract', () => {
    expect(() => {
      assertServes(SUPERGRAPH, contract);
    }).not.toThrow();
  });

  it('that lacks a part of it is refused by name', () => {
    const lacking = SUPERGRAPH.replace(/^ {2}journalReference:/m, '  otherReference:');
    expect(() => {
      assertServes(lacking, contract);
    }).toThrow('The supergraph does not serve SocialServicesRecord.journalReference.');
  });

  it('may have more', () => {
    expect(() => {
      assertServes(`${SUPERGRAPH}\ntype More { field: String }`, contract);
    }).not.toThrow();
  });
});

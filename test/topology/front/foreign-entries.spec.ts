import { readFileSync } from 'node:fs';
import path from 'node:path';
import { schemaForReading } from '../../../src/topology';
import { foreignEntries } from '../../../src/topology/front/foreign-entries';
import { SUBGRAPH_NAMES } from '../../../src/shared';

const SUPERGRAPH = readFileSync(path.join(__dirname, '../../../schema/supergraph.graphql'), 'utf8');
const contract = schemaForReading();

/** Addresses of which those named are foreign, and those left out have none. */
function addresses(foreign: readonly string[], left: readonly string[] = []) {
  const named = SUBGRAPH_NAMES.filter((name) => !left.includes(name));
  const secret = Buffer.alloc(32, 7).toString('base64');
  return new Map(
    named.map((name) => [
      name as string,
      { url: 'https://a.example/graphql', secret, ours: !foreign.includes(name) },
    ]),
  );
}

const ENFORCEMENT = ['Case.enforcement', 'Mutation.pushEvictionRecords', 'Query.enforcementRecord'];

describe('what foreign subgraphs answer', () => {
  it('is nothing where all are ours', () => {
    expect([...foreignEntries(SUPERGRAPH, contract, addresses([]))]).toEqual([]);
  });

  it.each([
    ['is not marked as ours', addresses(['enforcement'])],
    ['has no address', addresses([], ['enforcement'])],
  ])('is the part of one that %s', (_what, subgraphs) => {
    const own = [...foreignEntries(SUPERGRAPH, contract, subgraphs)];
    expect(own.filter((name) => !name.endsWith('.key')).sort()).toEqual(ENFORCEMENT);
  });

  it('is what the supergraph lets it answer, whatever it is called', () => {
    const shared = SUPERGRAPH.replace(
      'settlement: Settlement @join__field(graph: LANDLORD_NOTICES)',
      'settlement: Settlement @join__field(graph: LANDLORD_NOTICES) @join__field(graph: ENFORCEMENT)',
    );
    expect(foreignEntries(shared, contract, addresses(['enforcement']))).toContain(
      'Case.settlement',
    );
  });

  it('is never who may know of a case', () => {
    expect(() => foreignEntries(SUPERGRAPH, contract, addresses(['cases']))).toThrow(
      'The subgraph that answers Case.id must be ours',
    );
  });
});

import { isObjectType } from 'graphql';
import { SUBGRAPH_NAMES } from '../../../src/shared';
import { schemaForReading } from '../../../src/topology';
import { cutSchema } from '../../../src/topology/subgraphs/cut-schema';
import { keptBy, OWNED, ownedTypes } from '../../../src/topology/subgraphs/ownership';

const whole = schemaForReading();
const owned = [...ownedTypes(whole)].flatMap((name) => {
  const type = whole.getType(name);
  return isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${name}.${field}`) : [];
});

describe('the ownership of the graph', () => {
  it('gives each root field and each field of a case to exactly one subgraph', () => {
    const given = SUBGRAPH_NAMES.flatMap((name) => [...OWNED[name]]);
    expect([...given].sort()).toEqual([...owned].sort());
  });

  it.each(SUBGRAPH_NAMES)('leaves %s its own fields, and every type below them whole', (name) => {
    const cut = cutSchema(whole, { keeps: keptBy(whole, name) });
    for (const type of Object.values(cut.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      const original = whole.getType(type.name);
      if (!isObjectType(original)) throw new Error(`${type.name} is new.`);
      const wanted = Object.keys(original.getFields()).filter(
        (field) =>
          !owned.includes(`${type.name}.${field}`) || OWNED[name].has(`${type.name}.${field}`),
      );
      expect(Object.keys(type.getFields())).toEqual(wanted);
    }
  });

  it('leaves out what nothing leads to any more', () => {
    const cut = cutSchema(whole, { keeps: keptBy(whole, 'enforcement') });
    expect(cut.getType('EnforcementRecord')).toBeDefined();
    expect(cut.getType('SocialServicesRecord')).toBeUndefined();
    expect(cut.getType('SubmitNoticeInput')).toBeUndefined();
  });

  it('leaves the whole schema as it is', () => {
    expect(Object.keys(whole.getQueryType()?.getFields() ?? {})).toHaveLength(
      owned.filter((coordinate) => coordinate.startsWith('Query.')).length,
    );
  });
});

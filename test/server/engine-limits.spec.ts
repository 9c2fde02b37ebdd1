import { parse } from 'graphql';
import { ENGINE_LIMITS, ENGINE_KEYS, frontKey } from '../../src/server/engine';
import type { OperationLimits } from '../../src/server/limits';
import { assertWithinLimits, measureDocument, OPERATION_LIMITS } from '../../src/server/limits';

/** The limit that an operation passes, or null. */
function refusalOf(query: string, limits: OperationLimits, variables: object = {}): string | null {
  const document = parse(query, { maxLexicalTokens: limits.tokens });
  const uncounted = limits === OPERATION_LIMITS ? null : ENGINE_KEYS;
  const inputs = { pageSizes: new Map(), lists: new Set(['items', 'notices']), uncounted };
  const size = measureDocument(document, { ...inputs, variables: { ...variables } });
  try {
    assertWithinLimits(size, limits);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const repeat = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');
const keys = (count: number) => ({ r: Array.from({ length: count }, (_, key) => ({ key })) });
const entities = (fields: string): string =>
  `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Case { ${fields} } } }`;
/** As the front names each field. */
const named = (count: number) => repeat(count, (index) => `${frontKey(index)}: id`);

describe('what a user may ask for, an engine may ask for', () => {
  it('of each case of the longest agenda', () => {
    const asked = repeat(1_990, (index) => `id${index}`);
    const own = `{ collaborationMeeting { items { case { ${asked} } } } }`;
    expect(refusalOf(own, OPERATION_LIMITS)).toBeNull();
    expect(refusalOf(entities(named(1_990)), ENGINE_LIMITS, keys(300))).toBeNull();
  });

  it('at each place that has an alias of its own', () => {
    const own = `{ ${repeat(20, (meeting) => `m${meeting}: meeting { ${repeat(9, (index) => `c${index}: case { id }`)} }`)} }`;
    expect(refusalOf(own, OPERATION_LIMITS)).toBeNull();
    const query = `query ($r: [_Any!]!) { ${repeat(180, (index) => `_e${index}: _entities(representations: $r) { ... on Case { f${index}: id } }`)} }`;
    expect(refusalOf(query, ENGINE_LIMITS, keys(1))).toBeNull();
  });

  it('at each place to which an alias leads', () => {
    const chain = `${'enforcement { case { id '.repeat(5)}${'} } '.repeat(5)}`;
    const own = `{ case { ${repeat(120, (index) => `a${index}: ${chain}`)} } }`;
    expect(refusalOf(own, OPERATION_LIMITS)).toBeNull();
    const variables = repeat(600, (index) => `$r${index}: [_Any!]!`);
    const places = repeat(
      600,
      (index) =>
        `_e${index}: _entities(representations: $r${index}) { ... on Case { f${index}: id } }`,
    );
    const given = Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => [`r${index}`, [{}]]),
    );
    expect(refusalOf(`query (${variables}) { ${places} }`, ENGINE_LIMITS, given)).toBeNull();
  });

  it('and nobody else may ask for more by the names that an engine gives', () => {
    const named = (count: number, start: string) =>
      `{ ${repeat(count, (index) => `${start}${index}: viewer { agency }`)} }`;
    expect(refusalOf(named(21, '_e'), OPERATION_LIMITS)).toContain('"rootFields"');
    const within = `{ viewer { ${repeat(201, (index) => `_e${index}: agency`)} } }`;
    expect(refusalOf(within, OPERATION_LIMITS)).toContain('"aliases"');
  });
});

describe('an engine is bounded', () => {
  it.each([
    ['cost', entities(named(1_990)), keys(2_000)],
    ['selections', entities(named(4_001)), keys(1)],
    ['aliases', `{ viewer { ${repeat(401, (index) => `a${index}: agency`)} } }`, {}],
    ['aliases', `{ viewer { ${repeat(401, (index) => `f${index}_: agency`)} } }`, {}],
    ['aliases', `{ viewer { ${repeat(401, (index) => `_f${index}: agency`)} } }`, {}],
    ['selections', `{ ${repeat(2_001, (index) => `_e${index}: viewer { agency }`)} }`, {}],
    ['rootFields', `{ ${repeat(2_001, (index) => `_e${index}: version`)} }`, {}],
  ])('by %s', (limit, query, variables) => {
    expect(refusalOf(query, ENGINE_LIMITS, variables)).toContain(`"${limit}"`);
  });
});

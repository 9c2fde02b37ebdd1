import { Purpose } from '../../../src/shared';
import { schemaForReading } from '../../../src/topology';
import type { CaseName, ReaderId, RichWorld } from '../../support/disclosure/rich-world';
import type { Sent } from './answers';
import { wholeOf } from './selections';

/** Names what an operation is asked about. */
export interface Names {
  readonly world: RichWorld;
  /** A reader's id of a case. */
  readonly caseOf: (reader: ReaderId, name: CaseName) => string;
  readonly noticeOf: (reader: ReaderId) => string;
  /** The cursor after the first page of a reader's cases. */
  readonly cursor: string;
}

/** One operation of one caller. */
export interface Combination {
  readonly name: string;
  /** Null for a request without a token. */
  readonly client: ReaderId | null;
  readonly purpose?: Purpose;
  readonly sent: (names: Names) => Sent;
}

const PAGE =
  '{ totalCount edges { cursor node { id version stage } } pageInfo { hasNextPage endCursor } }';
const EVERYBODY: readonly ReaderId[] = [
  'landlord-bostaden',
  'board-farsta',
  'kronofogden',
  'oversight-farsta',
];

const asEverybody = (name: string, sent: (names: Names, client: ReaderId) => Sent): Combination[] =>
  EVERYBODY.map((client) => ({
    name: `${name} as ${client}`,
    client,
    sent: (names) => sent(names, client),
  }));

const as = (
  client: ReaderId | null,
  name: string,
  sent: Sent | Combination['sent'],
): Combination => ({
  name: `${name} as ${client ?? 'nobody'}`,
  client,
  sent: typeof sent === 'function' ? sent : () => sent,
});

/** Pages, orders, searches and instants. */
const PAGES: readonly Combination[] = [
  ...asEverybody('a first page', () => ({ query: `{ cases(first: 2, scope: ALL) ${PAGE} }` })),
  as('landlord-bostaden', 'the page after a cursor', ({ cursor }) => ({
    query: `query ($after: String) { cases(first: 2, scope: ALL, after: $after) ${PAGE} }`,
    variables: { after: cursor },
  })),
  as('board-farsta', 'the cursor of another reader', ({ cursor }) => ({
    query: `query ($after: String) { cases(first: 2, after: $after) ${PAGE} }`,
    variables: { after: cursor },
  })),
  as('board-farsta', 'a cursor that is none', { query: `{ cases(after: "none") ${PAGE} }` }),
  as('board-farsta', 'a page of none', { query: `{ cases(first: 0) ${PAGE} }` }),
  as('board-farsta', 'a page that is too long', { query: `{ cases(first: 5000) ${PAGE} }` }),
  ...['RECEIVED_ASC', 'RECEIVED_DESC', 'NEXT_DEADLINE', 'PRIORITY', 'EVICTION_DATE'].flatMap(
    (order) =>
      (['board-farsta', 'landlord-bostaden'] as const).map((client) =>
        as(client, `the order ${order}`, {
          query: `{ cases(orderBy: ${order}, scope: ALL) ${PAGE} }`,
        }),
      ),
  ),
  ...asEverybody('closed cases', () => ({ query: `{ cases(scope: CLOSED) ${PAGE} }` })),
  ...asEverybody('a search by case number', () => ({
    query: `{ cases(scope: ALL, search: { enforcementCaseNumber: "U-100-26" }) ${PAGE} }`,
  })),
  as('landlord-bostaden', 'a search by reference', {
    query: `{ cases(scope: ALL, search: { landlordReference: "K-1" }) ${PAGE} }`,
  }),
  as('board-farsta', 'a search by two terms', {
    query: `query ($s: CaseSearch) { cases(search: $s) ${PAGE} }`,
    variables: { s: { tenantName: 'A', landlordReference: 'B' } },
  }),
  as('board-farsta', 'a search by a malformed number', {
    query: `query ($n: PersonalIdentityNumber) { cases(search: { personalIdentityNumber: $n }) ${PAGE} }`,
    variables: { n: '19121212-1213' },
  }),
  ...(['before', 'behind'] as const).flatMap((place) =>
    asEverybody(`a case as known ${place} all that was told`, ({ caseOf }, client) => ({
      query:
        'query ($id: ID!, $at: DateTime!) { case(id: $id, knownAt: $at) { id notices { id status } enforcement { status } } }',
      variables: {
        id: caseOf(client, 'dated'),
        at: place === 'before' ? '2020-01-01T00:00:00Z' : new Date().toISOString(),
      },
    })),
  ),
  as('board-farsta', 'an instant to come', ({ caseOf }) => ({
    query: 'query ($id: ID!) { case(id: $id, knownAt: "2099-01-01T00:00:00Z") { id } }',
    variables: { id: caseOf('board-farsta', 'dated') },
  })),
];

const DATED = 'query ($id: ID!) { case(id: $id)';

/** Aliases, fragments, directives and places without data. */
const FORMS: readonly Combination[] = [
  ...asEverybody('aliases of cases and fields', ({ caseOf }, client) => ({
    query: `query ($a: ID!, $b: ID!) {
      x: case(id: $a) { y: id n: notices { t: id u: id } e: enforcement { s: status c: case { i: id } } }
      z: case(id: $b) { id w: socialServices { h: household { c: children } } }
      gone: case(id: "no-such-id") { id notices { id } }
    }`,
    variables: { a: caseOf(client, 'dated'), b: caseOf(client, 'applied') },
  })),
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'key',
    '__typename',
    '_entities',
    '_e0',
    'f0',
  ].flatMap((alias) =>
    asEverybody(`the alias ${alias}`, ({ caseOf }, client) => ({
      query: `${DATED} { id ${alias}: stage enforcement { ${alias}: case { ${alias}: version notices { ${alias}: id } } } }
        ${alias === '__typename' ? 'x' : alias}: case(id: $id) { ${alias}: enforcement { ${alias}: status denied: storage { ${alias}: place } } socialServices { ${alias}: household { ${alias}: children } } } }`,
      variables: { id: caseOf(client, 'dated') },
    })),
  ),
  ...asEverybody('fragments within fragments', ({ caseOf }, client) => ({
    query: `${DATED} { ...Whole ... on Case { stage ...Parts } } }
      fragment Whole on Case { id ...Parts tenants { ...Person } }
      fragment Parts on Case { notices { id status tenants { ...Person } } enforcement { status defendants { ...Person } } }
      fragment Person on Tenant { id name phone personalIdentityNumber }`,
    variables: { id: caseOf(client, 'dated') },
  })),
  ...[true, false].flatMap((yes) =>
    asEverybody(`directives that are ${yes}`, ({ caseOf }, client) => ({
      query: `query ($id: ID!, $yes: Boolean!, $no: Boolean = false) { case(id: $id) {
        id @skip(if: $yes) stage @include(if: $yes)
        notices @include(if: $yes) { id claims @include(if: $no) { amount } }
        socialServices @skip(if: $no) { household @skip(if: $yes) { children } journalReference @include(if: $yes) }
      } viewer @include(if: $yes) { agency } }`,
      variables: { id: caseOf(client, 'dated'), yes },
    })),
  ),
  ...asEverybody('denied fields alone', ({ caseOf }, client) => ({
    query: `${DATED} { socialServices { journalReference household { children } assessment { cause } } enforcement { storage { place } } } }`,
    variables: { id: caseOf(client, 'dated') },
  })),
  ...asEverybody('denied and conditional fields of nothing', () => ({
    query:
      '{ case(id: "no-such-id") { socialServices { journalReference paymentPlan { status } } enforcement { stay { reasons } } } enforcementRecord(caseNumber: "U-99999-26") { storage { place } } notice(id: "none") { landlord { phone } } }',
  })),
  ...asEverybody('cases within records within cases', ({ caseOf }, client) => ({
    query: `${DATED} { enforcement { case { id enforcement { case { notices { id } socialServices { household { adults } } } } } } } }`,
    variables: { id: caseOf(client, 'dated') },
  })),
  as('board-farsta', 'names of types', {
    query:
      '{ __typename viewer { __typename agency } cases(first: 1) { __typename edges { __typename node { __typename } } } }',
  }),
  as('kronofogden', 'the schema', {
    query:
      '{ __schema { queryType { name } types { name kind fields { name type { name ofType { name } } } } } viewer { agency } }',
  }),
  as('kronofogden', 'one type of the schema', {
    query: 'query ($n: String!) { t: __type(name: $n) { name fields { name } } }',
    variables: { n: 'Case' },
  }),
  as('landlord-bostaden', 'one operation of several', {
    query: 'query A { viewer { agency } } query B { viewer { organisation } }',
    operationName: 'B',
  }),
  as('landlord-bostaden', 'several operations and no choice', {
    query: 'query A { viewer { agency } } query B { viewer { organisation } }',
  }),
  as('landlord-bostaden', 'an operation that is not there', {
    query: 'query A { viewer { agency } }',
    operationName: 'B',
  }),
  as('landlord-bostaden', 'a query over GET', {
    method: 'GET',
    query: 'query ($n: Int) { cases(first: $n) { totalCount } }',
    variables: { n: 1 },
  }),
  as('landlord-bostaden', 'a mutation over GET', {
    method: 'GET',
    query: 'mutation { reportSettlement(input: {}) { case { id } } }',
  }),
];

const times = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index)).join(' ');

/** What is large and within the limits, and what an engine makes many fields, aliases or objects of. */
const LARGE: readonly Combination[] = [
  ...asEverybody('whole cases beside each other', ({ caseOf }, client) => ({
    query: `query ($id: ID!) { ${times(6, (index) => `c${index}: case(id: $id) ${wholeOf(schemaForReading(), 'Query.case')}`)} }`,
    variables: { id: caseOf(client, 'dated') },
  })),
  as('kronofogden', 'records within cases within records, at many places', ({ caseOf }) => ({
    query: `query ($id: ID!) { case(id: $id) { ${times(45, (index) => `a${index}: ${'enforcement { case { id '.repeat(5)}${'} } '.repeat(5)}`)} } }`,
    variables: { id: caseOf('kronofogden', 'dated') },
  })),
  as('board-farsta', 'agendas with their cases twice', ({ world }) => ({
    query: `query ($month: String!) { ${times(
      18,
      (index) =>
        `m${index}: collaborationMeeting(board: "farsta", month: $month) { items { a: case { notices { id } } b: case { notices { status } } } }`,
    )} }`,
    variables: { month: world.targets('Query.collaborationMeeting', 'board-farsta')[0]?.key },
  })),
];

/** What is refused: by identity, protocol, validation, variables, limits. */
const REFUSALS: readonly Combination[] = [
  as(null, 'no token', { query: '{ viewer { agency } }' }),
  as(null, 'a token that is none', {
    query: '{ viewer { agency } }',
    headers: { authorization: 'Bearer none' },
  }),
  as('board-farsta', 'a purpose that was not granted', {
    query: '{ viewer { agency } }',
    headers: { 'kvarbo-purpose': 'EXECUTION' },
  }),
  {
    ...as('landlord-bostaden', 'another purpose', { query: `{ cases ${PAGE} }` }),
    purpose: Purpose.AUDIT,
  },
  {
    ...as('board-farsta', 'a purpose for which cases are not read', {
      query: '{ viewer { agency } cases { totalCount } case(id: "x") { id } }',
    }),
    purpose: Purpose.AUDIT,
  },
  as('oversight-farsta', 'a root that may not be called beside one that may', {
    query:
      '{ case(id: "no-such-id") { id } collaborationMeeting(board: "farsta", month: "2026-11") { month } }',
  }),
  as('board-farsta', 'no GraphQL', { query: '{ viewer {' }),
  as('board-farsta', 'no query', { query: undefined }),
  as('board-farsta', 'no JSON', { body: '{' }),
  as('board-farsta', 'several operations in a list', {
    body: '[{"query":"{ viewer { agency } }"}]',
  }),
  as('board-farsta', 'another type of content', {
    query: '{ viewer { agency } }',
    headers: { 'content-type': 'text/plain' },
  }),
  as('board-farsta', 'an answer of another type', {
    query: '{ viewer { agency } }',
    headers: { accept: 'text/html' },
  }),
  as('board-farsta', 'an error in the newer form', {
    query: '{ viewer { nothing } }',
    headers: { accept: 'application/graphql-response+json' },
  }),
  as('board-farsta', 'another path', { path: '/other', query: '{ viewer { agency } }' }),
  as('board-farsta', 'another method', { method: 'PUT', query: '{ viewer { agency } }' }),
  as('board-farsta', 'an unknown field', { query: '{ cases { edges { node { secret } } } }' }),
  as('board-farsta', 'the key of a case', { query: '{ case(id: "x") { key } }' }),
  as('board-farsta', 'the entities of federation', {
    query: 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    variables: { r: [] },
  }),
  as('board-farsta', 'the service of federation', { query: '{ _service { sdl } }' }),
  as('board-farsta', 'a variable of another type', {
    query: 'query ($n: Int) { cases(first: $n) { totalCount } }',
    variables: { n: 'many' },
  }),
  as('board-farsta', 'variables of which several are wrong', {
    query:
      'query ($n: Int, $o: CaseOrder, $id: ID!) { cases(first: $n, orderBy: $o) { totalCount } case(id: $id) { id } }',
    variables: { n: 'many', o: 'RANDOM' },
  }),
  as('board-farsta', 'variables that are no object', {
    query: 'query ($n: Int) { cases(first: $n) { totalCount } }',
    variables: 'none',
  }),
  as('board-farsta', 'a null where none may be', {
    query: 'query ($id: ID = "x") { case(id: $id) { id } }',
    variables: { id: null },
  }),
  as('board-farsta', 'a malformed day', {
    query: '{ deadlines(events: { rentDueOn: "2026-13-40" }) { kind } }',
  }),
  as('board-farsta', 'a malformed month', {
    query: '{ collaborationMeeting(board: "farsta", month: "November") { month } }',
  }),
  as('board-farsta', 'a malformed period', {
    query: '{ evictionStatistics(period: "soon") { area } }',
  }),
  as('board-farsta', 'too deep', {
    query: `{ case(id: "x") ${'{ enforcement { case '.repeat(7)}{ id }${' } }'.repeat(7)} }`,
  }),
  as('board-farsta', 'too wide', {
    query: `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: viewer { agency }`).join(' ')} }`,
  }),
  as('board-farsta', 'too many aliases', {
    query: `{ viewer { ${Array.from({ length: 201 }, (_, n) => `a${n}: agency`).join(' ')} } }`,
  }),
  as('board-farsta', 'too costly', {
    query: `{ ${Array.from({ length: 12 }, (_, n) => `a${n}: cases(first: 100) { edges { node { tenants { name } notices { claims { amount } tenants { name } } deadlines { kind endsOn } } } }`).join(' ')} }`,
  }),
  as('board-farsta', 'several faults that null the whole answer', {
    query: '{ a: cases(first: 5000) { totalCount } b: cases(first: 6000) { totalCount } }',
  }),
  as('board-farsta', 'too large', { query: `{ viewer { agency } } # ${'x'.repeat(1_100_000)}` }),
];

/** Everything that is asked beside each root by itself. */
export const OPERATIONS: readonly Combination[] = [...PAGES, ...FORMS, ...LARGE, ...REFUSALS];

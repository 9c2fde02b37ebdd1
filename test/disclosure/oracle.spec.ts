import fc from 'fast-check';
import { schemaForReading } from '../../src/topology';
import { leaveCounts } from '../support/disclosure/counts';
import { Past } from '../support/disclosure/oracle/known-at';
import { idMark } from '../support/disclosure/oracle/marks';
import { modelOf } from '../support/disclosure/oracle/model';
import type { OracleCaller } from '../support/disclosure/oracle/oracle';
import { Oracle, ORACLE_ROOTS } from '../support/disclosure/oracle/oracle';
import { differences, Recognised } from '../support/disclosure/oracle/same-answer';
import { randomOperation } from '../support/disclosure/random-operation';
import type { RandomOperation } from '../support/disclosure/random-operation';
import type { ReaderId } from '../support/disclosure/readers';
import { clientOf, READERS } from '../support/disclosure/readers';
import { vocabularyOf } from '../support/disclosure/vocabulary';
import { loadedService } from '../support/disclosure/world-gateway';
import type { LiveWorld } from '../support/disclosure/world-lab';
import { numberFrom, seedOfRun, WorldLab } from '../support/disclosure/world-lab';

const WORLDS = 2;
const SIZE = { leases: 12, steps: 130 };
const RUNS = numberFrom('RUNS') ?? 800;
const seed = seedOfRun();
const schema = schemaForReading();
let lab: WorldLab;
let compared = 0;

beforeAll(async () => {
  lab = await WorldLab.open();
});

afterAll(async () => {
  await lab.close();
  leaveCounts('oracle', { 'oracle comparisons': compared });
});

describe(`answers over random worlds and operations (SEED=${seed})`, () => {
  it.each(Array.from({ length: WORLDS }, (_, index) => seed + index))(
    'are what an independent masking of world %i says, for every reader',
    async (worldSeed) => {
      const world = await lab.build(await loadedService(), worldSeed, SIZE);
      try {
        const recognised = new Recognised();
        for (const reader of READERS) await compareReader(world, reader, recognised);
      } finally {
        await world.drop();
      }
    },
    600_000,
  );
});

/** What was recognised in one reader's answers counts for the others: no two organisations share an id. */
async function compareReader(
  world: LiveWorld,
  reader: ReaderId,
  recognised: Recognised,
): Promise<void> {
  const caller = callerOf(reader);
  for (const one of world.told.told) {
    if (one.kind !== 'notice') continue;
    recognised.agrees(caller, idMark('notice', one.id), world.alias(reader, 'notice', one.id));
  }
  const model = modelOf(world.told);
  for (const id of model.cases.keys())
    recognised.agrees(caller, idMark('case', id), world.alias(reader, 'case', id));
  const oracle = new Oracle(schema, model, recognised, new Past(world.told, model));
  const compare = async (operation: RandomOperation): Promise<void> => {
    const answer = await world.send(reader, operation.query, operation.variables);
    compared += 1;
    const wanted = await oracle.answer(operation, caller);
    expect([reader, answer.status, ...differences(answer, wanted, recognised, caller)]).toEqual([
      reader,
      200,
    ]);
  };

  const pages: Readonly<Record<string, unknown>>[] = [];
  if (caller.agency !== 'OVERSIGHT') {
    for (const list of listsOf()) {
      await compare({ query: LIST, variables: list });
      const { body } = await world.send(reader, LIST, list);
      const { edges = [] } = (body.data?.cases ?? {}) as { edges?: { cursor: string }[] };
      pages.push(...edges.map(({ cursor }) => ({ ...list, after: cursor, first: 2 })));
    }
  }
  const instants = instantsOf(world);
  const few = instants.filter((_, at) => at % Math.ceil(instants.length / 5) === 3);
  for (const id of [...model.cases.keys()].map((one) => world.alias(reader, 'case', one)))
    for (const at of few) await compare({ query: THEN, variables: { id, at } });
  const { argumentSets, values } = vocabularyOf({
    world: world.told,
    reader,
    alias: lab.alias,
    pages,
  });
  const known = { 'Query.case(knownAt)': instants, 'Query.enforcementRecord(knownAt)': instants };
  const vocabulary = { argumentSets, values: { ...values, ...known } };
  await fc.assert(
    fc.asyncProperty(randomOperation({ schema, vocabulary, roots: ORACLE_ROOTS }), compare),
    { seed, numRuns: Math.ceil(RUNS / WORLDS / READERS.length) },
  );
}

const LIST = `query ($scope: CaseScope!, $orderBy: CaseOrder!, $first: Int!) {
  cases(scope: $scope, orderBy: $orderBy, first: $first) {
    totalCount edges { cursor node { id stage receivedAt } } pageInfo { hasNextPage startCursor endCursor }
  }
}`;

/** Now, before anything was told, one instant to come, and times at and between what was told. */
function instantsOf({ told: { told, now } }: LiveWorld): readonly (string | null)[] {
  const moments = told.filter((_, at) => at % 9 === 0).map(({ at }) => Number(at));
  return [
    null,
    ...[
      Number(now) - 3_600_000,
      Number(now) + 3_600_000,
      ...moments,
      ...moments.map((at) => at + 500),
    ].map((at) => new Date(at).toISOString()),
    null,
  ];
}

/** What each domain has of its own, and one field of another's. */
const THEN = `query ($id: ID!, $at: DateTime) { case(id: $id, knownAt: $at) {
  id stage notices { id status supersedes supersededBy kind receiptNumber case { id } } settlement { status on }
  socialServices { openedAt journalReference household { adults } contacts { result } assessment { cause } outcome { kind } consents { id revokedAt } }
  enforcement { version status caseNumber evictionTime { date } closure { kind } history { version recordedAt } consents { id revokedAt } case { id } } } }`;

function listsOf() {
  return ['RECEIVED_DESC', 'RECEIVED_ASC', 'NEXT_DEADLINE', 'EVICTION_DATE'].flatMap((orderBy) =>
    ['OPEN', 'ALL'].map((scope) => ({ scope, orderBy, first: 100 })),
  );
}

function callerOf(reader: ReaderId): OracleCaller {
  const { agency, organisation, purposes, clientId, user, scopes } = clientOf(reader);
  const purpose = purposes[0] ?? '';
  return { agency, organisation, purpose, client: clientId, user, scopes };
}

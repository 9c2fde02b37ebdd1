import fc from 'fast-check';
import { Client } from 'pg';
import { DisclosurePolicy } from '../../src/disclosure';
import { schemaForReading } from '../../src/topology';
import { announcedCluster } from '../support/cluster';
import { leaveCounts } from '../support/disclosure/counts';
import { drawFromSeed } from '../support/disclosure/draw';
import { CHANGE_KINDS, changeHidden } from '../support/disclosure/hidden-changes';
import type { ChangeKind } from '../support/disclosure/hidden-changes';
import { mutationVocabulary } from '../support/disclosure/mutation-vocabulary';
import { randomOperation } from '../support/disclosure/random-operation';
import type { RandomOperation } from '../support/disclosure/random-operation';
import type { ReaderId } from '../support/disclosure/readers';
import { clientOf, READERS } from '../support/disclosure/readers';
import { recognisable } from '../support/disclosure/recognisable';
import { goOnInTurn } from '../support/disclosure/steps-in-turn';
import { TwoWorlds } from '../support/disclosure/two-worlds';
import { agendasOf, casesOf, goOnAlike } from '../support/disclosure/visible-steps';
import { namesBeyond, storedNames, vocabularyOf } from '../support/disclosure/vocabulary';
import type { StoredNames } from '../support/disclosure/vocabulary';
import type { RawAnswer, ServiceModules } from '../support/disclosure/world-gateway';
import { isolatedService, loadedService } from '../support/disclosure/world-gateway';
import type { LiveWorld } from '../support/disclosure/world-lab';
import { numberFrom, seedOfRun, WorldLab } from '../support/disclosure/world-lab';

/** What is outside non-interference (resolutions 28), and what tells of the service's own running beside the world. */
const EXEMPT: Readonly<Record<string, string>> = {
  'Query.evictionStatistics': 'an aggregate',
  'Query.accessReview': 'an aggregate',
  'Query.disclosureLog': 'its ids name the running instance',
  'Query.subjectAccessReport': 'it holds entries of the log',
};

const RUNS = numberFrom('RUNS') ?? 2_200;
/** Pairs of worlds for each reader; a longer run has more of them. */
const ROUNDS = Math.max(1, Math.round(RUNS / 10_000));
/** Of a pair's runs: reads, then mutations that change nothing, then changes with reads after them. */
const SHARES = { reads: 0.8, refused: 0.15, changed: 0.05 };
const SIZE = { leases: 10, steps: 75 };
const CHANGES = 12;
/** Changes that are tried on cases which are in one world alone. */
const MOST_AIMED = 12;

const seed = seedOfRun();
const schema = schemaForReading();
const policy = new DisclosurePolicy();
const served = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
  Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name ?? ''}.${field}`),
);
const reads = served.filter((name) => name.startsWith('Query.') && !(name in EXEMPT));

let lab: WorldLab;
let services: readonly [ServiceModules, ServiceModules];
/** One world in which nobody has consented, stated or decided anything, and one in which many have; each built when it is wanted. */
const bases = new Map<number, Promise<LiveWorld>>();
let runs = 0;
const changes: ChangeKind[] = [];

beforeAll(async () => {
  lab = await WorldLab.open();
  services = [await loadedService(), await isolatedService()];
}, 120_000);

afterAll(async () => {
  for (const base of bases.values()) await (await base).drop();
  await lab.close();
  leaveCounts('non-interference', {
    'non-interference runs': runs,
    'hidden changes': changes.length,
  });
});

describe(`two worlds that differ only in what a reader may not see (SEED=${seed})`, () => {
  const rounds = READERS.flatMap((reader) =>
    Array.from({ length: ROUNDS }, (_, round) => [reader, round] as const),
  );

  it.each(rounds)(
    'are answered to %s in the same bytes (pair %i)',
    async (reader, round) => {
      const base = await baseOf((seed + round + READERS.indexOf(reader)) % 2);
      const one = await lab.copy(services[0], base);
      const other = await lab.copy(services[1], base);
      try {
        await hideChanges(other, reader, drawSeedOf(reader, round));
        // From here on both worlds live at the same instant.
        one.gateway.clock.now = other.gateway.clock.now;
        const hidden = namesBeyond(await namesIn(other), await namesIn(one));
        await compareAnswers({ one, other, reader, hidden, round });
      } finally {
        await one.drop();
        await other.drop();
      }
    },
    600_000,
  );

  it('differ in every kind of change', () => {
    expect(CHANGE_KINDS.filter((kind) => !changes.includes(kind))).toEqual([]);
  });
});

/** Another one for each pair, so that what is drawn for one reader is no hint at what is drawn for the next. */
function drawSeedOf(reader: ReaderId, round: number): number {
  return seed + 101 * (READERS.indexOf(reader) + READERS.length * round);
}

function baseOf(index: number): Promise<LiveWorld> {
  const known = bases.get(index);
  if (known) return known;
  const built = buildBase(index === 0 ? 0 : 40, index !== 0);
  bases.set(index, built);
  return built;
}

async function buildBase(more: number, conditions: boolean): Promise<LiveWorld> {
  const size = { ...SIZE, steps: SIZE.steps + more };
  const base = await lab.build(services[0], seed, size, { conditions });
  await base.stop();
  return base;
}

async function hideChanges(world: LiveWorld, reader: ReaderId, drawSeed: number): Promise<void> {
  const draw = drawFromSeed(drawSeed);
  const made = await inStore(world, (store) =>
    changeHidden({ lab, world, store, draw, reader }, CHANGES),
  );
  expect(made.length).toBeGreaterThan(CHANGES / 4);
  changes.push(...made);
}

function namesIn(world: LiveWorld): Promise<StoredNames> {
  return inStore(world, storedNames);
}

async function inStore<T>(world: LiveWorld, use: (store: Client) => Promise<T>): Promise<T> {
  const url = new URL(announcedCluster().superuserUrl);
  url.pathname = `/${world.database}`;
  const store = new Client({ connectionString: url.href });
  await store.connect();
  try {
    return await use(store);
  } finally {
    await store.end();
  }
}

interface Pair {
  readonly one: LiveWorld;
  readonly other: LiveWorld;
  readonly reader: ReaderId;
  /** What is in the other world alone. */
  readonly hidden: StoredNames;
  readonly round: number;
}

async function compareAnswers({ one, other, reader, hidden, round }: Pair): Promise<void> {
  const total = RUNS / READERS.length / ROUNDS;
  const alias = lab.alias;
  const pages = await pagesOf(one, reader);
  expect(await pagesOf(other, reader)).toEqual(pages);
  const parts = { world: one.told, reader, alias, pages };
  const vocabulary = vocabularyOf({ ...parts, elsewhere: hidden });
  // Each world waits for its own database.
  const askBoth = (operation: RandomOperation) =>
    Promise.all([one.ask(reader, operation), other.ask(reader, operation)]);
  const identical = async (operation: RandomOperation): Promise<void> => {
    runs += 1;
    const [a, b] = await askBoth(operation);
    expect(b).toEqual(a);
  };
  /** What happens now has ids and receipt numbers of its own in each world. */
  const alike = async (operation: RandomOperation): Promise<void> => {
    runs += 1;
    const now = new Date(one.gateway.clock.now.getTime() + 1_000);
    one.gateway.clock.now = now;
    other.gateway.clock.now = now;
    const [a, b] = await askBoth(operation);
    sameButForIds(a, b);
  };
  const property = (
    roots: readonly string[],
    values: typeof vocabulary,
    compare: (operation: RandomOperation) => Promise<void>,
    share: number,
  ) =>
    fc.assert(fc.asyncProperty(randomOperation({ schema, vocabulary: values, roots }), compare), {
      seed: seed + round,
      numRuns: Math.ceil(total * share),
    });

  await property(reads, vocabulary, identical, SHARES.reads);
  const { refused, fresh, aimed } = mutationVocabulary(one.told, reader, lab.alias, hidden);
  for (const operation of aimed.slice(-MOST_AIMED)) await identical(operation);
  const inputs = (known: typeof refused) => ({
    ...vocabulary,
    values: { ...vocabulary.values, ...known },
  });
  await property(rootsOf(refused), inputs(refused), identical, SHARES.refused);
  if (Object.keys(fresh).length > 0)
    await property(rootsOf(fresh), inputs(fresh), alike, SHARES.changed / 2);
  const worlds = new TwoWorlds(one, other, reader);
  await goOnAlike(worlds);
  if (hasLists(reader))
    expect(await goOnInTurn(worlds, drawFromSeed(drawSeedOf(reader, round)))).toBeGreaterThan(0);
  for (const [a, b] of worlds.answers) sameButForIds(a, b);
  if (hasLists(reader)) {
    expect(await casesOf(other, reader)).toEqual(await casesOf(one, reader));
    expect(await agendasOf(other, reader)).toEqual(await agendasOf(one, reader));
  }
  // A list or an agenda may show new cases of the same day in either order.
  const single = reads.filter((name) => !LISTS.includes(name));
  // By now, what was hidden may have come to light in the other world, under ids that nobody can guess.
  await property(single, vocabularyOf(parts), alike, SHARES.changed / 2);
}

/** The same answer to what happened in each world by itself. */
function sameButForIds(one: RawAnswer, other: RawAnswer): void {
  expect([other.status, recognisable(other.text)]).toEqual([one.status, recognisable(one.text)]);
}

const LISTS = ['Query.cases', 'Query.collaborationMeeting'];

function hasLists(reader: ReaderId): boolean {
  return policy.operation('Query.cases')?.agencies[clientOf(reader).agency] === 'ALLOW';
}

/** Mutations for whose input values are known. */
function rootsOf(values: Readonly<Record<string, unknown>>): readonly string[] {
  return served.filter((name) => `${name}(input)` in values);
}

/** Pages of the reader's lists in the first world: their cursors open the same lists in the other. */
async function pagesOf(
  world: LiveWorld,
  reader: ReaderId,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  if (!hasLists(reader)) return [];
  const lists = ['RECEIVED_DESC', 'RECEIVED_ASC', 'NEXT_DEADLINE', 'EVICTION_DATE'].flatMap(
    (orderBy) => ['OPEN', 'CLOSED', 'ALL'].map((scope) => ({ orderBy, scope, first: 100 })),
  );
  const pages = lists.map(async (list) => {
    const { body } = await world.send(
      reader,
      `query ($scope: CaseScope!, $orderBy: CaseOrder!, $first: Int!) {
        cases(scope: $scope, orderBy: $orderBy, first: $first) { edges { cursor } } }`,
      list,
    );
    const { edges } = body.data?.cases as { edges: { cursor: string }[] };
    return edges.map(({ cursor }) => ({ ...list, first: 2, after: cursor }));
  });
  return (await Promise.all(pages)).flat();
}

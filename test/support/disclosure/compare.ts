import type { GraphQLSchema } from 'graphql';
import type { DisclosurePolicy } from '../../../src/disclosure';
import { OPERATION_LIMITS } from '../../../src/server/limits';
import { Purpose } from '../../../src/shared';
import type { Agency } from '../../../src/shared';
import type { Answer, TestGateway } from '../gateway';
import type { ReaderId, RichWorld, Target } from './rich-world';
import type { Way } from './ways';
import { expectationFor, isOpenIn, selectionOf, valuesAt, waysBelow } from './ways';

/** How each root field is asked for one thing. */
export const ROOT_CALLS: Readonly<Record<string, { type: string | null; call: string }>> = {
  'Query.case': { type: 'ID!', call: 'case(id: $key)' },
  'Query.notice': { type: 'ID!', call: 'notice(id: $key)' },
  'Query.enforcementRecord': { type: 'String!', call: 'enforcementRecord(caseNumber: $key)' },
  'Query.cases': { type: 'String!', call: 'cases(scope: ALL, search: { receiptNumber: $key })' },
  'Query.socialBoards': { type: 'MunicipalityCode', call: 'socialBoards(municipality: $key)' },
  'Query.deadlines': { type: 'LocalDate!', call: 'deadlines(events: { rentDueOn: $key })' },
  'Query.viewer': { type: null, call: 'viewer' },
  'Query.disclosurePolicy': { type: null, call: 'disclosurePolicy' },
  'Query.standingDecisions': { type: null, call: 'standingDecisions' },
  'Query.subjectAccessReport': {
    type: 'PersonalIdentityNumber!',
    call: 'subjectAccessReport(personalIdentityNumber: $key)',
  },
  'Query.explainAccess': { type: 'ID!', call: 'explainAccess(caseId: $key)' },
  'Query.disclosureLog': { type: null, call: 'disclosureLog(first: 100)' },
  'Query.collaborationMeeting': {
    type: 'String!',
    call: 'collaborationMeeting(board: "farsta", month: $key)',
  },
  'Query.evictionStatistics': {
    type: 'String!',
    call: 'evictionStatistics(period: $key, level: COUNTY)',
  },
  'Query.accessReview': {
    type: 'LocalDate!',
    call: 'accessReview(from: $key, to: $key, minimum: 1)',
  },
};

/** Roots that are not for the first purpose of each agency. */
export const PURPOSES: Readonly<Record<string, Purpose>> = {
  'Query.disclosureLog': Purpose.AUDIT,
  'Query.evictionStatistics': Purpose.AUDIT,
  'Query.accessReview': Purpose.AUDIT,
};

/** Levels of fields below a root on which every way is read, though it was read below another root. */
const READ_AGAIN = 2;

/** The world, and what answers are compared with. */
export interface Compared {
  readonly gateway: TestGateway;
  readonly schema: GraphQLSchema;
  readonly policy: DisclosurePolicy;
  readonly world: RichWorld;
}

/** What the comparison of one reader's answers came to. */
export interface Comparison {
  /** Coordinates that were compared. */
  readonly coordinates: ReadonlySet<string>;
  /** Rows of the policy that decided them. */
  readonly rows: ReadonlySet<string>;
  /** Where answers and policy disagree, as sorted lines. */
  readonly faults: readonly string[];
  /** Coordinates that the policy opens to the reader's agency, if only on conditions. */
  readonly openable: ReadonlySet<string>;
  /** Those of them that had a value. */
  readonly filled: ReadonlySet<string>;
}

/**
 * Reads every way below every root field that the reader may call, of everything in the world and of what does not exist, and
 * compares each answer with what the policy says of the reader's agency.
 */
export async function compareReader(
  compared: Compared,
  roots: readonly string[],
  reader: ReaderId,
  agency: Agency,
): Promise<Comparison> {
  const coordinates = new Set<string>();
  const rows = new Set<string>();
  const openable = new Set<string>();
  const filled = new Set<string>();
  const faults: string[] = [];
  for (const root of roots) {
    const ways = waysBelow(compared.schema, compared.policy, root, agency).filter(
      ({ coordinate, steps }) => steps.length <= READ_AGAIN || !coordinates.has(coordinate),
    );
    for (const way of ways) {
      coordinates.add(way.coordinate);
      for (const row of way.steps.flatMap((step) => step.rows)) rows.add(row.coordinate);
      const { denied } = expectationFor('', way, agency);
      if (denied === null) openable.add(way.coordinate);
    }
    const found = await Promise.all(
      chunksOf(ways, OPERATION_LIMITS.rootFields).map((chunk) =>
        compareWays(compared, root, reader, agency, chunk),
      ),
    );
    for (const one of found) {
      faults.push(...one.faults.map((fault) => `${root}, ${fault}`));
      for (const coordinate of one.filled) filled.add(coordinate);
    }
  }
  return { coordinates, rows, openable, filled, faults: [...new Set(faults)].sort() };
}

/** Some ways below one root field, in one operation that is sent for each target. */
export async function compareWays(
  { gateway, world }: Compared,
  root: string,
  reader: ReaderId,
  agency: Agency,
  ways: readonly Way[],
): Promise<{ faults: readonly string[]; filled: ReadonlySet<string> }> {
  const query = documentFor(root, ways);
  const faults: string[] = [];
  const filled = new Set<string>();
  let unknown: string | null = null;
  // One after the other: the first is executed by graphql-js, the later ones by what graphql-jit has made of it.
  for (const { name, key, facts } of targetsOf(world, root, reader)) {
    const answer = await gateway.send(reader, query, { key }, PURPOSES[root]);
    faults.push(...faultsOfTelling(answer, ways, agency).map((fault) => `${name}: ${fault}`));
    if (facts === null) {
      const body = JSON.stringify(answer);
      unknown ??= body;
      if (body !== unknown) faults.push(`${name}: is answered unlike what is not there`);
    }
    ways.forEach((way, index) => {
      const values = valuesAt(answer.body.data?.[`w${index}`], way);
      if (values.length === 0) return;
      const { denied, conditions } = expectationFor(`w${index}`, way, agency);
      const isKnown = facts !== null && isOpenIn(conditions, facts);
      if (denied === null && isKnown) filled.add(way.coordinate);
      else if (denied !== null || !isOfEmptyPage(way))
        faults.push(`${name}: ${way.coordinate} has a value`);
    });
  }
  return { faults, filled };
}

/**
 * What is not there first, for comparison; of what the reader may not know of, one thing stands for all others if the reader
 * knows next to nothing.
 */
function targetsOf(world: RichWorld, root: string, reader: ReaderId): readonly Target[] {
  const [invented] = world.invented(root, reader);
  const targets = world.targets(root, reader);
  const known = targets.filter(({ facts }) => facts !== null);
  const hidden = targets.filter(({ facts }) => facts === null);
  return [
    ...(invented === undefined ? [] : [{ name: 'what is not there', key: invented, facts: null }]),
    ...hidden.slice(0, known.length > 1 ? hidden.length : 1),
    ...known,
  ];
}

/** An empty page has a count and marks too. */
function isOfEmptyPage({ steps: [first] }: Way): boolean {
  return first?.type === 'CaseConnection' && first.field !== 'edges';
}

/** Where the answer tells of disclosure otherwise than the policy says, and whatever else went wrong. */
function faultsOfTelling(
  { status, body }: Answer,
  ways: readonly Way[],
  agency: Agency,
): readonly string[] {
  const expected = ways.map((way, index) => expectationFor(`w${index}`, way, agency));
  const denied = (body.errors ?? []).map(({ path, extensions }) => ({ path, ...extensions }));
  const wantedDenials = expected.flatMap(({ denied: told }) =>
    told ? { code: 'DISCLOSURE_DENIED', ...told } : [],
  );
  const disclosure = body.extensions?.disclosure as { conditional?: readonly object[] } | undefined;
  const wantedConditions = expected.flatMap(({ conditional }) => conditional);
  return [
    ...(status === 200 ? [] : [`status ${status}`]),
    ...differences('error', denied, wantedDenials),
    ...differences('condition', disclosure?.conditional ?? [], wantedConditions),
  ];
}

function differences(
  what: string,
  got: readonly object[],
  wanted: readonly object[],
): readonly string[] {
  const texts = (entries: readonly object[]) => entries.map((entry) => canonical(entry)).sort();
  const [have, want] = [texts(got), texts(wanted)];
  return [
    ...surplus(have, want).map((text) => `${what} too many ${text}`),
    ...surplus(want, have).map((text) => `${what} missing ${text}`),
  ];
}

/** What the first list has more often than the second. */
function surplus(first: readonly string[], second: readonly string[]): readonly string[] {
  const left = [...second];
  return first.filter((text) => {
    const at = left.indexOf(text);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}

function canonical(entry: object): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => a.localeCompare(b)));
}

/** One operation that reads the given ways, of the thing that the variable `key` names. */
export function documentFor(root: string, ways: readonly Way[]): string {
  const [rootType = '', field = ''] = root.split('.');
  const { type, call } = ROOT_CALLS[root] ?? {
    type: `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`,
    call: `${field}(input: $key)`,
  };
  const variables = type === null ? '' : `($key: ${type})`;
  const selections = ways.map((way, index) => selectionOf(`w${index}`, call, way));
  return `${rootType.toLowerCase()} ${variables} { ${selections.join('\n')} }`;
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

import type { GraphQLSchema } from 'graphql';
import type { DisclosurePolicy } from '../../../src/disclosure';
import { OPERATION_LIMITS } from '../../../src/server/limits';
import type { Agency } from '../../../src/shared';
import type { Answer, TestGateway } from '../gateway';
import type { ReaderId, RichWorld, Target } from './rich-world';
import type { Way } from './ways';
import { expectationFor, isOpenIn, selectionOf, valuesAt, waysBelow } from './ways';

/** How each root field is asked for one thing. */
const ROOT_CALLS: Readonly<Record<string, { type: string; call: string }>> = {
  'Query.case': { type: 'ID!', call: 'case(id: $key)' },
  'Query.notice': { type: 'ID!', call: 'notice(id: $key)' },
  'Query.enforcementRecord': { type: 'String!', call: 'enforcementRecord(caseNumber: $key)' },
  'Query.cases': { type: 'String!', call: 'cases(scope: ALL, search: { receiptNumber: $key })' },
};

/** What a comparison of one root field, as one reader, came to. */
export interface Comparison {
  /** Coordinates that were compared. */
  readonly coordinates: readonly string[];
  /** Where answers and policy disagree, as sorted lines. */
  readonly faults: readonly string[];
  /** Coordinates that are open to the reader and have no value anywhere in the world. */
  readonly empty: readonly string[];
}

/**
 * Reads every way below a root field, of everything in the world and of what does not exist, and compares each answer with
 * what the policy says of the reader's agency.
 */
export async function compareRoot(
  parts: {
    readonly gateway: TestGateway;
    readonly schema: GraphQLSchema;
    readonly policy: DisclosurePolicy;
    readonly world: RichWorld;
  },
  root: string,
  reader: ReaderId,
  agency: Agency,
): Promise<Comparison> {
  const { gateway, schema, policy, world } = parts;
  const ways = waysBelow(schema, policy, root, agency);
  const faults = new Set<string>();
  const empty: string[] = [];
  const targets: readonly Target[] = [
    ...world.invented(root, reader).map((key) => ({ name: 'what is not there', key, facts: null })),
    ...world.targets(root, reader),
  ];
  const bodies = chunksOf(ways, OPERATION_LIMITS.rootFields).map(async (chunk) => {
    const query = documentFor(root, chunk);
    const seen = new Map(chunk.map((way) => [way, { open: 0, mayBeOpen: false }]));
    let unknown: string | null = null;
    // One after the other, so that the first is executed and the later ones by what was compiled.
    for (const { name, key, facts } of targets) {
      const answer = await gateway.send(reader, query, { key });
      faultsOfTelling(answer, chunk, agency).forEach((fault) => faults.add(`${name}: ${fault}`));
      if (facts === null) {
        const body = JSON.stringify(answer);
        unknown ??= body;
        if (body !== unknown) faults.add(`${name} is answered unlike what is not there`);
      }
      chunk.forEach((way, index) => {
        const alias = `w${index}`;
        const values = valuesAt(answer.body.data?.[alias], way);
        const { denied, conditions } = expectationFor(alias, way, agency);
        const mayBeOpen = facts !== null && denied === null && isOpenIn(conditions, facts);
        const state = seen.get(way);
        if (!state) return;
        if (mayBeOpen) state.mayBeOpen = true;
        if (values.length === 0) return;
        if (mayBeOpen) state.open += 1;
        else faults.add(`${name}: ${way.coordinate} has a value`);
      });
    }
    for (const [way, { open, mayBeOpen }] of seen) {
      if (mayBeOpen && open === 0) empty.push(way.coordinate);
    }
  });
  await Promise.all(bodies);
  return {
    coordinates: ways.map(({ coordinate }) => coordinate),
    faults: [...faults].sort(),
    empty: empty.sort(),
  };
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

function documentFor(root: string, ways: readonly Way[]): string {
  const [rootType = '', field = ''] = root.split('.');
  const { type, call } = ROOT_CALLS[root] ?? {
    type: `${field.charAt(0).toUpperCase()}${field.slice(1)}Input!`,
    call: `${field}(input: $key)`,
  };
  const selections = ways.map((way, index) => selectionOf(`w${index}`, call, way));
  return `${rootType.toLowerCase()} ($key: ${type}) { ${selections.join('\n')} }`;
}

function chunksOf<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

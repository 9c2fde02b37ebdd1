import type { GraphQLSchema } from 'graphql';
import { DISCLOSURE_ROWS } from '../../../src/disclosure/policy/disclosure-policy';
import { DisclosurePolicy, OPERATIONS } from '../../../src/disclosure';
import type { Condition } from '../../../src/disclosure';
import { OPERATION_LIMITS } from '../../../src/server/limits';
import { Agency, Purpose } from '../../../src/shared';
import type { Answer, TestGateway } from '../gateway';
import type { ReaderId, RichWorld, Target } from './rich-world';
import type { Way } from './ways';
import { expectationFor, isOpenIn, NO_FACTS_KNOWN, selectionOf, valuesAt, waysBelow } from './ways';

/** Roots below which everything is read, and how each is asked for one thing. */
const CALLS: Readonly<Record<string, { readonly variables: string; readonly call: string }>> = {
  'Query.case': { variables: '($key: ID!)', call: 'case(id: $key)' },
  'Query.notice': { variables: '($key: ID!)', call: 'notice(id: $key)' },
  'Query.enforcementRecord': {
    variables: '($key: String!)',
    call: 'enforcementRecord(caseNumber: $key)',
  },
  'Query.cases': {
    variables: '($key: String!)',
    call: 'cases(scope: ALL, search: { receiptNumber: $key })',
  },
  'Query.standingDecisions': { variables: '', call: 'standingDecisions' },
};

/** The first wall switched off: every cell open, no condition left, what is read open to everybody for every purpose. */
export const ALLOW_ALL = new DisclosurePolicy(
  DISCLOSURE_ROWS.map((row) => ({ ...row, cells: forAll('ALLOW' as const) })),
  OPERATIONS.map((row) =>
    row.operation in CALLS
      ? { ...row, agencies: forAll('ALLOW' as const), scopes: [], purposes: Object.values(Purpose) }
      : row,
  ),
);

function forAll<T>(value: T): Readonly<Record<Agency, T>> {
  return Object.fromEntries(Object.values(Agency).map((agency) => [agency, value])) as Record<
    Agency,
    T
  >;
}

/** What the store handed out to one reader while the first wall was off. */
export interface StoreAlone {
  /** Times that something was asked for which the reader may not be given. */
  readonly probes: number;
  /** Of these, those that PostgreSQL refused outright. */
  readonly refused: number;
  /** `case: coordinate = value` for each value that the reader was given and may not have. */
  readonly handedOut: readonly string[];
  /** Ways with a value, of those that the real policy opens: the store still works. */
  readonly open: number;
}

/** Where the rows carry a condition, so that the store knows it by itself: the door, and for whom. */
const ROW_CARRIED: readonly {
  readonly door: string;
  readonly agency: Agency;
  readonly kind: Condition['kind'];
}[] = [
  { door: 'Case.notices', agency: Agency.ENFORCEMENT, kind: 'IF_PARTY' },
  { door: 'Case.settlement', agency: Agency.ENFORCEMENT, kind: 'IF_PARTY' },
  { door: 'Case.deferral', agency: Agency.ENFORCEMENT, kind: 'IF_PARTY' },
  { door: 'Case.enforcement', agency: Agency.LANDLORD, kind: 'IF_PARTY' },
  ...[Agency.LANDLORD, Agency.ENFORCEMENT].flatMap((agency) =>
    [
      'SocialServicesRecord.caseworker',
      'SocialServicesRecord.financialAid',
      'SocialServicesRecord.consents',
    ].map((door) => ({
      door,
      agency,
      kind: 'IF_CONSENT' as const,
    })),
  ),
  ...['SocialServicesRecord.evictionConfirmation', 'SocialServicesRecord.attendance'].map(
    (door) => ({ door, agency: Agency.ENFORCEMENT, kind: 'IF_DATE_SET' as const }),
  ),
  { door: 'SocialServicesRecord.paymentPlan', agency: Agency.LANDLORD, kind: 'IF_CONSENT' },
  { door: 'EnforcementRecord.consents', agency: Agency.SOCIAL_SERVICES, kind: 'IF_CONSENT' },
];

/** Values that no statement of the store stands behind, with the reason; everything else that is closed must stay away. */
const NOT_FROM_THE_STORE: Readonly<
  Record<string, { readonly why: string; readonly value: string }>
> = {
  'EnforcementRecord.dwelling': {
    why: 'a shell around fields with columns of their own; every record has it',
    value: '{"__typename":"Dwelling"}',
  },
  'Tenant.protectedIdentity': {
    why: 'what nobody may tell this reader counts as protected, for everybody alike',
    value: 'true',
  },
};

/** Cases in which every denied way is read; conditions that rows carry are read in all. */
const MOST_CASES = 3;
/** Probes under way at a time. */
const AT_ONCE = 8;

interface Probe {
  readonly root: string;
  readonly way: Way;
  readonly target: Target;
}

/** The gateway that decides nothing, and the real policy that its answers are held against. */
export interface StoreAlonePrerequisites {
  readonly gateway: TestGateway;
  readonly schema: GraphQLSchema;
  readonly policy: DisclosurePolicy;
  readonly world: RichWorld;
}

/**
 * Reads as one reader every way that the real policy closes to its agency, in cases that it knows: one way at a time, since one
 * refusal ends a look at the store. Then reads by open ways what it may not know of.
 */
export async function readStoreAlone(
  parts: StoreAlonePrerequisites,
  reader: ReaderId,
  agency: Agency,
  { roots = rootsOf(parts, reader), closedWays = '' }: StoreAlonePart = {},
): Promise<StoreAlone> {
  const { gateway } = parts;
  const handedOut: string[] = [];
  let [refused, open] = [0, 0];
  const closed = closedProbes(parts, reader, agency, roots).filter(({ way }) =>
    way.coordinate.startsWith(closedWays),
  );
  await inTurns(closed, async ({ root, way, target }) => {
    const answer = await gateway.send(reader, documentOf(root, [way]), { key: target.key });
    if (wasRefused(answer)) refused += 1;
    for (const value of valuesAt(answer.body.data?.w0, way)) {
      const text = JSON.stringify(value);
      const known = NOT_FROM_THE_STORE[way.coordinate.split('@')[0] ?? ''];
      if (known?.value !== text)
        handedOut.push(`${root}, ${target.name}: ${way.coordinate} = ${text}`);
    }
  });

  let hiddenProbes = 0;
  for (const root of roots.filter((one) => one in CALLS)) {
    const ways = openWays(parts, root, agency);
    const query = documentOf(root, ways);
    const targets = parts.world.targets(root, reader);
    const [known] = targets.filter(({ facts }) => facts !== null);
    if (known) {
      const { body } = await gateway.send(reader, query, { key: known.key });
      open += ways.filter((way, at) => valuesAt(body.data?.[`w${at}`], way).length > 0).length;
    }
    const hidden = targets.filter(({ facts }) => facts === null);
    const [invented] = parts.world.invented(root, reader);
    const nothing = await gateway.send(reader, query, { key: invented });
    await inTurns(hidden, async ({ name, key }) => {
      hiddenProbes += ways.length;
      const { body } = await gateway.send(reader, query, { key });
      if (JSON.stringify(body.data) !== JSON.stringify(nothing.body.data))
        handedOut.push(`${root}, ${name}, which is not its own: ${JSON.stringify(body.data)}`);
    });
  }
  const probes = closed.length + hiddenProbes;
  return { probes, refused, open, handedOut: [...new Set(handedOut)].sort() };
}

/** Where a gap is looked for; everywhere unless told. */
export interface StoreAlonePart {
  readonly roots?: readonly string[];
  /** How the coordinates of closed ways begin. */
  readonly closedWays?: string;
}

/** Everything below which is read, and what the reader itself has changed. */
function rootsOf({ world }: StoreAlonePrerequisites, reader: ReaderId): readonly string[] {
  const own = world.mutations.filter(({ client }) => client === reader);
  return [...Object.keys(CALLS), ...new Set(own.map(({ operation }) => `Mutation.${operation}`))];
}

/** Every way that is denied, and every way whose condition fails in a case where the rows carry it. */
function closedProbes(
  { schema, policy, world }: StoreAlonePrerequisites,
  reader: ReaderId,
  agency: Agency,
  roots: readonly string[],
): readonly Probe[] {
  const seen = new Set<string>();
  return roots.flatMap((root) => {
    const known =
      root === 'Query.standingDecisions'
        ? [{ name: 'all', key: null, facts: NO_FACTS_KNOWN }]
        : world.targets(root, reader).filter(({ facts }) => facts !== null);
    const fresh = waysBelow(schema, policy, root, agency).filter(
      ({ coordinate }) => !seen.has(coordinate),
    );
    for (const { coordinate } of fresh) seen.add(coordinate);
    return fresh.flatMap((way) => {
      const { denied, conditions } = expectationFor('w0', way, agency);
      const targets = denied
        ? known.slice(0, MOST_CASES)
        : known.filter(({ facts }) =>
            conditions.some(
              (condition) =>
                facts !== null &&
                !isOpenIn([condition], facts) &&
                isCarriedByRows(way, agency, condition),
            ),
          );
      return targets.map((target) => ({ root, way, target }));
    });
  });
}

/** Ways that the real policy opens to an agency, so that PostgreSQL refuses none of them. */
function openWays(
  { schema, policy }: StoreAlonePrerequisites,
  root: string,
  agency: Agency,
): readonly Way[] {
  return waysBelow(schema, policy, root, agency)
    .filter((way) => expectationFor('w0', way, agency).denied === null)
    .slice(0, OPERATION_LIMITS.rootFields);
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function documentOf(root: string, ways: readonly Way[]): string {
  const [type = '', field = ''] = root.split('.');
  const { variables, call } = CALLS[root] ?? {
    variables: `($key: ${field.charAt(0).toUpperCase()}${field.slice(1)}Input!)`,
    call: `${field}(input: $key)`,
  };
  const selections = ways.map((way, at) => selectionOf(`w${at}`, call, way));
  return `${type.toLowerCase()} ${variables} { ${selections.join(' ')} }`;
}

function isCarriedByRows(way: Way, agency: Agency, condition: Condition): boolean {
  return way.steps.some(({ type, field }) =>
    ROW_CARRIED.some(
      (carried) =>
        carried.agency === agency &&
        carried.door === `${type}.${field}` &&
        carried.kind === condition.kind,
    ),
  );
}

/** PostgreSQL refuses a column or table, and the gateway tells nobody why. */
function wasRefused({ body }: Answer): boolean {
  return (body.errors ?? []).some(({ extensions }) => extensions.code === 'INTERNAL');
}

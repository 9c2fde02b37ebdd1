import { buildSchema, isObjectType, parse } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  cellText,
  compilePlan,
  DISCLOSURE_ROWS,
  DisclosurePolicy,
  OPERATIONS,
} from '../../src/disclosure';
import type { Cell, DisclosureRow, OperationRow } from '../../src/disclosure';
import { Agency } from '../../src/shared';
import { schemaForReading } from '../../src/topology';
import { compareWays } from '../support/disclosure/compare';
import type { Compared } from '../support/disclosure/compare';
import { buildRichWorld } from '../support/disclosure/rich-world';
import type { ReaderId, RichWorld } from '../support/disclosure/rich-world';
import { expectationFor, selectionOf, waysBelow } from '../support/disclosure/ways';
import type { Way } from '../support/disclosure/ways';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

/** A cell of the policy as it is not. */
interface Mutant {
  readonly row: DisclosureRow;
  readonly agency: Agency;
  readonly cell: Cell;
}

/** The policy in force, with one cell of it changed at a time. */
class MutablePolicy extends DisclosurePolicy {
  mutant: Mutant | null = null;
  mutantOperation: OperationRow | null = null;

  override ruleFor(type: string, field: string, parent: string | null): DisclosureRow | undefined {
    const row = super.ruleFor(type, field, parent);
    return row && this.mutated(row);
  }

  override byAuthor(type: string, field: string): ReadonlyMap<Agency, DisclosureRow> {
    return new Map(
      [...super.byAuthor(type, field)].map(([author, row]) => [author, this.mutated(row)]),
    );
  }

  override at(coordinate: string): DisclosureRow {
    return this.mutated(super.at(coordinate));
  }

  override operation(name: string): OperationRow | undefined {
    return this.mutantOperation?.operation === name ? this.mutantOperation : super.operation(name);
  }

  private mutated(row: DisclosureRow): DisclosureRow {
    if (this.mutant?.row.coordinate !== row.coordinate) return row;
    return { ...row, cells: { ...row.cells, [this.mutant.agency]: this.mutant.cell } };
  }
}

/** Operations whose service refuses other agencies by itself, so that nobody could tell that their line was changed. */
const REFUSED_TWICE: Readonly<Partial<Record<Agency, readonly string[]>>> = {
  [Agency.LANDLORD]: ['Mutation.recordConsent', 'Mutation.revokeConsent'],
  [Agency.OVERSIGHT]: ['Mutation.recordConsent', 'Mutation.revokeConsent'],
};

/** The reader of each agency that knows most of the world. */
const READER: Readonly<Record<Agency, ReaderId>> = {
  [Agency.LANDLORD]: 'landlord-bostaden',
  [Agency.SOCIAL_SERVICES]: 'board-farsta',
  [Agency.ENFORCEMENT]: 'kronofogden',
  [Agency.OVERSIGHT]: 'oversight-farsta',
};

const real = new DisclosurePolicy();
const policy = new MutablePolicy();
const served = schemaForReading();
const contract = buildSchema(
  readFileSync(path.resolve(__dirname, '../contract/contract.graphql'), 'utf8'),
);
const waysOfContract = new Map<Agency, ReadonlyMap<string, { root: string; way: Way }>>();
let plain: TestGateway;
let gateway: TestGateway;
let world: RichWorld;
let sent = 0;

beforeAll(async () => {
  plain = await startTestGateway();
  world = await buildRichWorld(plain);
  gateway = await startTestGateway({ beside: plain, policy });
}, 60_000);

afterAll(async () => {
  await gateway.stop();
  await plain.stop();
});

/** Sends through the gateway with the mutated policy; each text is new, so that no plan made before is met again. */
const compared = (): Compared => ({
  gateway: {
    ...gateway,
    send: (reader, query, variables, purpose) =>
      gateway.send(reader, `${query} # ${(sent += 1)}`, variables, purpose),
  },
  schema: served,
  policy: real,
  world,
});

/** Each way that the contract has, by the row that decides its last field, for one agency. */
function waysByRow(
  schema: GraphQLSchema,
  agency: Agency,
): ReadonlyMap<string, { root: string; way: Way }> {
  const found = new Map<string, { root: string; way: Way }>();
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.keys(type?.getFields() ?? {})) {
      const root = `${type?.name ?? ''}.${field}`;
      for (const way of waysBelow(schema, real, root, agency)) {
        const last = way.steps.at(-1);
        const isReached =
          expectationFor('w0', { ...way, steps: way.steps.slice(0, -1) }, agency).denied === null;
        const mayCall = real.operation(root)?.agencies[agency] === 'ALLOW';
        if (!last || !isReached || !mayCall) continue;
        for (const { coordinate } of last.rows)
          if (!found.has(coordinate)) found.set(coordinate, { root, way });
      }
    }
  }
  return found;
}

/** The cell shut or opened as a whole, and with each of its conditions left out. */
function changesOf(cell: Cell): readonly Cell[] {
  if (cell === 'ALLOW') return ['DENY'];
  if (cell === 'DENY') return ['ALLOW'];
  const weakened = cell.length < 2 ? [] : cell.map((left) => cell.filter((one) => one !== left));
  return ['ALLOW', 'DENY', ...weakened];
}

describe('each cell of the disclosure policy', () => {
  const told = { mutants: 0, answers: 0, plans: 0, values: 0 };

  afterAll(() => {
    policy.mutant = null;
    process.stdout.write(
      `policy cells: ${told.mutants} mutants, ${told.answers} seen in answers (${told.values} by a value), ${told.plans} in plans of what is not served or may not be called\n`,
    );
  });

  it.each(Object.values(Agency))(
    'of %s is missed when it is changed',
    async (agency) => {
      const ways = waysByRow(served, agency);
      const survivors: string[] = [];
      for (const row of DISCLOSURE_ROWS) {
        for (const cell of changesOf(row.cells[agency])) {
          told.mutants += 1;
          policy.mutant = { row, agency, cell };
          const found = ways.get(row.coordinate);
          const isServed =
            found !== undefined && world.targets(found.root, READER[agency]).length > 0;
          const isMissed = isServed
            ? await isMissedInAnswers(found.root, found.way, agency)
            : isMissedInPlan(row, agency);
          if (!isMissed) survivors.push(`${row.coordinate}: ${cellText(cell)}`);
        }
      }
      policy.mutant = null;
      expect(survivors).toEqual([]);
    },
    900_000,
  );

  async function isMissedInAnswers(root: string, way: Way, agency: Agency): Promise<boolean> {
    const { faults } = await compareWays(compared(), root, READER[agency], agency, [way]);
    told.answers += 1;
    if (faults.some((fault) => fault.includes('has a value'))) told.values += 1;
    return faults.length > 0;
  }

  /**
   * What no operation of the agency leads to is tried on the plan itself, with all that stands before it on the way opened: what the
   * plan says of the field must be what the row says.
   */
  function isMissedInPlan(row: DisclosureRow, agency: Agency): boolean {
    told.plans += 1;
    const found = contractWays(agency).get(row.coordinate);
    if (!found) throw new Error(`No way leads to ${row.coordinate}.`);
    const saidNow = saidByPlan(found.root, found.way, row, agency);
    return saidNow !== cellText(row.cells[agency]);
  }

  function saidByPlan(root: string, way: Way, asked: DisclosureRow, agency: Agency): string {
    const before = new Set(
      way.steps.slice(0, -1).flatMap(({ rows }) => rows.map(({ coordinate }) => coordinate)),
    );
    const opened = new DisclosurePolicy(
      DISCLOSURE_ROWS.map((row) => {
        const { mutant } = policy;
        const cells = mutant?.row === row ? { ...row.cells, [agency]: mutant.cell } : row.cells;
        return {
          ...row,
          cells: before.has(row.coordinate) ? { ...cells, [agency]: 'ALLOW' as const } : cells,
        };
      }),
    );
    const [rootType = '', field = ''] = root.split('.');
    const document = parse(`${rootType.toLowerCase()} { ${selectionOf('w0', field, way)} }`);
    const plan = compilePlan({
      schema: contract,
      policy: opened,
      document,
      operation: document.definitions[0] as OperationDefinitionNode,
      agency,
      variables: {},
      mayCall: () => true,
    });
    const last = way.steps.at(-1);
    const name = asked.coordinate.endsWith('.*')
      ? `${String(last?.type)}.${String(last?.field)}`
      : asked.coordinate;
    const note = [...plan.denied, ...plan.conditional].find(
      (one) => one.path.at(-1) === last?.field && one.coordinate === name,
    );
    return note?.rule ?? 'ALLOW';
  }

  function contractWays(agency: Agency): ReadonlyMap<string, { root: string; way: Way }> {
    const known = waysOfContract.get(agency);
    if (known) return known;
    const found = new Map<string, { root: string; way: Way }>();
    for (const type of [
      contract.getQueryType(),
      contract.getMutationType(),
      contract.getSubscriptionType(),
    ]) {
      for (const field of Object.keys(type?.getFields() ?? {})) {
        const root = `${type?.name ?? ''}.${field}`;
        for (const way of waysBelow(contract, real, root, agency)) {
          const before = way.steps
            .slice(0, -1)
            .flatMap(({ rows }) => rows.map(({ coordinate }) => coordinate));
          // A row that also stands before the field would be opened with the rest.
          for (const { coordinate } of way.steps.at(-1)?.rows ?? [])
            if (!found.has(coordinate) && !before.includes(coordinate))
              found.set(coordinate, { root, way });
        }
      }
    }
    waysOfContract.set(agency, found);
    return found;
  }
});

describe('each line of the operations', () => {
  it.each(Object.values(Agency))(
    'is missed for %s when it is changed',
    async (agency) => {
      const reader = READER[agency];
      const survivors: string[] = [];
      const isRefused = async (name: string): Promise<boolean> => {
        const [type = '', field = ''] = name.split('.');
        const root = type === 'Query' ? served.getQueryType() : served.getMutationType();
        const definition = root?.getFields()[field];
        if (!definition) return real.operation(name)?.agencies[agency] !== 'ALLOW';
        const query = `${type.toLowerCase()} { ${field}${literalArguments(definition.args)} ${
          /^\W*(String|Int|ID|Boolean)/.exec(String(definition.type)) ? '' : '{ __typename }'
        } } # ${(sent += 1)}`;
        const { body } = await gateway.send(reader, query);
        return (body.errors ?? []).some(({ extensions }) => extensions.code === 'FORBIDDEN');
      };
      for (const row of OPERATIONS) {
        const root = row.operation.startsWith('Query')
          ? served.getQueryType()
          : served.getMutationType();
        if (!root?.getFields()[row.operation.split('.')[1] ?? '']) continue;
        policy.mutantOperation = null;
        const before = await isRefused(row.operation);
        const opened = row.agencies[agency] === 'ALLOW' ? 'DENY' : 'ALLOW';
        policy.mutantOperation = {
          ...row,
          agencies: { ...row.agencies, [agency]: opened },
          // Scope and purpose would refuse the caller before its agency is looked at.
          ...(opened === 'ALLOW' && {
            scopes: [],
            purposes: [...row.purposes, 'LANDLORD_DUTY', 'CASE_HANDLING', 'EXECUTION', 'AUDIT'],
          }),
        };
        const after = await isRefused(row.operation);
        const isForOtherPurpose = row.agencies[agency] === 'ALLOW' && before;
        if (before === after && !isForOtherPurpose) survivors.push(row.operation);
      }
      policy.mutantOperation = null;
      expect(survivors).toEqual(REFUSED_TWICE[agency] ?? []);
    },
    300_000,
  );
});

/** The arguments that must be given, with something in them; the service judges what. */
function literalArguments(
  args: readonly { readonly name: string; readonly type: unknown }[],
): string {
  const needed = args.filter(({ type }) => String(type).endsWith('!'));
  return needed.length === 0
    ? ''
    : `(${needed.map(({ name, type }) => `${name}: ${literalOf(String(type).slice(0, -1))}`).join(', ')})`;
}

function literalOf(type: string): string {
  if (type.startsWith('[')) return '[]';
  const named = served.getType(type);
  if (named && 'getFields' in named && !isObjectType(named)) {
    const fields = Object.values(named.getFields()) as { name: string; type: unknown }[];
    const needed = fields.filter(({ type: inner }) => String(inner).endsWith('!'));
    return `{ ${needed.map((field) => `${field.name}: ${literalOf(String(field.type).slice(0, -1))}`).join(', ')} }`;
  }
  if (named && 'getValues' in named) return (named.getValues()[0] as { name: string }).name;
  return type === 'Int'
    ? '1'
    : type === 'Boolean'
      ? 'true'
      : type === 'Float'
        ? '1.5'
        : '"2026-01-01"';
}

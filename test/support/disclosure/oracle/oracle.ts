import type {
  DocumentNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  GraphQLSchema,
} from 'graphql';
import { buildSchema, execute, getNamedType, isObjectType, parse, printSchema } from 'graphql';
import { socialBoardDirectory } from '../../../../src/cases';
import {
  civilDay,
  parsePersonalIdentityNumber,
  parseReceiptNumber,
  searchableName,
} from '../../../../src/shared';
import type { RandomOperation } from '../random-operation';
import type { OracleReader } from './knowledge';
import { current, Knowledge } from './knowledge';
import type { Past } from './known-at';
import { cursorMark, idMark } from './marks';
import { namedCoordinate, OPERATION_TABLE, rowFor } from './matrix';
import type { Waiting } from './next-deadline';
import { waitingOf } from './next-deadline';
import type { Model } from './model';
import type { DecidedField } from './static-disclosure';
import { decideOperation } from './static-disclosure';
import { isMonth, meetingObject } from './meeting';
import type { OracleObject } from './world-objects';
import { boardObject, caseObject, noticeObject, priorityOf, recordObject } from './world-objects';

/** An error as answers show it; two are the same if all of this is. */
export interface OracleError {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly coordinate?: string;
  readonly legalBasis?: readonly string[];
  readonly problems?: readonly { readonly path: string; readonly code: string }[];
}

/** What the oracle says an answer must be. */
export interface OracleAnswer {
  readonly data: unknown;
  /** Root fields that are refused. Where they take all data with them, an answer names at least the first that failed. */
  readonly refusals: readonly OracleError[];
  readonly denials: readonly OracleError[];
  readonly conditional: readonly object[];
}

/** A caller as its token tells: the reader behind it, and what else `Viewer` shows. */
export interface OracleCaller extends OracleReader {
  readonly client: string;
  readonly user: string;
  readonly scopes: readonly string[];
}

/** What ids and cursors stand for; learnt from answers, since nobody outside can read them. */
export interface Known {
  /** The mark of the reader's id, or null for one that stands for nothing. */
  markOf(reader: OracleCaller, text: string): string | null;
}

/** Roots whose answers the oracle can make. */
export const ORACLE_ROOTS: readonly string[] = [
  'Query.viewer',
  'Query.socialBoards',
  'Query.case',
  'Query.cases',
  'Query.notice',
  'Query.enforcementRecord',
  'Query.standingDecisions',
  'Query.explainAccess',
  'Query.collaborationMeeting',
];

class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly problems?: OracleError['problems'],
  ) {
    super(code);
  }
}

/**
 * A second implementation of what the gateway answers: the whole world as it is, masked by the matrix. Slow on purpose: every
 * answer looks at every case, and every rule is asked anew for every value.
 */
export class Oracle {
  private readonly schema: GraphQLSchema;
  private readonly parsed = new Map<string, DocumentNode>();

  constructor(
    served: GraphQLSchema,
    private readonly model: Model,
    private readonly known: Known,
    private readonly past: Past,
  ) {
    this.schema = buildSchema(printSchema(served));
  }

  async answer({ query, variables }: RandomOperation, caller: OracleCaller): Promise<OracleAnswer> {
    const document = this.documentOf(query);
    const isCallable = (operation: string) => mayCall(operation, caller);
    const fields = decideOperation(this.schema, document, variables, caller.agency, isCallable);
    const refusals: OracleError[] = [];
    // In promises, so that every root field has its turn, whichever of them takes the data with it.
    const root = async (args: Args, { parentType, fieldName, path }: GraphQLResolveInfo) => {
      await Promise.resolve();
      try {
        return this.root(`${parentType.name}.${fieldName}`, args, caller);
      } catch (error) {
        if (error instanceof Refusal)
          refusals.push({ path: [path.key], code: error.code, ...problemsOf(error) });
        throw error;
      }
    };
    const { data, errors = [] } = await execute({
      schema: this.schema,
      document,
      variableValues: variables,
      rootValue: {},
      fieldResolver: (source, args, _context, info) =>
        info.path.prev === undefined
          ? root(args as Args, info)
          : masked(source as OracleObject, fields, info),
    });
    const unexpected = errors.filter(
      ({ originalError, message }) =>
        !(originalError instanceof Refusal) && !message.startsWith('Cannot return null'),
    );
    if (unexpected[0]) throw unexpected[0];
    const told = [...fields.values()].flat();
    return {
      data,
      refusals,
      denials: told
        .filter(({ cell }) => cell.denied)
        .map(({ path, coordinate, legalBasis }) => ({
          path,
          code: 'DISCLOSURE_DENIED',
          coordinate,
          legalBasis,
        })),
      conditional: told
        .filter(({ cell }) => cell.conditions.length > 0)
        .map(({ path, coordinate, legalBasis, cell }) => ({
          path,
          coordinate,
          condition: cell.text,
          legalBasis,
        })),
    };
  }

  private documentOf(query: string): DocumentNode {
    const known = this.parsed.get(query);
    if (known) return known;
    const document = parse(query);
    this.parsed.set(query, document);
    return document;
  }

  private root(operation: string, args: Args, caller: OracleCaller): unknown {
    if (!mayCall(operation, caller)) throw new Refusal('FORBIDDEN');
    switch (operation) {
      case 'Query.viewer':
        return viewer(caller);
      case 'Query.socialBoards':
        return this.socialBoards(args);
      case 'Query.case':
        return this.case(caller, args);
      case 'Query.notice':
        return this.views(caller)
          .flatMap((view) => view.notices.map((notice) => noticeObject(view, notice)))
          .find((one) => this.isNamed(caller, one, args));
      case 'Query.enforcementRecord':
        return this.record(caller, args);
      case 'Query.cases':
        return this.cases(caller, args);
      case 'Query.standingDecisions':
        return this.standingDecisions(caller);
      case 'Query.collaborationMeeting':
        if (!isMonth(String(args.month)))
          throw new Refusal('BAD_USER_INPUT', [{ path: 'month', code: 'NOT_A_MONTH' }]);
        return meetingObject(this.views(caller), caller, args);
      case 'Query.explainAccess':
        return this.explanation(caller, args);
      default:
        throw new Error(`The oracle does not know ${operation}.`);
    }
  }

  /** An authority's own decisions, and for its auditor the same, the newest first. */
  private standingDecisions({ organisation }: OracleCaller): readonly OracleObject[] {
    return this.model.decisions
      .filter(({ owner }) => owner === organisation)
      .toReversed()
      .map((decision) => ({
        knowledge: null,
        ...decision,
        id: idMark('decision', decision.id),
      }));
  }

  /** The rule of every field below a case, by coordinate, for a case that the caller may know of. */
  private explanation(caller: OracleCaller, { caseId }: Args): readonly OracleObject[] {
    const isKnown = this.views(caller)
      .map(caseObject)
      .some((one) => this.isNamed(caller, one, { id: caseId }));
    if (!isKnown) return [];
    const explained = new Map<string, OracleObject>();
    const seen = new Set<string>();
    const walk = (type: GraphQLOutputType, parent: string): void => {
      const object = getNamedType(type);
      if (!isObjectType(object) || seen.has(`${object.name} ${parent}`)) return;
      seen.add(`${object.name} ${parent}`);
      for (const field of Object.values(object.getFields())) {
        const row = rowFor(object.name, field.name, parent);
        const coordinate = namedCoordinate(row, object.name, field.name);
        const { text } = row.cells[caller.agency];
        explained.set(coordinate, {
          knowledge: null,
          coordinate,
          rule: text,
          legalBasis: row.legalBasis,
        });
        walk(field.type, `${object.name}.${field.name}`);
      }
    };
    walk(this.schema.getType('Case') as GraphQLObjectType, 'Query.case');
    const coordinates = [...explained.keys()].sort();
    return coordinates.flatMap((coordinate) => explained.get(coordinate) ?? []);
  }

  private case(caller: OracleCaller, args: Args): unknown {
    const instant = this.knownAt(args);
    const found = this.views(caller).find((view) => this.isNamed(caller, caseObject(view), args));
    if (!found) return null;
    return instant ? this.past.caseAt(found, instant) : caseObject(found);
  }

  /** The instant that is asked for, which has come. */
  private knownAt({ knownAt }: Args): Date | null {
    if (knownAt == null) return null;
    const instant = new Date(knownAt as string);
    if (instant > this.model.now)
      throw new Refusal('BAD_USER_INPUT', [{ path: 'knownAt', code: 'IN_THE_FUTURE' }]);
    return instant;
  }

  /** Every case that the reader may know of. */
  private views(reader: OracleReader): readonly Knowledge[] {
    return [...this.model.cases.values()]
      .map((one) => new Knowledge(reader, one, this.model))
      .filter(({ isKnown }) => isKnown);
  }

  private isNamed(caller: OracleCaller, { id }: OracleObject, args: Args): boolean {
    return this.known.markOf(caller, String(args.id)) === id;
  }

  /** A landlord learns of a record as its applicant only while it is party to it. */
  private record(caller: OracleCaller, args: Args): unknown {
    const caseNumber = String(args.caseNumber).trim();
    const instant = this.knownAt(args);
    if (instant) return this.past.recordAt(caller, caseNumber, instant);
    const found = this.views(caller)
      .flatMap((view) => view.records.map((record) => ({ view, record })))
      .find(({ record }) => record.caseNumber === caseNumber);
    if (!found || (caller.agency === 'LANDLORD' && !found.view.isParty)) return null;
    return recordObject(found.view, found.record);
  }

  private socialBoards({ municipality }: Args): unknown {
    const today = civilDay(this.model.now);
    const boards = socialBoardDirectory.all(today);
    if (municipality == null) return boards.map(({ id }) => boardObject(id));
    const own = boards.filter((board) => board.municipality === municipality);
    if (own.length === 0)
      throw new Refusal('BAD_USER_INPUT', [{ path: 'municipality', code: 'NOT_A_MUNICIPALITY' }]);
    return own.map(({ id }) => boardObject(id));
  }

  private cases(caller: OracleCaller, args: Args): unknown {
    const {
      scope = 'OPEN',
      orderBy: order = 'RECEIVED_DESC',
      first = 20,
      after: cursor,
    } = withoutNulls(args) as CasesArgs;
    const problems: { path: string; code: string }[] = [];
    if (order === 'PRIORITY' && !(scope === 'OPEN' && this.worksByPriority(caller)))
      problems.push({ path: 'orderBy', code: 'NOT_ALLOWED' });
    if (first < 1 || first > 100) problems.push({ path: 'first', code: 'OUT_OF_RANGE' });
    const search = args.search == null ? null : searchOf(args.search as Args, caller, this.today);
    if (search && 'problem' in search) problems.push(search.problem);
    // A search that is refused is no part of what list a cursor is judged by.
    const list = `${scope} ${order} ${JSON.stringify(search && 'term' in search ? search : null)}`;
    const mark = cursor === undefined ? null : this.known.markOf(caller, cursor);
    const after = mark?.startsWith(cursorMark(list, '')) ? mark : null;
    if (cursor !== undefined && after === null)
      problems.push({ path: 'after', code: 'INVALID_CURSOR' });
    if (problems.length > 0) throw new Refusal('BAD_USER_INPUT', problems);

    const matching = this.views(caller)
      .filter((view) => scope === 'ALL' || view.isOpen === (scope === 'OPEN'))
      .filter((view) => search === null || ('matches' in search && search.matches(view)))
      .sort(order === 'NEXT_DEADLINE' ? byWaiting(this.model) : ORDERS[order]);
    const start = after === null ? 0 : this.placeAfter(matching, caller, order, after);
    const page = matching.slice(start, start + first);
    const cursors = page.map((view) => cursorMark(list, view.of.id));
    return {
      knowledge: null,
      totalCount: matching.length,
      edges: page.map((view, at) => ({
        knowledge: null,
        cursor: cursors[at],
        node: caseObject(view),
      })),
      pageInfo: {
        knowledge: null,
        hasNextPage: start + first < matching.length,
        hasPreviousPage: after !== null,
        startCursor: cursors[0] ?? null,
        endCursor: cursors.at(-1) ?? null,
      },
    };
  }

  /** Whether a board has decided to work by priority today. */
  private worksByPriority({ agency, organisation }: OracleCaller): boolean {
    return (
      agency === 'SOCIAL_SERVICES' &&
      this.model.decisions.some(
        (one) =>
          one.switch === 'PRIORITY_QUEUE' &&
          one.owner === organisation &&
          one.endedAt === null &&
          one.validTo >= this.today,
      )
    );
  }

  /** The page goes on behind the case of the cursor. */
  private placeAfter(
    matching: readonly Knowledge[],
    caller: OracleCaller,
    order: string,
    after: string,
  ): number {
    const id = after.slice(after.lastIndexOf(' ') + 1);
    const at = matching.findIndex((view) => view.of.id === id);
    if (at === -1)
      throw new Error(`A ${caller.agency} cursor of ${order} names no case of its list.`);
    return at + 1;
  }

  private get today(): string {
    return civilDay(this.model.now);
  }
}

type Args = Readonly<Record<string, unknown>>;

interface CasesArgs {
  readonly scope?: string;
  readonly orderBy?: string;
  readonly first?: number;
  readonly after?: string;
}

/** A null that the client wrote out means the default. */
function withoutNulls(args: Args): Args {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}

/** A field of an object, null where the matrix does not open it in this case. */
function masked(
  source: OracleObject,
  fields: ReadonlyMap<string, readonly DecidedField[]>,
  info: GraphQLResolveInfo,
): unknown {
  const path: string[] = [];
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step; step = step.prev)
    path.unshift(typeof step.key === 'number' ? '@' : step.key);
  const decided = fields
    .get(path.join('.'))
    ?.find(({ author }) => author === null || author === source.author);
  if (!decided) throw new Error(`${path.join('.')} was not decided.`);
  const { cell } = decided;
  const isOpen =
    !cell.denied && (cell.conditions.length === 0 || source.knowledge?.opens(cell) === true);
  if (!isOpen) return null;
  if (!(info.fieldName in source))
    throw new Error(`The oracle does not know ${info.parentType.name}.${info.fieldName}.`);
  const value = source[info.fieldName];
  const made: unknown = typeof value === 'function' ? (value as () => unknown)() : value;
  return made instanceof Date ? made.toISOString() : made;
}

function mayCall(operation: string, { agency, purpose, scopes }: OracleCaller): boolean {
  const row = OPERATION_TABLE.find((one) => one.operation === operation);
  return (
    row !== undefined &&
    row.agencies.includes(agency) &&
    row.purposes.includes(purpose) &&
    (row.scopes.length === 0 || row.scopes.some((scope) => scopes.includes(scope)))
  );
}

function problemsOf({ problems }: Refusal): Pick<OracleError, 'problems'> {
  return problems ? { problems } : {};
}

function viewer(caller: OracleCaller): OracleObject {
  return {
    knowledge: null,
    agency: caller.agency,
    organisation: caller.organisation,
    board: () => (caller.agency === 'SOCIAL_SERVICES' ? boardObject(caller.organisation) : null),
    actingFor: null,
    client: caller.client,
    user: caller.user,
    purpose: caller.purpose,
    scopes: [...caller.scopes].sort(),
  };
}

type Search =
  | { readonly problem: { readonly path: string; readonly code: string } }
  | { readonly term: string; readonly matches: (view: Knowledge) => boolean };

/** A search finds a case by what the reader may know of the notices and records in it. */
function searchOf(search: Args, { agency }: OracleReader, today: string): Search {
  const [[field, text] = ['', '']] = Object.entries(search) as [string, string][];
  const refused = (code: string): Search => ({ problem: { path: `search.${field}`, code } });
  const by = (
    term: string | null,
    code: string,
    matches: (view: Knowledge, term: string) => boolean,
  ): Search =>
    term === null
      ? refused(code)
      : { term: `${field} ${term}`, matches: (view) => matches(view, term) };
  const named = (text: string): string | null =>
    searchableName(text) === '' ? null : searchableName(text);
  const persons = ({ notices, records }: Knowledge) => [
    ...notices.flatMap(({ input }) => input.tenants),
    ...records.flatMap((record) => current(record).input.defendants),
  ];
  switch (field) {
    case 'personalIdentityNumber':
      return by(
        parsePersonalIdentityNumber(text, today),
        'IDENTITY_NUMBER_CHECKSUM',
        (view, number) => persons(view).some((one) => one.personalIdentityNumber === number),
      );
    case 'receiptNumber':
      return by(parseReceiptNumber(text), 'RECEIPT_NUMBER_CHECK_CHARACTER', (view, number) =>
        view.notices.some(({ receipt }) => receipt.receiptNumber === number),
      );
    case 'enforcementCaseNumber':
      return by(/\d/.test(text) ? text.trim() : null, 'NOT_A_CASE_NUMBER', (view, number) =>
        view.records.some(({ caseNumber }) => caseNumber === number),
      );
    case 'landlordReference':
      if (agency !== 'LANDLORD') return refused('NOT_ALLOWED');
      return by(named(text), 'REQUIRED', (view, reference) =>
        view.notices.some(({ input }) => named(input.landlordReference ?? '') === reference),
      );
    default:
      return by(named(text), 'REQUIRED', (view, name) =>
        persons(view).some((one) => named(one.name) === name),
      );
  }
}

type Order = (a: Knowledge, b: Knowledge) => number;

const byId: Order = (a, b) => (a.of.id < b.of.id ? -1 : 1);
const byReceipt: Order = (a, b) => Number(a.receivedAt) - Number(b.receivedAt) || byId(a, b);
const byDay =
  (day: (view: Knowledge) => string | null): Order =>
  (a, b) => {
    const [one, other] = [day(a) ?? '9999', day(b) ?? '9999'];
    return one < other ? -1 : one > other ? 1 : byId(a, b);
  };

/** Cases without the ordering day stand last; ties go by the hub's own number of the case. */
const ORDERS: Readonly<Record<string, Order>> = {
  RECEIVED_ASC: byReceipt,
  RECEIVED_DESC: (a, b) => byReceipt(b, a),
  EVICTION_DATE: byDay((view) => view.evictionOn),
  PRIORITY: (a, b) => rankOf(a) - rankOf(b) || byReceipt(a, b),
};

/** Who waits for a day stands first; the others stand by the last day for which they did, latest first. */
function byWaiting(model: Model): Order {
  const known = new Map<Knowledge, Waiting>();
  const of = (view: Knowledge): Waiting => {
    const waiting = known.get(view) ?? waitingOf(view, model);
    known.set(view, waiting);
    return waiting;
  };
  return (a, b) => {
    const [one, other] = [of(a), of(b)];
    if (one.next !== null || other.next !== null) return byDay((view) => of(view).next)(a, b);
    const [last, otherLast] = [one.last ?? '', other.last ?? ''];
    return last > otherLast ? -1 : last < otherLast ? 1 : -byId(a, b);
  };
}

function rankOf(view: Knowledge): number {
  return ['URGENT', 'HIGH', 'NORMAL'].indexOf(priorityOf(view).priority);
}

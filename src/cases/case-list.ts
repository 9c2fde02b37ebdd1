import { createHash } from 'node:crypto';
import type { Caller } from '../identity';
import type { Position, Reading } from '../disclosure';
import type { Aliases } from '../persistence';
import { statementName } from '../persistence';
import { Problems } from '../shared';
import { byDeadline } from './case-list-by-deadline';
import { CaseOrder, CaseScope } from './case-list.type';
import type { CaseReader, ShareRow } from './case.reader';
import type { CaseListQuery, CursorContent } from './case-list-query';
import { isSearched, TOLD_TO_HAVE_ENDED } from './case-list-query';
import type { SearchTermAsked } from './case-search';
import { searchTerm } from './case-search';
import type { CasesArgs } from './cases-args.input';
import { worksByPriority } from './queue-places';
import type { Terms } from './terms';
import { authoritiesTelling } from './told-execution';

/** What tells one list from another. */
type ListParts = Pick<CaseListQuery, 'scope' | 'order' | 'term'>;

/** A case in a page, with the text of its ordering value and the columns of its share that are asked for. */
interface PlacedRow extends ShareRow {
  readonly key: string | null;
}

interface OrderColumn {
  /** The ordering value as text that a cursor can carry, without loss. */
  readonly text: string;
  readonly column: string;
  readonly cast: string;
  readonly descending: boolean;
  /** Cases without a value stand last. */
  readonly nullable: boolean;
}

const LARGEST_PAGE = 100;

/** Searches by which a person is looked up. */
const PERSON_TERMS: ReadonlySet<SearchTermAsked['kind']> = new Set([
  'PERSON_NUMBER',
  'PERSON_NAME',
]);

const RECEIVED = {
  column: 's.received_at',
  text: `to_char(s.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  cast: 'timestamptz',
  nullable: false,
};
const day = (column: string): OrderColumn => ({
  column,
  text: `${column}::text`,
  cast: 'date',
  descending: false,
  nullable: true,
});

/** Orders over the reader's own share, so that no order tells of what the reader may not see. @legalSource SPF-15-SEARCH */
const ORDERS: Readonly<Record<Exclude<CaseOrder, CaseOrder.NEXT_DEADLINE>, OrderColumn>> = {
  [CaseOrder.RECEIVED_DESC]: { ...RECEIVED, descending: true },
  [CaseOrder.RECEIVED_ASC]: { ...RECEIVED, descending: false },
  [CaseOrder.EVICTION_DATE]: day('s.eviction_on'),
  [CaseOrder.PRIORITY]: {
    column: 's.queue_place',
    text: 's.queue_place',
    cast: 'text COLLATE "C"',
    descending: false,
    nullable: true,
  },
};

/** The list of cases that a caller may know of, page by page. */
export class CaseList {
  constructor(
    private readonly reader: CaseReader,
    private readonly aliases: Aliases,
    private readonly terms: Terms,
  ) {}

  /**
   * One page, with only those of its parts read that the plan asks for.
   *
   * @throws BadUserInputError for an unlawful search or order, a page size out of range, or a foreign cursor
   */
  async page(reading: Reading, position: Position, args: CasesArgs): Promise<object> {
    const checked = await this.check(reading, args);
    const query = {
      ...checked,
      telling: checked.scope === CaseScope.ALL ? [] : await authoritiesTelling(reading),
    };
    if (query.term) {
      const coordinates = [...position.fields.keys()].map((name) => `${position.type}.${name}`);
      const subjects = PERSON_TERMS.has(query.term.kind) ? [query.term.value] : [];
      reading.looksUp({ subjects, coordinates });
    }
    const edges = position.below('edges');
    const [page, totalCount] = await Promise.all([
      position.has('edges') || position.has('pageInfo')
        ? this.places(reading, query, edges?.below('node'))
        : { rows: [], more: false },
      position.has('totalCount') ? this.count(reading, query) : null,
    ]);
    const list = listOf(query);
    const cursorOf = (row: PlacedRow): string => {
      const content: CursorContent = { list, key: row.key, id: row.case_id };
      return this.aliases.sealToken('cursor', reading.caller.reader, content);
    };
    const pageInfo = position.below('pageInfo');
    const cursorAt = (field: string, [row]: readonly PlacedRow[]): string | null =>
      row && pageInfo?.has(field) ? cursorOf(row) : null;
    return {
      edges: edges ? await this.edges(reading, edges, page.rows, cursorOf) : [],
      pageInfo: {
        hasNextPage: page.more,
        hasPreviousPage: query.after !== null,
        startCursor: cursorAt('startCursor', page.rows),
        endCursor: cursorAt('endCursor', page.rows.slice(-1)),
      },
      totalCount,
    };
  }

  private async check(reading: Reading, args: CasesArgs): Promise<Omit<CaseListQuery, 'telling'>> {
    const problems = new Problems();
    const scope = args.scope ?? CaseScope.OPEN;
    const order = args.orderBy ?? CaseOrder.RECEIVED_DESC;
    const first = args.first ?? 20;
    // The board's queue waits for its standing decision (U9), and nobody else has a priority.
    const isQueue = order === CaseOrder.PRIORITY;
    if (isQueue && !(scope === CaseScope.OPEN && (await worksByPriority(reading))))
      problems.add('orderBy', 'NOT_ALLOWED');
    if (first < 1 || first > LARGEST_PAGE) problems.add('first', 'OUT_OF_RANGE');
    const term = args.search
      ? searchTerm(args.search, reading.caller, this.terms, reading.today, problems.at('search'))
      : null;
    const query = { scope, term, order, first, after: null };
    const after = args.after == null ? null : this.cursor(reading.caller, args.after, query);
    if (args.after != null && after === null) problems.add('after', 'INVALID_CURSOR');
    problems.throwIfAny();
    return { ...query, after };
  }

  /** What a cursor says, if this reader got it from this very list. */
  private cursor(caller: Caller, token: string, query: ListParts): CursorContent | null {
    const content = this.aliases.openToken<CursorContent>('cursor', caller.reader, token);
    return content?.list === listOf(query) ? content : null;
  }

  /** One page of shares, with the columns of `node` where cases are asked for, in one statement. */
  private async places(reading: Reading, query: CaseListQuery, node: Position | undefined) {
    const params: unknown[] = [query.first + 1];
    const columns = node ? await this.reader.columns(reading, node, params) : 'case_id';
    const sql =
      query.order === CaseOrder.NEXT_DEADLINE
        ? byDeadline(query, { columns, today: reading.today, params })
        : byColumn(query, ORDERS[query.order], { columns, params });
    const rows = await reading.session.rows<PlacedRow>(
      statementName('case_list', sql),
      sql,
      params,
    );
    return { rows: rows.slice(0, query.first), more: rows.length > query.first };
  }

  private async count(reading: Reading, query: CaseListQuery): Promise<number> {
    const params: unknown[] = [];
    const sql = `SELECT count(*)::int AS total ${fromWhere(query, params)}`;
    const rows = await reading.session.rows<{ total: number }>(
      statementName('case_count', sql),
      sql,
      params,
    );
    return rows[0]?.total ?? 0;
  }

  private async edges(
    reading: Reading,
    position: Position,
    rows: readonly PlacedRow[],
    cursorOf: (row: PlacedRow) => string,
  ): Promise<readonly object[]> {
    const below = position.below('node');
    const cases = below ? await this.reader.placed(reading, below, rows) : null;
    return rows.map((row) => ({
      cursor: position.has('cursor') ? cursorOf(row) : null,
      node: cases?.get(row.case_id) ?? null,
    }));
  }
}

/** A page of shares in the order of one of their columns. */
function byColumn(
  query: CaseListQuery,
  order: OrderColumn,
  { columns, params }: { columns: string; params: unknown[] },
): string {
  const direction = order.descending ? 'DESC' : 'ASC';
  // No index has another place for nulls than its own; one read against its order would be sorted whole for every page.
  const nulls = order.nullable ? 'NULLS LAST' : '';
  return `
    SELECT ${columns}, ${order.text} AS key ${fromWhere(query, params)} ${afterCursor(query, order, params)}
    ORDER BY ${order.column} ${direction} ${nulls}, s.case_id ${direction} LIMIT $1`;
}

function fromWhere(query: CaseListQuery, params: unknown[]): string {
  const conditions = [...inScope(query, params), ...isSearched(query, 's', params)];
  return `FROM cases.share s ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : 'WHERE true'}`;
}

/**
 * The scope of a list by the reader's own share, closed also by an execution that may be told.
 *
 * Without any such authority the condition is one value of the index, as it is for every reader but a board.
 */
function inScope({ scope, telling }: CaseListQuery, params: unknown[]): readonly string[] {
  if (scope === CaseScope.ALL) return [];
  const isOpen = scope === CaseScope.OPEN;
  const byItself = `(s.closed_on IS NULL) = ${isOpen ? 'true' : 'false'}`;
  if (telling.length === 0) return [byItself];
  const told = `(${TOLD_TO_HAVE_ENDED(params.push(telling))})`;
  return isOpen ? [byItself, `${told} IS NOT TRUE`] : [`(${byItself} OR ${told})`];
}

/** Everything after the cursor's place; cases without the ordering value stand last. */
function afterCursor({ after }: CaseListQuery, order: OrderColumn, params: unknown[]): string {
  if (!after) return '';
  const beyond = order.descending ? '<' : '>';
  const id = `$${params.push(after.id)}::uuid`;
  if (after.key === null) return `AND ${order.column} IS NULL AND s.case_id ${beyond} ${id}`;
  const key = `$${params.push(after.key)}::${order.cast}`;
  const isBehind = `(${order.column}, s.case_id) ${beyond} (${key}, ${id})`;
  return `AND ${order.nullable ? `(${isBehind} OR ${order.column} IS NULL)` : isBehind}`;
}

/** Scope, order and search of a list, so that a cursor of one list does not open another. */
function listOf({ scope, order, term }: ListParts): string {
  const search = term ? `${term.kind}:${term.value.toString('hex')}` : '';
  return createHash('sha256')
    .update(`${scope} ${order} ${search}`)
    .digest('base64url')
    .slice(0, 11);
}

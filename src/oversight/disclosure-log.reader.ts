import { createHash } from 'node:crypto';
import type { PageInfo, Terms } from '../cases';
import { readerKey } from '../cases';
import type { Position, Reading, Sources } from '../disclosure';
import { column, disclosedAt, NO_FACTS, project } from '../disclosure';
import type { Caller } from '../identity';
import type { Aliases, BlindIndexer } from '../persistence';
import { statementName } from '../persistence';
import { Agency, parseInstant, parsePersonalIdentityNumber, Problems } from '../shared';
import type { DisclosureLogArgs, DisclosureLogFilter } from './disclosure-log.input';
import type { LogEntries } from './log-entries';
import type { StoredEntry } from './stored-entry';
import { ENTRY_COLUMNS, ENTRY_ORDER, ENTRY_TABLES, isAbout } from './stored-entry';

/** What a page is made of, checked. */
interface LogQuery {
  readonly conditions: readonly Condition[];
  readonly first: number;
  readonly after: CursorContent | null;
}

/** One thing that must hold of an entry: SQL with `$` wherever its only parameter stands. */
interface Condition {
  readonly sql: string;
  readonly value: unknown;
}

/** The last place that a page showed; `list` ties it to reader and filter. */
interface CursorContent {
  readonly list: string;
  /** Instant of the entry, in whole milliseconds as the log keeps it. */
  readonly at: string;
  readonly instance: string;
  readonly sequence: string;
  readonly number: number;
}

interface Page {
  readonly edges: readonly Edge[];
  readonly pageInfo: PageInfo;
}

interface Edge {
  readonly cursor: string | null;
  readonly node: object | null;
}

const LARGEST_PAGE = 100;

const KNOWN_SUBJECT = `(e.principal = (SELECT current_setting('kvarbo.organisation', true))
  OR EXISTS (SELECT FROM cases.share s WHERE s.case_id = c.case_id AND s.trail->'subjects' @> to_jsonb($::text)))`;

const EDGE_SOURCES: Sources<Edge> = { cursor: column('cursor'), node: column('node') };
const PAGE_INFO_SOURCES: Sources<PageInfo> = {
  hasNextPage: column('hasNextPage'),
  hasPreviousPage: column('hasPreviousPage'),
  startCursor: column('startCursor'),
  endCursor: column('endCursor'),
};
const CONNECTION_SOURCES: Sources<Page> = {
  edges: {
    columns: [],
    value: ({ edges }, below) =>
      below && edges.map((edge) => project(below, EDGE_SOURCES, edge, NO_FACTS)),
  },
  pageInfo: {
    columns: [],
    value: ({ pageInfo }, below) => below && project(below, PAGE_INFO_SOURCES, pageInfo, NO_FACTS),
  },
};

/** Reads the disclosure log, page by page, newest first, under the row policies of the reader's role. @legalSource SPL-10-ACCESS */
export class DisclosureLogReader {
  constructor(
    private readonly entries: LogEntries,
    private readonly aliases: Aliases,
    private readonly terms: Terms,
    private readonly indexer: BlindIndexer,
  ) {}

  /**
   * One page of what the caller may read of the log.
   *
   * Row policies give an agency the disclosures to itself and an auditor those from or to its controller. A representative (ombud)
   * reads under its principal's policies, and is shown those of its own users alone.
   *
   * @throws BadUserInputError for malformed filters, a page size out of range, or a cursor of another list
   */
  async page(reading: Reading, position: Position, args: DisclosureLogArgs): Promise<object> {
    const query = this.check(reading, position, args);
    const rows = await this.rows(reading, query);
    const page = rows.slice(0, query.first);
    const cursorOf = (row: StoredEntry | undefined): string | null =>
      row === undefined
        ? null
        : this.aliases.sealToken('log-cursor', reading.caller.reader, {
            list: listOf(query),
            at: row.recorded_at.toISOString(),
            instance: row.instance,
            sequence: row.sequence,
            number: row.number,
          } satisfies CursorContent);
    const node = position.below('edges')?.below('node');
    const nodes = node ? await this.entries.show(reading, node, page) : [];
    return project(
      position,
      CONNECTION_SOURCES,
      {
        edges: page.map((row, index) => ({ cursor: cursorOf(row), node: nodes[index] ?? null })),
        pageInfo: {
          hasNextPage: rows.length > query.first,
          hasPreviousPage: query.after !== null,
          startCursor: cursorOf(page[0]),
          endCursor: cursorOf(page.at(-1)),
        },
      },
      NO_FACTS,
    );
  }

  private check(reading: Reading, position: Position, args: DisclosureLogArgs): LogQuery {
    const { caller } = reading;
    const problems = new Problems();
    const first = args.first ?? 50;
    if (first < 1 || first > LARGEST_PAGE) problems.add('first', 'OUT_OF_RANGE');
    const query = {
      first,
      after: null,
      conditions: [
        ...this.ofRepresentative(caller),
        ...this.filtered(reading, position, args.filter ?? {}, problems.at('filter')),
      ],
    };
    const after = args.after == null ? null : this.cursor(caller, args.after, query);
    if (args.after != null && after === null) problems.add('after', 'INVALID_CURSOR');
    problems.throwIfAny();
    return { ...query, after };
  }

  /** The users of a representative are its own, and their work for one principal is no matter of another one. */
  private ofRepresentative({ actingFor, organisation }: Caller): readonly Condition[] {
    if (actingFor === null) return [];
    return [{ sql: 'e.organisation = $', value: readerKey(this.indexer, organisation) }];
  }

  private filtered(
    reading: Reading,
    position: Position,
    filter: DisclosureLogFilter,
    problems: Problems,
  ): readonly Condition[] {
    const conditions: Condition[] = [];
    const instants = (['from', 'to'] as const).map((name) => {
      const text = filter[name];
      const instant = text == null ? null : parseInstant(text);
      if (text != null && instant === null) problems.add(name, 'NOT_AN_INSTANT');
      if (instant) {
        const sql = `e.recorded_at ${name === 'from' ? '>=' : '<'} $::timestamptz`;
        conditions.push({ sql, value: instant.toISOString() });
      }
      return instant;
    });
    const [from, to] = instants;
    if (from && to && to <= from) problems.add('to', 'BEFORE_START');
    if (filter.caseId != null) {
      const caseId = this.aliases.resolve('case', reading.caller.reader, filter.caseId);
      // What is no alias at all is answered like one that names nothing.
      conditions.push({ sql: 'c.case_id = $::uuid', value: caseId });
    }
    if (filter.agency != null) conditions.push({ sql: 'e.agency = $', value: filter.agency });
    if (filter.personalIdentityNumber != null) {
      const number = parsePersonalIdentityNumber(filter.personalIdentityNumber, reading.today);
      if (number === null) problems.add('personalIdentityNumber', 'IDENTITY_NUMBER_CHECKSUM');
      else {
        const subject = this.terms.personNumber(number);
        // To ask who saw a person's data is to look the person up.
        reading.looksUp({
          subjects: [subject],
          coordinates: disclosedAt(position, NO_FACTS).coordinates,
        });
        // The sheet as a whole first, which most are not about.
        const about = isAbout('ARRAY[$::bytea]');
        conditions.push({ sql: `e.subjects @> ARRAY[$::bytea] AND ${about}`, value: subject });
        // Others may know persons of a case whom the reader's controller does not.
        if (reading.caller.agency === Agency.OVERSIGHT)
          conditions.push({ sql: KNOWN_SUBJECT, value: subject.toString('hex') });
      }
    }
    return conditions;
  }

  /** What a cursor says, if this reader got it from this very list. */
  private cursor(caller: Caller, token: string, query: LogQuery): CursorContent | null {
    const content = this.aliases.openToken<CursorContent>('log-cursor', caller.reader, token);
    return content?.list === listOf(query) ? content : null;
  }

  private async rows(reading: Reading, { conditions, first, after }: LogQuery) {
    const params: unknown[] = [first + 1];
    const bind = ({ sql, value }: Condition): string => {
      const place = `$${params.push(value)}`;
      return sql.replaceAll('$', () => place);
    };
    const where = conditions.map(bind);
    if (after) {
      const at = bind({ sql: '$::timestamptz', value: after.at });
      const place = [
        at,
        bind({ sql: '$::uuid', value: after.instance }),
        bind({ sql: '$::bigint', value: after.sequence }),
        bind({ sql: '$::bigint', value: after.number }),
      ];
      // The instant by itself once more: a place within a sheet is no matter of an index.
      where.push(`e.recorded_at <= ${at}`);
      where.push(`(e.recorded_at, e.instance, e.sequence, c.number) < (${place.join(', ')})`);
    }
    const sql = `
      SELECT ${ENTRY_COLUMNS} FROM ${ENTRY_TABLES}
      WHERE ${['true', ...where].join(' AND ')}
      ORDER BY ${ENTRY_ORDER} LIMIT $1`;
    // What a filter asks of cases rests on rights, which are those of the primary.
    const asksCases = conditions.some(({ sql: text }) => text === KNOWN_SUBJECT);
    const session = asksCases ? reading.session : reading.ofLog;
    return session.rowsByValues<StoredEntry & Record<string, unknown>>(
      statementName('log_page', sql),
      sql,
      params,
    );
  }
}

/** Filter and reader of a list, so that a cursor of one list does not open another. */
function listOf({ conditions }: LogQuery): string {
  const text = JSON.stringify(conditions);
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}

import type { CaseReader } from '../cases';
import { asksForProtection } from '../cases';
import type { Door, Place, PlannedField, Position, Reading } from '../disclosure';
import { Batch, CaseFault, columnsFor, isOpen, NO_FACTS, placed, project } from '../disclosure';
import type { Aliases, Keyring } from '../persistence';
import { byKeys, statementName } from '../persistence';
import { columnsForCases } from './contributed-columns';
import { NoticeStatus } from './notice-kind.type';
import { NOTICE_SOURCES } from './notice-sources';
import { NoticeView, type NoticeRow } from './notice-view';

/** An earlier or later notice that the reader may not know of is not named: the row policies decide that too. */
const EXPRESSIONS: Readonly<Record<string, string>> = {
  supersedes: '(SELECT e.id FROM landlord.notice e WHERE e.id = n.supersedes) AS supersedes',
  superseded_by:
    '(SELECT l.id FROM landlord.notice l WHERE l.id = n.superseded_by) AS superseded_by',
};

/**
 * What the landlord's reports of payment had made of a notice by the instant `$2`, as {@link SettlementService} does: the last report
 * before the next notice to the same board counts, and what it settled stays settled.
 */
const SETTLED_THEN = `(SELECT CASE r.status WHEN 'WITHDRAWN' THEN '${NoticeStatus.WITHDRAWN}' ELSE '${NoticeStatus.PAID}' END
  FROM landlord.settlement r
  WHERE r.case_id = n.case_id AND r.reported_at BETWEEN n.received_at AND $2
    AND (r.status = 'WITHDRAWN' OR (r.status = 'PAID' AND n.kind = 'ARREARS'))
    AND NOT EXISTS (
      SELECT FROM landlord.settlement corrected
      WHERE corrected.case_id = r.case_id AND corrected.reported_at > r.reported_at AND corrected.reported_at <= $2
        AND NOT EXISTS (
          SELECT FROM landlord.notice between_them WHERE between_them.case_id = r.case_id
            AND between_them.addressed_board = n.addressed_board AND between_them.received_at > r.reported_at AND between_them.received_at <= corrected.reported_at))
  ORDER BY r.reported_at LIMIT 1)`;

/** What has become of a notice by the instant `$2`: that it was superseded, paid or withdrawn later was not known. */
const AS_KNOWN: Readonly<Record<string, string>> = {
  superseded_by:
    'CASE WHEN n.superseded_at > $2 THEN NULL ELSE (SELECT l.id FROM landlord.notice l WHERE l.id = n.superseded_by) END AS superseded_by',
  status: `CASE WHEN n.status = '${NoticeStatus.SUPERSEDED}' AND n.superseded_at > $2 IS NOT TRUE THEN n.status
    ELSE coalesce(${SETTLED_THEN}, '${NoticeStatus.RECEIVED}') END AS status`,
};

/** Reads notices, one statement for each level of an answer; which rows there are, the reader's own role decides. */
export class LandlordNoticeReader {
  constructor(
    private readonly keyring: Keyring,
    private readonly aliases: Aliases,
    private readonly cases: Pick<CaseReader, 'cases'>,
  ) {}

  /** One notice by the reader's own alias, or null if the reader may not know of it. */
  async byAlias(reading: Reading, position: Position, alias: string): Promise<object | null> {
    const id = this.aliases.resolve('notice', reading.caller.reader, alias);
    return id === null ? null : this.byId(reading, position, id);
  }

  /** One notice by its own id, or null if the reader may not know of it. */
  async byId(reading: Reading, position: Position, id: string): Promise<object | null> {
    return (await this.byIds(reading, position, [id])).get(id) ?? null;
  }

  /** Those of some notices that the reader may know of, by their own ids. */
  async byIds(
    reading: Reading,
    position: Position,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, object>> {
    const notices = await this.views(reading, columnsFor(position, NOTICE_SOURCES), 'id', ids);
    if (notices.length === 0) return new Map();
    const caseIds = [...new Set(notices.map(({ row }) => row.case_id))];
    const answer = await answering(new Batch(reading, position, caseIds));
    const objects = notices.map(answer);
    return new Map(
      notices.flatMap(({ row }, index): readonly (readonly [string, object])[] => {
        const object = objects[index];
        return object ? [[row.id, object]] : [];
      }),
    );
  }

  /** The notices of each case in the order in which they came in. */
  readonly ofCases: Door<readonly object[] | CaseFault> = async (batch, position) => {
    if (!position) return new Map();
    const below = new Batch(batch.reading, position, batch.caseIds);
    const [level, answer] = await Promise.all([this.ofLevel(batch), answering(below)]);
    return new Map(
      batch.caseIds.map((caseId) => [
        caseId,
        unlessFaulty(() => (level.get(caseId) ?? []).map(answer)),
      ]),
    );
  };

  /** The notices of every case of a level, with the columns that any field of these cases needs. */
  ofLevel(batch: Batch): Promise<ReadonlyMap<string, readonly NoticeView[]>> {
    return batch.once('landlord.rows', async () => {
      const columns = columnsForCases(batch.position);
      const notices = await this.views(batch.reading, columns, 'case_id', batch.caseIds);
      const byCase = new Map<string, NoticeView[]>();
      for (const notice of notices) {
        const others = byCase.get(notice.row.case_id);
        if (others) others.push(notice);
        else byCase.set(notice.row.case_id, [notice]);
      }
      return byCase;
    });
  }

  /** The case of a notice, as the hub shows it to this reader. */
  async caseOf(place: Place | undefined): Promise<object | null> {
    const planned = place?.batch.position.fields.get('case');
    if (!place || !planned?.position) return null;
    const { batch, caseId } = place;
    const cases = await batch.once('landlord.cases', () => this.casesOf(batch, planned));
    return cases.get(caseId) ?? null;
  }

  /** Decided before the hub is asked: what is read of a case counts as disclosed. */
  private async casesOf(
    { reading, caseIds }: Batch,
    planned: PlannedField,
  ): Promise<ReadonlyMap<string, object>> {
    if (!planned.position) return new Map();
    if (planned.when.length === 0) return this.cases.cases(reading, planned.position, caseIds);
    const facts = await reading.facts(caseIds);
    const open = caseIds.filter((id) => isOpen(planned, facts.get(id) ?? NO_FACTS));
    return open.length === 0 ? new Map() : this.cases.cases(reading, planned.position, open);
  }

  private async views(
    reading: Reading,
    columns: readonly string[],
    key: 'id' | 'case_id',
    ids: readonly string[],
  ): Promise<readonly NoticeView[]> {
    const wanted = [...new Set(['case_id', 'id', ...columns])].sort();
    const { knownAt } = reading;
    const selected = wanted
      .map((name) => (knownAt && AS_KNOWN[name]) ?? EXPRESSIONS[name] ?? `n.${name}`)
      .join(', ');
    const keys = byKeys(ids);
    const sql = `SELECT ${selected} FROM landlord.notice n
      WHERE n.${key} ${keys.is}${knownAt ? ' AND n.received_at <= $2' : ''} ORDER BY n.received_at, n.id`;
    const rows = await reading.session.rows<NoticeRow>(statementName('notices', sql), sql, [
      keys.value,
      ...(knownAt ? [knownAt] : []),
    ]);
    const { reader } = reading.caller;
    return rows.map((row) => new NoticeView(row, this.keyring, this.aliases, reader));
  }
}

/** Makes notices of a level answers of it. */
async function answering(batch: Batch): Promise<(notice: NoticeView) => object> {
  const { reading, position, caseIds } = batch;
  const rests = position.conditional || asksForProtection(position);
  const facts = rests ? await reading.facts(caseIds) : new Map<string, never>();
  return (notice) => {
    const caseId = notice.row.case_id;
    const object = project(position, NOTICE_SOURCES, notice, facts.get(caseId) ?? NO_FACTS);
    return placed(object, { batch, caseId });
  };
}

/** An envelope that cannot be opened costs its own case its notices, and no other one. */
function unlessFaulty<T>(answer: () => T): T | CaseFault {
  try {
    return answer();
  } catch (fault) {
    return new CaseFault(fault);
  }
}

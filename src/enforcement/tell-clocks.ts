import type { ClockShare, ClockTeller } from '../cases';
import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { Agency } from '../shared';
import { columnsByReader } from './columns-by-reader';
import type { ClockRow } from './enforcement-clocks';
import { clockColumns, recordEvents } from './enforcement-clocks';

/** A record for the readers of one agency, with what tells which of several stands first. */
type SeenRecord = ClockRow & {
  readonly case_number: string;
  readonly reader: string;
  readonly ended: boolean;
  readonly since: Date;
};

/** The column that names the reader of a record, and which records are there for it. */
const READERS: Readonly<Partial<Record<Agency, readonly [reader: string, rows: string]>>> = {
  [Agency.LANDLORD]: ['applicant', 'true'],
  [Agency.SOCIAL_SERVICES]: ['board_id', 'known_to_board'],
  [Agency.ENFORCEMENT]: ['authority', 'true'],
};

/**
 * What Kronofogden's records tell of clocks to each reader of a case: of several records the one that the case shows while no decision
 * tells of executions.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-SUMMARY
 */
export const tellEnforcementClocks: ClockTeller = async (tx, shares) => {
  const authorities = shares
    .filter(({ agency }) => agency === Agency.ENFORCEMENT)
    .map(({ organisation }) => organisation);
  const records = new Map<string, SeenRecord>();
  for (const authority of new Set(authorities))
    for (const [agency, record] of await recordsOf(tx, authority, shares)) {
      const key = keyOf({ caseId: record.case_id, agency, organisation: record.reader });
      const known = records.get(key);
      if (known === undefined || standsBefore(record, known)) records.set(key, record);
    }
  return (share) => {
    const record = records.get(keyOf(share));
    return record ? { record: recordEvents(record) } : {};
  };
};

async function recordsOf(
  tx: WriteTransaction,
  authority: string,
  shares: readonly ClockShare[],
): Promise<readonly (readonly [Agency, SeenRecord])[]> {
  return tx.as('kvarbo_enforcement_writer', authority, async (manager) => {
    const found: (readonly [Agency, SeenRecord])[] = [];
    for (const agency of new Set(shares.map((share) => share.agency))) {
      const readers = READERS[agency];
      if (!readers) continue;
      const [reader, rows] = readers;
      const of = shares.filter((share) => share.agency === agency);
      const own = columnsByReader({ agency, telling: [] });
      const columns = clockColumns(agency, of[0]?.kinds ?? new Set());
      const records = await statement<SeenRecord>(
        manager,
        `SELECT ${own.select(columns)}, case_number, ${reader} AS reader, (${own.sight.ended ?? 'false'}) IS TRUE AS ended, ${own.sight.since} AS since
         FROM enforcement.record WHERE case_id = ANY ($1) AND ${rows}`,
        [[...new Set(of.map(({ caseId }) => caseId))]],
      );
      found.push(...records.map((record) => [agency, record] as const));
    }
    return found;
  });
}

/** The open record comes first, then the latest. */
function standsBefore(a: SeenRecord, b: SeenRecord): boolean {
  if (a.ended !== b.ended) return b.ended;
  const later = Number(a.since) - Number(b.since);
  return later === 0 ? a.case_number < b.case_number : later > 0;
}

function keyOf({
  caseId,
  agency,
  organisation,
}: Pick<ClockShare, 'caseId' | 'agency' | 'organisation'>): string {
  return `${caseId} ${agency} ${organisation}`;
}

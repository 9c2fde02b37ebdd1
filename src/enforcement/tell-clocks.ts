import type { EntityManager } from 'typeorm';
import type { ClockShare, ClockTeller } from '../cases';
import type { WriteTransaction } from '../persistence';
import { answered, statement } from '../persistence';
import { Agency, groupBy } from '../shared';
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
  const found = await answered(
    [...new Set(authorities)].map((authority) => recordsOf(tx, authority, shares)),
  );
  const records = new Map<string, SeenRecord>();
  for (const [agency, record] of found.flat()) {
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
  const byAgency = groupBy(shares, ({ agency }) => agency);
  const found = await tx.send('kvarbo_enforcement_writer', authority, (manager) =>
    answered(
      [...byAgency].map(async ([agency, of]) => {
        const records = await recordsFor(manager, agency, of);
        return records.map((record) => [agency, record] as const);
      }),
    ),
  );
  return found.flat();
}

/** The records of an authority as the readers of one agency see them. */
async function recordsFor(
  manager: EntityManager,
  agency: Agency,
  shares: readonly ClockShare[],
): Promise<readonly SeenRecord[]> {
  const readers = READERS[agency];
  if (!readers) return [];
  const [reader, rows] = readers;
  const own = columnsByReader({ agency, telling: [] });
  const columns = clockColumns(agency, shares[0]?.kinds ?? new Set());
  return statement<SeenRecord>(
    manager,
    `SELECT ${own.select(columns)}, case_number, ${reader} AS reader, (${own.sight.ended ?? 'false'}) IS TRUE AS ended, ${own.sight.since} AS since
     FROM enforcement.record WHERE case_id = ANY ($1) AND ${rows}`,
    [[...new Set(shares.map(({ caseId }) => caseId))]],
  );
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

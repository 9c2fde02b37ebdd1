import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { Agency } from '../shared';
import type { ShareClocks } from './deadlines/share-clocks';
import type { HubFacts } from './hub-facts';
import { sharesOf } from './shares';

/** Rows that are as they were are left alone; those of a reader that no longer knows of its case go. */
const STORE = `
  WITH told AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::uuid[], $5::boolean[], $6::date[], $7::date[], $8::date[])
      AS u(agency, organisation, case_id, is_open, after, until, day)
  ), gone AS (
    DELETE FROM cases.next_deadline d WHERE d.case_id = ANY ($1) AND NOT EXISTS (
      SELECT FROM told WHERE (told.agency, told.organisation, told.case_id, told.after) = (d.agency, d.organisation, d.case_id, d.after))
  )
  INSERT INTO cases.next_deadline AS d (agency, organisation, case_id, is_open, after, until, day)
  SELECT agency, organisation, case_id, is_open, after, until, day FROM told
  ON CONFLICT (agency, organisation, case_id, after) DO UPDATE SET is_open = excluded.is_open, until = excluded.until, day = excluded.day
  WHERE (d.is_open, d.until, d.day) IS DISTINCT FROM (excluded.is_open, excluded.until, excluded.day)`;

/**
 * Writes for each reader of the cases which deadline stands next in which stretch of time, from what stands in the store now. Auditors
 * list no cases.
 *
 * @legalSource SPF-15-SEARCH
 */
export async function placeByDeadlines(
  tx: WriteTransaction,
  cases: ReadonlyMap<string, HubFacts>,
  clocks: Pick<ShareClocks, 'nextOf'>,
): Promise<void> {
  const shares = [...cases].flatMap(([caseId, facts]) =>
    sharesOf(facts)
      .filter(({ agency }) => agency !== Agency.OVERSIGHT)
      .map(({ agency, organisation, closedOn, handedOver }) => ({
        caseId,
        agency,
        organisation,
        closedOn,
        handedOver,
      })),
  );
  const next = await clocks.nextOf(tx, shares, cases);
  const rows = shares.flatMap((share, index) =>
    (next[index] ?? []).map((stretch) => ({ ...share, ...stretch })),
  );
  await tx.as('kvarbo_cases_writer', '', (manager) =>
    statement(manager, STORE, [
      [...cases.keys()],
      rows.map(({ agency }) => agency),
      rows.map(({ organisation }) => organisation),
      rows.map(({ caseId }) => caseId),
      rows.map(({ closedOn }) => closedOn === null),
      rows.map(({ after }) => after ?? '-infinity'),
      rows.map(({ until }) => until ?? 'infinity'),
      rows.map(({ day }) => day),
    ]),
  );
}

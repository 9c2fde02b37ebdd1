import type { InvocationListener } from '../cases';
import { statement } from '../persistence';

const ROLE = 'kvarbo_landlord_writer';

const MARK_NOTICES = `
  UPDATE landlord.notice n SET invoked = told.invoked
  FROM unnest($1::uuid[], $2::boolean[]) AS told(id, invoked)
  WHERE n.id = told.id`;

/** What landlords have told of a case beside their notices; each follows the notices of its landlord. */
const MARK_WORDS = ['settlement', 'deferral'].map(
  (table) => `
  UPDATE landlord.${table} s SET invoked = NOT s.invoked
  WHERE s.case_id = ANY ($1) AND s.invoked <> EXISTS (
    SELECT FROM landlord.notice n WHERE n.case_id = s.case_id AND n.landlord = s.landlord AND n.invoked
  )`,
);

/**
 * Keeps on each notice, and on what its landlord reported, whether Kronofogden may read it; both are what the row policies go by.
 *
 * @legalSource BFL-14-GROUNDS
 */
export const markInvocations: InvocationListener = async (tx, changes) => {
  await tx.as(ROLE, '', async (manager) => {
    await statement(manager, MARK_NOTICES, [
      changes.map(({ noticeId }) => noticeId),
      changes.map(({ invoked }) => invoked),
    ]);
    const caseIds = [...new Set(changes.map(({ caseId }) => caseId))];
    for (const sql of MARK_WORDS) await statement(manager, sql, [caseIds]);
  });
};

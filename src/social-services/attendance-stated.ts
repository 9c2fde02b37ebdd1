import type { Reading } from '../disclosure';
import { AttendanceStatus } from './attendance.type';

const STATED = `
  SELECT DISTINCT case_id FROM social.attendance
  WHERE case_id = ANY ($1) AND superseded_at IS NULL AND lapsed_at IS NULL AND status <> '${AttendanceStatus.UNDECIDED}'`;

/**
 * The cases in which a board has said, of the time that is set, whether it comes.
 *
 * @legalSource OSL-10-2
 */
export async function attendanceStated(
  { session }: Pick<Reading, 'session'>,
  caseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await session.rows<{ readonly case_id: string }>('attendance_stated', STATED, [
    caseIds,
  ]);
  return new Set(rows.map((row) => row.case_id));
}

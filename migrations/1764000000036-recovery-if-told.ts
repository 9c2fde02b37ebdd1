import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, unforced } from './row-security';

/**
 * Until when the tenancy can be recovered, for a board that is told of an execution behind which the last notice came in. Without it the
 * stage that the board is told named no period.
 *
 * @legalSource OSL-10-27
 */
export class RecoveryIfTold1764000000036 implements MigrationInterface {
  readonly name = 'RecoveryIfTold1764000000036';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'ALTER TABLE cases.share ADD COLUMN recovery_ends_if_told_on date',
      ...unforced(
        ['cases.share', 'cases.notice_fact'],
        [
          `UPDATE cases.share s SET recovery_ends_if_told_on = (SELECT max(f.recovery_ends_on) FROM cases.notice_fact f
            WHERE f.case_id = s.case_id AND f.board_id = s.organisation AND f.standing)
          WHERE s.agency = 'SOCIAL_SERVICES' AND s.stage_if_told = 'NOTICE_RECEIVED'`,
        ],
      ),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['ALTER TABLE cases.share DROP COLUMN recovery_ends_if_told_on']);
  }
}

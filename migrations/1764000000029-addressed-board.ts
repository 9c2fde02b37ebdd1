import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, unforced } from './row-security';

/**
 * To which board a landlord wrote, beside the board where the notice lies: whether a report of payment corrects the one before goes by the
 * notices to one board. What reports have made of notices before stays until the next report, and an instance of the version before takes in
 * no notice any more.
 */
export class AddressedBoard1764000000029 implements MigrationInterface {
  readonly name = 'AddressedBoard1764000000029';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'ALTER TABLE landlord.notice ADD COLUMN addressed_board text',
      ...unforced(
        ['landlord.notice', 'cases.notice_fact'],
        [
          `UPDATE landlord.notice n SET addressed_board = coalesce(
          (SELECT f.addressed_board FROM cases.notice_fact f WHERE f.notice_id = n.id), n.board_id)`,
        ],
      ),
      'ALTER TABLE landlord.notice ALTER COLUMN addressed_board SET NOT NULL',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['ALTER TABLE landlord.notice DROP COLUMN addressed_board']);
  }
}

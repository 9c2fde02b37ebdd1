import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner } from './row-security';

const COLUMNS = ['receipt_jws', 'receipt_sha256'];

/**
 * The signed receipt of a notice, stored as it was first issued; notices from before have none.
 *
 * @legalSource JB-12-63-DISPATCH
 */
export class Receipts1764000000016 implements MigrationInterface {
  readonly name = 'Receipts1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      ...COLUMNS.map((column) => `ALTER TABLE landlord.notice ADD COLUMN ${column} text`),
      `GRANT SELECT (${COLUMNS.join(', ')}) ON landlord.notice TO kvarbo_subject_access`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      COLUMNS.map((column) => `ALTER TABLE landlord.notice DROP COLUMN ${column}`),
    );
  }
}

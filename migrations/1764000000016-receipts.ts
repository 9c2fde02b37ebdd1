import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER, secure } from './row-security';

const COLUMNS = ['receipt_jws', 'receipt_sha256'];
const UNDERTAKING = 'social.rent_undertaking';

/**
 * The signed receipt of a notice, stored as it was first issued; notices from before have none. And boards' undertakings to answer
 * for the rent, one row for each landlord that was told.
 *
 * @legalSource JB-12-63-DISPATCH
 * @legalSource JB-12-44-UNDERTAKING
 */
export class Receipts1764000000016 implements MigrationInterface {
  readonly name = 'Receipts1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      ...COLUMNS.map((column) => `ALTER TABLE landlord.notice ADD COLUMN ${column} text`),
      `GRANT SELECT (${COLUMNS.join(', ')}) ON landlord.notice TO kvarbo_subject_access`,
      `CREATE TABLE ${UNDERTAKING} (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        board_id text NOT NULL,
        recorded_at timestamptz NOT NULL,
        landlord text NOT NULL,
        notice_ids uuid[] NOT NULL,
        recovery_ends_on date,
        jws text NOT NULL,
        content_sha256 text NOT NULL
      )`,
      `CREATE INDEX rent_undertaking_case ON ${UNDERTAKING} (case_id, recorded_at)`,
      secure(UNDERTAKING),
      `GRANT SELECT, INSERT ON ${UNDERTAKING} TO kvarbo_social_writer`,
      `CREATE POLICY writer_of_its_board ON ${UNDERTAKING} FOR ALL TO kvarbo_social_writer
        USING (board_id = ${READER}) WITH CHECK (board_id = ${READER})`,
      `GRANT SELECT ON ${UNDERTAKING} TO kvarbo_subject_access`,
      readable(UNDERTAKING, 'kvarbo_subject_access', `board_id = ${READER}`),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `DROP TABLE ${UNDERTAKING}`,
      ...COLUMNS.map((column) => `ALTER TABLE landlord.notice DROP COLUMN ${column}`),
    ]);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, READER, secure } from './row-security';

const WRITER = 'kvarbo_enforcement_writer';

/**
 * What is needed to read a case as it was known at an instant: since when each reader knows of it, since when a notice is superseded,
 * and every state of a record that a later push has replaced. Of rows from before, the first two are unknown and stay null.
 *
 * @legalSource SPL-10-ACCESS
 */
export class KnownAt1764000000022 implements MigrationInterface {
  readonly name = 'KnownAt1764000000022';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'ALTER TABLE cases.share ADD COLUMN known_since timestamptz',
      'ALTER TABLE landlord.notice ADD COLUMN superseded_at timestamptz',
      'GRANT UPDATE (superseded_at) ON landlord.notice TO kvarbo_landlord_writer',
      'ALTER TABLE enforcement.record ADD COLUMN known_from timestamptz',
      'CREATE TABLE enforcement.record_past (LIKE enforcement.record, known_until timestamptz NOT NULL)',
      'CREATE INDEX record_past_number ON enforcement.record_past (case_number, known_until)',
      'CREATE INDEX record_past_case ON enforcement.record_past (case_id, known_until)',
      secure('enforcement.record_past'),
      `GRANT INSERT ON enforcement.record_past TO ${WRITER}`,
      `CREATE POLICY ${WRITER}_adds ON enforcement.record_past FOR INSERT TO ${WRITER} WITH CHECK (authority = ${READER})`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP TABLE enforcement.record_past',
      'ALTER TABLE enforcement.record DROP COLUMN known_from',
      'REVOKE UPDATE (superseded_at) ON landlord.notice FROM kvarbo_landlord_writer',
      'ALTER TABLE landlord.notice DROP COLUMN superseded_at',
      'ALTER TABLE cases.share DROP COLUMN known_since',
    ]);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER, secure, writable } from './row-security';

const WRITER = 'kvarbo_landlord_writer';
const SUBJECT_ACCESS = 'kvarbo_subject_access';

/**
 * The landlords' consent to wait, kept with its history, and the day of the application from which its six months are counted.
 *
 * @legalSource UB-16-5-DEFERRAL
 */
export class Deferrals1764000000018 implements MigrationInterface {
  readonly name = 'Deferrals1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `CREATE TABLE landlord.deferral (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        landlord text NOT NULL,
        board_ids text[] NOT NULL,
        invoked boolean NOT NULL,
        granted_on date NOT NULL,
        until date NOT NULL,
        granted_at timestamptz NOT NULL,
        superseded_at timestamptz
      )`,
      `CREATE UNIQUE INDEX deferral_current ON landlord.deferral (case_id, landlord) WHERE superseded_at IS NULL`,
      secure('landlord.deferral'),
      `GRANT SELECT, INSERT, UPDATE (invoked, superseded_at) ON landlord.deferral TO ${WRITER}`,
      writable('landlord.deferral', WRITER),
      `GRANT SELECT ON landlord.deferral TO ${SUBJECT_ACCESS}`,
      readable(
        'landlord.deferral',
        SUBJECT_ACCESS,
        `landlord = ${READER} OR ${READER} = ANY (board_ids)`,
      ),
      // The enforcement domain writes it with each version; until the next one the day of an older record is not known here.
      'ALTER TABLE cases.enforcement_fact ADD COLUMN applied_on date',
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'ALTER TABLE cases.enforcement_fact DROP COLUMN applied_on',
      'DROP TABLE landlord.deferral',
    ]);
  }
}

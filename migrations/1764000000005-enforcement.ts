import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, READER, secure, writable } from './row-security';

/** The enforcement domain: Kronofogden's record as it stands, and every version that was pushed. */
export class Enforcement1764000000005 implements MigrationInterface {
  readonly name = 'Enforcement1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `CREATE TABLE enforcement.record (
        case_number text PRIMARY KEY,
        case_id uuid NOT NULL,
        version integer NOT NULL,
        authority text NOT NULL,
        applicant text NOT NULL,
        board_id text NOT NULL,
        known_to_board boolean NOT NULL,
        board_knows_since timestamptz,
        first_recorded_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        status text NOT NULL,
        status_for_applicant text NOT NULL,
        status_for_board text,
        applied_on date,
        documents_received_on date,
        summary_applied_on date,
        summary_contested boolean,
        summary_contestation_sent_on date,
        summary_decided_on date,
        title_decided_on date,
        title_claim numeric(14, 2),
        heard_on date,
        defendant_abroad boolean,
        eviction_on date,
        eviction_at text,
        eviction_notified_at timestamptz,
        stay_decided_on date,
        stay_until date,
        stay_exceptional boolean,
        closure_kind text,
        closure_on date,
        closure_kind_for_board text,
        closure_on_for_board date,
        executed_on date,
        children_affected boolean,
        children_count integer,
        storage_ends_on date,
        municipality text NOT NULL,
        tenure text NOT NULL,
        room_count numeric(4, 1),
        defendant_ids uuid[] NOT NULL,
        sealed_applicant bytea NOT NULL,
        sealed_address bytea NOT NULL,
        sealed_title bytea,
        sealed_defendants bytea NOT NULL,
        sealed_defendant_contacts bytea NOT NULL,
        sealed_stay_reasons bytea,
        sealed_storage_place bytea
      )`,
      `CREATE INDEX record_case ON enforcement.record (case_id)`,
      `CREATE INDEX record_applicant ON enforcement.record (applicant)`,
      `CREATE INDEX record_board ON enforcement.record (board_id) WHERE known_to_board`,
      `CREATE TABLE enforcement.record_version (
        case_number text NOT NULL,
        version integer NOT NULL,
        recorded_at timestamptz NOT NULL,
        status text NOT NULL,
        applied_on date,
        eviction_on date,
        eviction_at text,
        executed_on date,
        receipt_index bytea,
        content_index bytea NOT NULL,
        sealed_content bytea NOT NULL,
        PRIMARY KEY (case_number, version)
      )`,
      secure('enforcement.record'),
      secure('enforcement.record_version'),
      `GRANT SELECT, INSERT, UPDATE ON enforcement.record TO kvarbo_enforcement_writer`,
      `GRANT SELECT, INSERT ON enforcement.record_version TO kvarbo_enforcement_writer`,
      writable('enforcement.record', 'kvarbo_enforcement_writer', `authority = ${READER}`),
      writable('enforcement.record_version', 'kvarbo_enforcement_writer'),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP TABLE enforcement.record_version',
      'DROP TABLE enforcement.record',
    ]);
  }
}

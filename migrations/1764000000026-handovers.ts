import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FILE_TABLES, HANDOVER_FACT, IS_PURGED_CASE, IS_PURGED_FILE } from './retained-tables';
import { asOwner, readable, READER, secure, writable } from './row-security';

const FACT = HANDOVER_FACT.name;
const ENTRY = 'social.handover';
const SOCIAL_WRITER = 'kvarbo_social_writer';
const LANDLORD_WRITER = 'kvarbo_landlord_writer';
const FACT_READERS = ['kvarbo_cases_writer', 'kvarbo_decider'] as const;
const SUBJECT_ACCESS = 'kvarbo_subject_access';
const PURGER = 'kvarbo_purger';

const ENTRY_READS = FILE_TABLES.find(({ name }) => name === ENTRY)?.reads ?? 'id';

/** What a purging role may do with a table whose rows go once the ledger says so. */
const purged = (table: string, reads: string, isGone: string): readonly string[] => [
  `GRANT SELECT (${reads}), DELETE ON ${table} TO ${PURGER}`,
  readable(table, PURGER, 'true'),
  `CREATE POLICY ${PURGER}_removes ON ${table} FOR DELETE TO ${PURGER} USING (${isGone})`,
];

/** A report to the person tells of the persons of the notices that a board has handed on, as they were named to it. */
const OWN_CIRCLE = `${SUBJECT_ACCESS}_reads_own_circle`;

/**
 * Cases that came to the wrong board: the board's own entry with its reason, the fact by which shares and stages are decided, and the
 * right of the landlords' domain to move notices from one board to another.
 *
 * @legalSource SOL-29-1-RESP
 */
export class Handovers1764000000026 implements MigrationInterface {
  readonly name = 'Handovers1764000000026';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `CREATE TABLE ${FACT} (
        case_id uuid NOT NULL REFERENCES cases."case",
        board_id text NOT NULL,
        to_board text NOT NULL,
        received_at timestamptz NOT NULL,
        handed_over_at timestamptz NOT NULL,
        PRIMARY KEY (case_id, board_id)
      )`,
      secure(FACT),
      ...FACT_READERS.flatMap((role) => [
        `GRANT SELECT ON ${FACT} TO ${role}`,
        readable(FACT, role, 'true'),
      ]),
      `GRANT SELECT, INSERT, UPDATE ON ${FACT} TO ${SOCIAL_WRITER}`,
      writable(FACT, SOCIAL_WRITER, `board_id = ${READER}`),
      `GRANT SELECT ON ${FACT} TO ${SUBJECT_ACCESS}`,
      readable(FACT, SUBJECT_ACCESS, `board_id = ${READER}`),
      ...purged(FACT, HANDOVER_FACT.reads, IS_PURGED_CASE('handover_fact.case_id')),

      `CREATE TABLE ${ENTRY} (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        board_id text NOT NULL,
        recorded_at timestamptz NOT NULL,
        to_board text NOT NULL,
        person_ids uuid[] NOT NULL,
        number_indexes bytea[] NOT NULL,
        receipt_numbers text[] NOT NULL,
        sealed_reason bytea NOT NULL
      )`,
      `CREATE INDEX handover_case ON ${ENTRY} (case_id, board_id)`,
      secure(ENTRY),
      `GRANT SELECT, INSERT ON ${ENTRY} TO ${SOCIAL_WRITER}`,
      writable(ENTRY, SOCIAL_WRITER, `board_id = ${READER}`),
      `GRANT SELECT ON ${ENTRY} TO ${SUBJECT_ACCESS}`,
      readable(ENTRY, SUBJECT_ACCESS, `board_id = ${READER}`),
      ...purged(ENTRY, ENTRY_READS, IS_PURGED_FILE('handover.case_id', 'handover.board_id')),

      'ALTER TABLE cases.share ADD COLUMN handed_over boolean NOT NULL DEFAULT false',
      'ALTER TABLE cases.notice_fact ADD COLUMN board_for_landlord text, ADD COLUMN addressed_board text',
      `GRANT UPDATE (board_id) ON landlord.notice TO ${LANDLORD_WRITER}`,
      `GRANT SELECT (notice_id, landlord, board_id), UPDATE (board_id) ON landlord.tenancy_term TO ${LANDLORD_WRITER}`,
      readable('landlord.tenancy_term', LANDLORD_WRITER, `landlord = ${READER}`),
      `CREATE POLICY ${LANDLORD_WRITER}_moves ON landlord.tenancy_term FOR UPDATE TO ${LANDLORD_WRITER}
        USING (landlord = ${READER})`,
      ...['settlement', 'deferral'].map(
        (table) => `GRANT UPDATE (board_ids) ON landlord.${table} TO ${LANDLORD_WRITER}`,
      ),
      `CREATE POLICY ${OWN_CIRCLE} ON cases.person FOR SELECT TO ${SUBJECT_ACCESS} USING (circle = ${READER})`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `DROP POLICY ${OWN_CIRCLE} ON cases.person`,
      ...['deferral', 'settlement'].map(
        (table) => `REVOKE UPDATE (board_ids) ON landlord.${table} FROM ${LANDLORD_WRITER}`,
      ),
      `DROP POLICY ${LANDLORD_WRITER}_moves ON landlord.tenancy_term`,
      `DROP POLICY ${LANDLORD_WRITER}_reads ON landlord.tenancy_term`,
      `REVOKE SELECT (notice_id, landlord, board_id), UPDATE (board_id) ON landlord.tenancy_term FROM ${LANDLORD_WRITER}`,
      `REVOKE UPDATE (board_id) ON landlord.notice FROM ${LANDLORD_WRITER}`,
      'ALTER TABLE cases.notice_fact DROP COLUMN addressed_board, DROP COLUMN board_for_landlord',
      'ALTER TABLE cases.share DROP COLUMN handed_over',
      `DROP TABLE ${ENTRY}`,
      `DROP TABLE ${FACT}`,
    ]);
  }
}

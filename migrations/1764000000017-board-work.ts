import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER, secure, writable } from './row-security';

const WRITER = 'kvarbo_social_writer';
const SUBJECT_ACCESS = 'kvarbo_subject_access';

/** What each kind of entry holds beside its key, its board and the time for which it holds. */
const TABLES = {
  financial_aid: `
    status text NOT NULL,
    amount numeric(14, 2),
    decided_on date`,
  payment_plan: `
    instalments jsonb NOT NULL,
    proposed_on date NOT NULL,
    response text NOT NULL`,
  eviction_confirmation: `
    confirmed_at timestamptz NOT NULL,
    due_on date NOT NULL,
    on_time boolean NOT NULL,
    sealed_caseworker bytea NOT NULL,
    lapsed_at timestamptz`,
  attendance: `
    status text NOT NULL,
    sealed_contact bytea,
    lapsed_at timestamptz`,
} as const;

/** Tables whose entries speak of a time that may be moved or cleared. */
const LAPSING = ['eviction_confirmation', 'attendance'] as const;

/**
 * The board's work beside its own record: the help that it offers, and what it tells about the day of an eviction.
 *
 * @legalSource SOL-12-1-AID
 * @legalSource SOF-11-3-ACK
 * @legalSource OSL-26-1
 */
export class BoardWork1764000000017 implements MigrationInterface {
  readonly name = 'BoardWork1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      Object.entries(TABLES).flatMap(([table, columns]) => [
        `CREATE TABLE social.${table} (
          id uuid PRIMARY KEY,
          case_id uuid NOT NULL,
          board_id text NOT NULL,
          recorded_at timestamptz NOT NULL,
          superseded_at timestamptz,${columns}
        )`,
        `CREATE UNIQUE INDEX ${table}_current ON social.${table} (case_id, board_id) WHERE superseded_at IS NULL`,
        secure(`social.${table}`),
        `GRANT SELECT, INSERT, UPDATE (superseded_at) ON social.${table} TO ${WRITER}`,
        writable(`social.${table}`, WRITER, `board_id = ${READER}`),
        `GRANT SELECT ON social.${table} TO ${SUBJECT_ACCESS}`,
        readable(`social.${table}`, SUBJECT_ACCESS, `board_id = ${READER}`),
      ]),
    );
    await asOwner(runner, [
      // Rank and receipt, as a board's queue is ordered; of nobody else's share.
      'ALTER TABLE cases.share ADD COLUMN queue_place text COLLATE "C"',
      `CREATE INDEX share_queue ON cases.share (agency, organisation, (closed_on IS NULL), queue_place, case_id)`,
    ]);
    await asOwner(
      runner,
      LAPSING.map((table) => `GRANT UPDATE (lapsed_at) ON social.${table} TO ${WRITER}`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['ALTER TABLE cases.share DROP COLUMN queue_place']);
    await asOwner(
      runner,
      Object.keys(TABLES)
        .reverse()
        .map((table) => `DROP TABLE social.${table}`),
    );
  }
}

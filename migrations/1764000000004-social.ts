import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, READER, secure } from './row-security';

/** Each kind of entry keeps its history: a new one closes the one before by `superseded_at` and changes nothing else. */
const TABLES = ['social_case', 'household', 'contact_attempt', 'assessment', 'outcome'] as const;
const VERSIONED = ['social_case', 'household', 'assessment', 'outcome'] as const;

/** The social domain: the board's own record, readable by that board alone. @legalSource OSL-26-1 */
export class Social1764000000004 implements MigrationInterface {
  readonly name = 'Social1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    const entry = `
      id uuid PRIMARY KEY,
      case_id uuid NOT NULL,
      board_id text NOT NULL,
      recorded_at timestamptz NOT NULL`;
    await asOwner(runner, [
      `CREATE TABLE social.social_case (${entry},
        superseded_at timestamptz,
        opened_at timestamptz NOT NULL,
        sealed_caseworker bytea NOT NULL,
        sealed_journal_reference bytea
      )`,
      `CREATE TABLE social.household (${entry},
        superseded_at timestamptz,
        adults integer NOT NULL,
        children integer NOT NULL,
        elderly boolean NOT NULL
      )`,
      `CREATE TABLE social.contact_attempt (${entry},
        attempted_at timestamptz NOT NULL,
        channel text NOT NULL,
        result text NOT NULL
      )`,
      `CREATE TABLE social.assessment (${entry},
        superseded_at timestamptz,
        pattern text NOT NULL,
        cause text NOT NULL,
        assessed_on date NOT NULL
      )`,
      `CREATE TABLE social.outcome (${entry},
        superseded_at timestamptz,
        kind text NOT NULL,
        decided_on date NOT NULL
      )`,
      `CREATE INDEX contact_attempt_case ON social.contact_attempt (case_id, board_id, attempted_at)`,
      ...VERSIONED.flatMap((table) => [
        `CREATE UNIQUE INDEX ${table}_current ON social.${table} (case_id, board_id) WHERE superseded_at IS NULL`,
        `GRANT UPDATE (superseded_at) ON social.${table} TO kvarbo_social_writer`,
      ]),
      ...TABLES.flatMap((table) => [
        secure(`social.${table}`),
        `GRANT SELECT, INSERT ON social.${table} TO kvarbo_social_writer`,
        `CREATE POLICY writer_of_its_board ON social.${table} FOR ALL TO kvarbo_social_writer
          USING (board_id = ${READER}) WITH CHECK (board_id = ${READER})`,
      ]),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      [...TABLES].reverse().map((table) => `DROP TABLE social.${table}`),
    );
  }
}

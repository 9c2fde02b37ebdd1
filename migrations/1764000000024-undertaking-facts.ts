import type { MigrationInterface, QueryRunner } from 'typeorm';
import { IS_PURGED_CASE, UNDERTAKING_FACT } from './retained-tables';
import { asOwner, readable, READER, secure, writable } from './row-security';

const TABLE = UNDERTAKING_FACT.name;
const SOCIAL_WRITER = 'kvarbo_social_writer';
const FACT_READERS = ['kvarbo_cases_writer', 'kvarbo_decider'] as const;
const SUBJECT_ACCESS = 'kvarbo_subject_access';
const PURGER = 'kvarbo_purger';

/**
 * Which notices a board has answered by an undertaking, among the facts that the domains share: the stage of its landlord and of the
 * board rests on it.
 *
 * @legalSource JB-12-44-UNDERTAKING
 */
export class UndertakingFacts1764000000024 implements MigrationInterface {
  readonly name = 'UndertakingFacts1764000000024';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `CREATE TABLE ${TABLE} (
        notice_id uuid NOT NULL,
        case_id uuid NOT NULL REFERENCES cases."case",
        board_id text NOT NULL,
        landlord text NOT NULL,
        undertaken_on date NOT NULL,
        PRIMARY KEY (notice_id, board_id)
      )`,
      `CREATE INDEX undertaking_fact_case ON ${TABLE} (case_id)`,
      secure(TABLE),
      ...FACT_READERS.flatMap((role) => [
        `GRANT SELECT ON ${TABLE} TO ${role}`,
        readable(TABLE, role, 'true'),
      ]),
      `GRANT SELECT, INSERT ON ${TABLE} TO ${SOCIAL_WRITER}`,
      writable(TABLE, SOCIAL_WRITER, `board_id = ${READER}`),
      `GRANT SELECT ON ${TABLE} TO ${SUBJECT_ACCESS}`,
      readable(TABLE, SUBJECT_ACCESS, `board_id = ${READER}`),
      `GRANT SELECT (${UNDERTAKING_FACT.reads}), DELETE ON ${TABLE} TO ${PURGER}`,
      readable(TABLE, PURGER, 'true'),
      `CREATE POLICY ${PURGER}_removes ON ${TABLE} FOR DELETE TO ${PURGER}
        USING (${IS_PURGED_CASE('undertaking_fact.case_id')})`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [`DROP TABLE ${TABLE}`]);
  }
}

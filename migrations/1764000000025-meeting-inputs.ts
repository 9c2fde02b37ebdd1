import type { MigrationInterface, QueryRunner } from 'typeorm';
import { IS_PURGED_CASE, MEETING_INPUT } from './retained-tables';
import { asOwner, readable, READER, secure, writable } from './row-security';

const TABLE = MEETING_INPUT.name;
const SUBJECT_ACCESS = 'kvarbo_subject_access';
const PURGER = 'kvarbo_purger';

/** Each domain adds what its own agency writes, in the name of the organisation for which it acts. */
const WRITERS = {
  LANDLORD: 'kvarbo_landlord_writer',
  SOCIAL_SERVICES: 'kvarbo_social_writer',
  ENFORCEMENT: 'kvarbo_enforcement_writer',
} as const;

const USERS = [...Object.values(WRITERS), SUBJECT_ACCESS, PURGER].join(', ');

/**
 * What parties write about cases for the monthly meeting of a board: added by each, changed by nobody.
 *
 * @legalSource OSL-6-5
 * @legalSource OSL-26-1
 */
export class MeetingInputs1764000000025 implements MigrationInterface {
  readonly name = 'MeetingInputs1764000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE SCHEMA collaboration AUTHORIZATION kvarbo_owner');
    await runner.query(`GRANT USAGE ON SCHEMA collaboration TO ${USERS}`);
    await asOwner(runner, [
      `CREATE TABLE ${TABLE} (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases."case",
        board_id text NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        written_by text NOT NULL CHECK (written_by IN (${Object.keys(WRITERS)
          .map((agency) => `'${agency}'`)
          .join(', ')})),
        author text NOT NULL,
        recorded_at timestamptz NOT NULL,
        sealed_text bytea NOT NULL
      )`,
      `CREATE INDEX meeting_input_meeting ON ${TABLE} (board_id, month)`,
      `CREATE INDEX meeting_input_case ON ${TABLE} (case_id)`,
      secure(TABLE),
      ...Object.entries(WRITERS).flatMap(([agency, role]) => [
        `GRANT INSERT ON ${TABLE} TO ${role}`,
        writable(TABLE, role, `written_by = '${agency}' AND author = ${READER}`),
      ]),
      `GRANT SELECT ON ${TABLE} TO ${SUBJECT_ACCESS}`,
      readable(
        TABLE,
        SUBJECT_ACCESS,
        `author = ${READER} OR (written_by = 'LANDLORD' AND board_id = ${READER})`,
      ),
      `GRANT SELECT (${MEETING_INPUT.reads}), DELETE ON ${TABLE} TO ${PURGER}`,
      readable(TABLE, PURGER, 'true'),
      `CREATE POLICY ${PURGER}_removes ON ${TABLE} FOR DELETE TO ${PURGER}
        USING (${IS_PURGED_CASE('meeting_input.case_id')})`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [`DROP TABLE ${TABLE}`]);
    await runner.query('DROP SCHEMA collaboration');
  }
}

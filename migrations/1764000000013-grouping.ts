import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, unforced } from './row-security';

const REPORT = 'kvarbo_subject_access';

/** What a report to the person tells of the hub's persons: those of circles whose notices or records the controller may tell of. */
const IN_OWN_CIRCLE = `
  EXISTS (SELECT FROM landlord.notice n
    WHERE n.case_id = person.case_id AND n.board_id = person.circle AND person.id = ANY (n.tenant_ids))
  OR EXISTS (SELECT FROM enforcement.record r
    WHERE r.case_id = person.case_id AND r.authority = person.circle AND person.id = ANY (r.defendant_ids))`;
const IN_ANY_CIRCLE = `
  EXISTS (SELECT FROM landlord.notice n WHERE n.case_id = person.case_id AND person.id = ANY (n.tenant_ids))
  OR EXISTS (SELECT FROM enforcement.record r WHERE r.case_id = person.case_id AND person.id = ANY (r.defendant_ids))`;

const reportsOn = (rows: string): readonly string[] => [
  `DROP POLICY ${REPORT}_reads ON cases.person`,
  readable('cases.person', REPORT, rows),
];

const INSTANTS = ['ended_at', 'ended_for_board_at'] as const;

/**
 * What grouping rests on: a person as each circle knows him or her (the board of a notice, the authority of a record), and when
 * an enforcement case ended, for those who read all of it and for the board. Of rows from before, every circle of the case gets the
 * whole, and an end counts from the day on which it was said to be.
 */
export class Grouping1764000000013 implements MigrationInterface {
  readonly name = 'Grouping1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      ...unforced(
        ['cases.person', 'cases.notice_fact', 'cases.enforcement_fact'],
        [
          `ALTER TABLE cases.person ADD COLUMN circle text NOT NULL DEFAULT ''`,
          `ALTER TABLE cases.person DROP CONSTRAINT person_pkey, ADD CONSTRAINT person_pkey PRIMARY KEY (id, circle)`,
          `INSERT INTO cases.person (id, circle, case_id, number_index, name_index)
              SELECT DISTINCT p.id, told.circle, p.case_id, p.number_index, p.name_index FROM cases.person p JOIN (
                SELECT case_id, board_id AS circle, unnest(person_ids) AS id FROM cases.notice_fact
                UNION SELECT case_id, authority, unnest(person_ids) FROM cases.enforcement_fact
              ) told ON told.id = p.id AND told.case_id = p.case_id`,
          `DELETE FROM cases.person p WHERE p.circle = ''
              AND EXISTS (SELECT FROM cases.person other WHERE other.id = p.id AND other.circle <> '')`,
          `ALTER TABLE cases.person ALTER COLUMN circle DROP DEFAULT`,
          ...INSTANTS.map(
            (column) => `ALTER TABLE cases.enforcement_fact ADD COLUMN ${column} timestamptz`,
          ),
          `UPDATE cases.enforcement_fact SET
              ended_at = greatest(first_recorded_at, closed_on::timestamp AT TIME ZONE 'Europe/Stockholm'),
              ended_for_board_at = greatest(first_recorded_at, closed_for_board_on::timestamp AT TIME ZONE 'Europe/Stockholm')
              WHERE closed_on IS NOT NULL`,
          `UPDATE cases.enforcement_fact SET ended_for_board_at = NULL WHERE closed_for_board_on IS NULL`,
        ],
      ),
      `GRANT SELECT (circle) ON cases.person TO ${REPORT}`,
      ...reportsOn(IN_OWN_CIRCLE),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      ...reportsOn(IN_ANY_CIRCLE),
      ...unforced(
        ['cases.person'],
        [
          `DELETE FROM cases.person p USING cases.person other
          WHERE other.id = p.id AND (other.number_index IS NOT NULL, other.circle) > (p.number_index IS NOT NULL, p.circle)`,
          `ALTER TABLE cases.person DROP CONSTRAINT person_pkey, ADD CONSTRAINT person_pkey PRIMARY KEY (id)`,
          `ALTER TABLE cases.person DROP COLUMN circle`,
        ],
      ),
      ...INSTANTS.map((column) => `ALTER TABLE cases.enforcement_fact DROP COLUMN ${column}`),
    ]);
  }
}

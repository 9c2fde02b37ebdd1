import type { MigrationInterface, QueryRunner } from 'typeorm';
import { IS_PURGED_CASE, NEXT_DEADLINE } from './retained-tables';
import { asOwner, readable, secure, writable } from './row-security';

const TABLE = NEXT_DEADLINE.name;
const WRITER = 'kvarbo_cases_writer';
const PURGER = 'kvarbo_purger';

/** What the order went by until now, so that no case is out of the lists before the next write of it tells of its other clocks. */
const FILL = `
  INSERT INTO ${TABLE} (agency, organisation, case_id, is_open, after, until, day)
  SELECT s.agency, s.organisation, s.case_id, s.closed_on IS NULL, stretch.after, stretch.until, stretch.day
  FROM cases.share s, LATERAL (
    SELECT '-infinity'::date AS after, s.recovery_ends_on AS until, s.recovery_ends_on AS day WHERE s.recovery_ends_on IS NOT NULL
    UNION ALL SELECT coalesce(s.recovery_ends_on, '-infinity'), 'infinity', NULL
  ) stretch
  WHERE s.known AND s.agency <> 'OVERSIGHT'`;

/**
 * The order of each reader's cases by their next deadline: which one stands next in which stretch of days, so that a list needs no write
 * when a day passes, and no sorting.
 *
 * @legalSource SPF-15-SEARCH
 */
export class NextDeadlines1764000000027 implements MigrationInterface {
  readonly name = 'NextDeadlines1764000000027';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP INDEX cases.share_deadline',
      `CREATE TABLE ${TABLE} (
        agency text NOT NULL,
        organisation text NOT NULL,
        case_id uuid NOT NULL,
        is_open boolean NOT NULL,
        after date NOT NULL,
        until date NOT NULL,
        day date,
        PRIMARY KEY (agency, organisation, case_id, after),
        FOREIGN KEY (agency, organisation, case_id) REFERENCES cases.share
      )`,
      `CREATE INDEX next_deadline_case ON ${TABLE} (case_id)`,
      `CREATE INDEX next_deadline_day ON ${TABLE} (agency, organisation, is_open, day, case_id) INCLUDE (after, until) WHERE day IS NOT NULL`,
      `CREATE INDEX next_deadline_none ON ${TABLE} (agency, organisation, is_open, after, case_id) WHERE day IS NULL`,
      'ALTER TABLE cases.share NO FORCE ROW LEVEL SECURITY',
      FILL,
      'ALTER TABLE cases.share FORCE ROW LEVEL SECURITY',
      secure(TABLE),
      `GRANT SELECT, INSERT, UPDATE, DELETE ON ${TABLE} TO ${WRITER}`,
      writable(TABLE, WRITER),
      `GRANT SELECT (${NEXT_DEADLINE.reads}), DELETE ON ${TABLE} TO ${PURGER}`,
      readable(TABLE, PURGER, 'true'),
      `CREATE POLICY ${PURGER}_removes ON ${TABLE} FOR DELETE TO ${PURGER}
        USING (${IS_PURGED_CASE('next_deadline.case_id')})`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `DROP TABLE ${TABLE}`,
      'CREATE INDEX share_deadline ON cases.share (agency, organisation, (closed_on IS NULL), recovery_ends_on, case_id)',
    ]);
  }
}

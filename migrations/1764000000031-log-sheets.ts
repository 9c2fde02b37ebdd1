import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, unforced } from './row-security';

/**
 * One row of the log for all cases of a request that were decided alike, where there was one for each case. What a row of one case is
 * hashed as stays what it was, so that chains written before hold; their rows become such of one case.
 *
 * @legalSource SPL-10-ACCESS
 */
export class LogSheets1764000000031 implements MigrationInterface {
  readonly name = 'LogSheets1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `ALTER TABLE log.entry ADD COLUMN cases uuid[], ADD COLUMN subject_cases smallint[]`,
      ...unforced(
        ['log.entry'],
        [
          `UPDATE log.entry SET cases = ARRAY[case_id],
            subject_cases = array_fill(1::smallint, ARRAY[cardinality(subjects)])`,
        ],
      ),
      `ALTER TABLE log.entry DROP COLUMN case_id,
        ALTER COLUMN cases SET NOT NULL, ALTER COLUMN subject_cases SET NOT NULL`,
      // The review of an organisation is answered as fast by what finds its rows for an auditor.
      'DROP INDEX log.entry_organisation',
    ]);
  }

  /** @throws the driver's error when several cases share a row: cut apart, no chain would hold */
  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `DO $$ BEGIN
        IF EXISTS (SELECT FROM log.entry WHERE cardinality(cases) > 1) THEN
          RAISE EXCEPTION 'rows of the log hold several cases each';
        END IF;
      END $$`,
      'CREATE INDEX entry_organisation ON log.entry (organisation, recorded_at)',
      `ALTER TABLE log.entry ADD COLUMN case_id uuid`,
      ...unforced(['log.entry'], ['UPDATE log.entry SET case_id = cases[1]']),
      `ALTER TABLE log.entry DROP COLUMN cases, DROP COLUMN subject_cases`,
    ]);
  }
}

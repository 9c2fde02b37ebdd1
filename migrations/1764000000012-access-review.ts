import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER } from './row-security';

const ROLE = 'kvarbo_access_review';

/** A case that the organisation may know of; asked as this role, and so under its policy on shares. */
const IN_OWN_CASE = (table: string): string =>
  `EXISTS (SELECT FROM cases.share s WHERE s.case_id = ${table}.case_id)`;

/** What is read, and of which rows; no column holds anything about a person but a blind index. */
const READS = [
  {
    table: 'cases.share',
    columns: 'agency, organisation, case_id, received_at, known',
    rows: `organisation = ${READER} AND known`,
  },
  {
    table: 'cases.search_key',
    columns: 'agency, organisation, kind, value, case_id',
    rows: `organisation = ${READER} AND kind IN ('PERSON_NUMBER', 'PERSON_NAME')`,
  },
  {
    table: 'cases.protection_fact',
    columns: 'case_id, person_id, protected',
    rows: `protected AND ${IN_OWN_CASE('protection_fact')}`,
  },
  {
    table: 'cases.person',
    columns: 'id, case_id, number_index',
    rows: `EXISTS (SELECT FROM cases.protection_fact f WHERE f.person_id = person.id)`,
  },
  { table: 'cases.enforcement_fact', columns: 'authority', rows: `authority = ${READER}` },
] as const;

/**
 * The role that relates look-ups in the disclosure log to the cases of one organisation.
 *
 * @legalSource SPL-10-ACCESS
 */
export class AccessReview1764000000012 implements MigrationInterface {
  readonly name = 'AccessReview1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      CREATE ROLE ${ROLE} NOLOGIN NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
    await runner.query(`GRANT ${ROLE} TO kvarbo_service WITH INHERIT FALSE, SET TRUE`);
    await runner.query(`GRANT USAGE ON SCHEMA cases TO ${ROLE}`);
    await asOwner(runner, [
      ...READS.flatMap(({ table, columns, rows }) => [
        `GRANT SELECT (${columns}) ON ${table} TO ${ROLE}`,
        readable(table, ROLE, rows),
      ]),
      `CREATE INDEX entry_organisation ON log.entry (organisation, recorded_at)`,
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP INDEX log.entry_organisation',
      ...[...READS]
        .reverse()
        .flatMap(({ table, columns }) => [
          `DROP POLICY ${ROLE}_reads ON ${table}`,
          `REVOKE SELECT (${columns}) ON ${table} FROM ${ROLE}`,
        ]),
    ]);
    await runner.query(`REVOKE USAGE ON SCHEMA cases FROM ${ROLE}`);
    await runner.query(`DO $$ BEGIN
      DROP ROLE ${ROLE};
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END $$`);
  }
}

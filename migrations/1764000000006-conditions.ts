import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER, secure, writable } from './row-security';

const DISCLOSURE_WRITER = 'kvarbo_disclosure_writer';

/** Facts by the role of the domain that writes them, and the column with the organisation in whose name it does. */
const FACTS = {
  consent_fact: [
    ['kvarbo_social_writer', 'owner'],
    ['kvarbo_enforcement_writer', 'owner'],
  ],
  protection_fact: [['kvarbo_social_writer', 'board_id']],
} as const;

/** The consents of each recording authority, in its own domain. */
const CONSENTS = {
  social: ['kvarbo_social_writer', 'board_id'],
  enforcement: ['kvarbo_enforcement_writer', 'authority'],
} as const;

const FACT_READERS = ['kvarbo_cases_writer', 'kvarbo_decider'] as const;

/**
 * What conditions rest on beside notices and records: consents, statements about protected identity, and standing decisions; and
 * what an entry of the log needs to know of a case.
 *
 * @legalSource OSL-10-1
 * @legalSource OSL-21-3A
 * @legalSource OSL-10-27
 */
export class Conditions1764000000006 implements MigrationInterface {
  readonly name = 'Conditions1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      CREATE ROLE ${DISCLOSURE_WRITER} NOLOGIN NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
    await runner.query(`GRANT ${DISCLOSURE_WRITER} TO kvarbo_service WITH INHERIT FALSE, SET TRUE`);
    await runner.query('CREATE SCHEMA disclosure AUTHORIZATION kvarbo_owner');
    await runner.query(
      `GRANT USAGE ON SCHEMA disclosure TO ${DISCLOSURE_WRITER}, ${FACT_READERS.join(', ')},
        kvarbo_social_services, kvarbo_enforcement, kvarbo_oversight`,
    );
    await asOwner(runner, [
      // Beside each reader's share: whose data the case is, for the entries of the disclosure log.
      `ALTER TABLE cases.share ADD COLUMN trail jsonb NOT NULL
        DEFAULT '{"subjects": [], "landlords": [], "boards": [], "authorities": []}'`,
      `CREATE TABLE disclosure.standing_decision (
        id uuid PRIMARY KEY,
        owner text NOT NULL,
        switch text NOT NULL,
        decided_on date NOT NULL,
        valid_to date NOT NULL,
        registered_at timestamptz NOT NULL,
        ended_at timestamptz,
        sealed_decision bytea NOT NULL
      )`,
      `CREATE INDEX standing_decision_owner ON disclosure.standing_decision (owner, switch) WHERE ended_at IS NULL`,
      secure('disclosure.standing_decision'),
      `GRANT SELECT, INSERT ON disclosure.standing_decision TO ${DISCLOSURE_WRITER}`,
      `GRANT UPDATE (ended_at) ON disclosure.standing_decision TO ${DISCLOSURE_WRITER}`,
      writable('disclosure.standing_decision', DISCLOSURE_WRITER, `owner = ${READER}`),
      ...FACT_READERS.flatMap((role) => [
        `GRANT SELECT (id, owner, switch, valid_to, registered_at, ended_at) ON disclosure.standing_decision TO ${role}`,
        readable('disclosure.standing_decision', role, 'true'),
      ]),

      `CREATE TABLE cases.consent_fact (
        consent_id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases."case",
        owner text NOT NULL,
        person_id uuid NOT NULL,
        field_group text NOT NULL,
        recipient text NOT NULL,
        purpose text NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL,
        revoked_at timestamptz
      )`,
      `CREATE INDEX consent_fact_case ON cases.consent_fact (case_id)`,
      `CREATE TABLE cases.protection_fact (
        case_id uuid NOT NULL REFERENCES cases."case",
        person_id uuid NOT NULL,
        board_id text NOT NULL,
        protected boolean NOT NULL,
        stated_at timestamptz NOT NULL,
        PRIMARY KEY (person_id, board_id)
      )`,
      `CREATE INDEX protection_fact_case ON cases.protection_fact (case_id)`,
      ...Object.entries(FACTS).flatMap(([table, writers]) => [
        secure(`cases.${table}`),
        ...FACT_READERS.flatMap((role) => [
          `GRANT SELECT ON cases.${table} TO ${role}`,
          readable(`cases.${table}`, role, 'true'),
        ]),
        ...writers.flatMap(([role, owner]) => [
          `GRANT SELECT, INSERT, UPDATE ON cases.${table} TO ${role}`,
          writable(`cases.${table}`, role, `${owner} = ${READER}`),
        ]),
      ]),

      ...Object.entries(CONSENTS).flatMap(([schema, [role, owner]]) => [
        `CREATE TABLE ${schema}.consent (
          id uuid PRIMARY KEY,
          case_id uuid NOT NULL,
          ${owner} text NOT NULL,
          person_id uuid NOT NULL,
          field_group text NOT NULL,
          recipient text NOT NULL,
          purpose text NOT NULL,
          valid_from date NOT NULL,
          valid_to date NOT NULL,
          recorded_at timestamptz NOT NULL,
          revoked_at timestamptz,
          sealed_evidence bytea NOT NULL
        )`,
        `CREATE INDEX consent_case ON ${schema}.consent (case_id)`,
        secure(`${schema}.consent`),
        `GRANT SELECT, INSERT ON ${schema}.consent TO ${role}`,
        `GRANT UPDATE (revoked_at) ON ${schema}.consent TO ${role}`,
        writable(`${schema}.consent`, role, `${owner} = ${READER}`),
      ]),

      `CREATE TABLE social.protection (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        board_id text NOT NULL,
        person_id uuid NOT NULL,
        protected boolean NOT NULL,
        recorded_at timestamptz NOT NULL,
        superseded_at timestamptz,
        sealed_reason bytea NOT NULL
      )`,
      `CREATE UNIQUE INDEX protection_current ON social.protection (person_id, board_id) WHERE superseded_at IS NULL`,
      `CREATE INDEX protection_case ON social.protection (case_id)`,
      secure('social.protection'),
      'GRANT SELECT, INSERT ON social.protection TO kvarbo_social_writer',
      'GRANT UPDATE (superseded_at) ON social.protection TO kvarbo_social_writer',
      writable('social.protection', 'kvarbo_social_writer', `board_id = ${READER}`),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP TABLE social.protection',
      'DROP TABLE enforcement.consent',
      'DROP TABLE social.consent',
      'DROP TABLE cases.protection_fact',
      'DROP TABLE cases.consent_fact',
      'DROP TABLE disclosure.standing_decision',
      'ALTER TABLE cases.share DROP COLUMN trail',
    ]);
    await runner.query('DROP SCHEMA disclosure');
    await runner.query(`DO $$ BEGIN
      DROP ROLE ${DISCLOSURE_WRITER};
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END $$`);
  }
}

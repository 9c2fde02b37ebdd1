import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER, secure, writable } from './row-security';

/** What the hub itself may do with each of its own tables; nothing else is ever needed. */
const OWN_TABLES = {
  // Cases are locked by FOR UPDATE, which asks for the privilege.
  case: 'SELECT, INSERT, UPDATE',
  share: 'SELECT, INSERT, UPDATE',
  search_key: 'SELECT, INSERT, DELETE',
  term: 'SELECT, INSERT, DELETE',
  person: 'SELECT, INSERT, UPDATE',
  idempotency: 'SELECT, INSERT, UPDATE',
} as const;

/** Facts by the role of the domain that writes them, and the column with the organisation in whose name it does. */
const FACT_TABLES = {
  notice_fact: ['kvarbo_landlord_writer', 'landlord'],
  settlement_fact: ['kvarbo_landlord_writer', 'landlord'],
  enforcement_fact: ['kvarbo_enforcement_writer', 'authority'],
  social_fact: ['kvarbo_social_writer', 'board_id'],
} as const;

const TABLES = [...Object.keys(OWN_TABLES), ...Object.keys(FACT_TABLES)];

/** The hub: cases, each reader's share of them, search keys, the terms they come from, and the facts that decide conditions and stages. */
export class Cases1764000000002 implements MigrationInterface {
  readonly name = 'Cases1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `CREATE TABLE cases."case" (
        id uuid PRIMARY KEY,
        opened_at timestamptz NOT NULL
      )`,
      `CREATE TABLE cases.share (
        agency text NOT NULL CHECK (agency IN ('LANDLORD', 'SOCIAL_SERVICES', 'ENFORCEMENT', 'OVERSIGHT')),
        organisation text NOT NULL,
        case_id uuid NOT NULL REFERENCES cases."case",
        version integer NOT NULL CHECK (version > 0),
        board_id text,
        received_at timestamptz NOT NULL,
        stage text,
        recovery_ends_on date,
        eviction_on date,
        closed_on date,
        known boolean NOT NULL,
        PRIMARY KEY (agency, organisation, case_id)
      )`,
      `CREATE INDEX share_received ON cases.share (agency, organisation, (closed_on IS NULL), received_at, case_id)`,
      `CREATE INDEX share_deadline ON cases.share (agency, organisation, (closed_on IS NULL), recovery_ends_on, case_id)`,
      `CREATE INDEX share_eviction ON cases.share (agency, organisation, (closed_on IS NULL), eviction_on, case_id)`,
      `CREATE INDEX share_case ON cases.share (case_id)`,
      `CREATE TABLE cases.search_key (
        agency text NOT NULL,
        organisation text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('PERSON_NUMBER', 'PERSON_NAME', 'RECEIPT', 'ENFORCEMENT_CASE', 'LANDLORD_REFERENCE')),
        value bytea NOT NULL,
        case_id uuid NOT NULL REFERENCES cases."case",
        PRIMARY KEY (agency, organisation, kind, value, case_id)
      )`,
      `CREATE INDEX search_key_case ON cases.search_key (case_id)`,
      `CREATE TABLE cases.term (
        kind text NOT NULL,
        value bytea NOT NULL,
        source text NOT NULL,
        case_id uuid NOT NULL REFERENCES cases."case",
        number_index bytea,
        apartment_index bytea,
        UNIQUE NULLS NOT DISTINCT (kind, value, source, number_index)
      )`,
      `CREATE INDEX term_case ON cases.term (case_id)`,
      `CREATE INDEX term_source ON cases.term (source)`,
      `CREATE TABLE cases.person (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases."case",
        number_index bytea,
        name_index bytea NOT NULL
      )`,
      `CREATE INDEX person_case ON cases.person (case_id)`,
      `CREATE TABLE cases.notice_fact (
        notice_id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases."case",
        landlord text NOT NULL,
        board_id text NOT NULL,
        kind text NOT NULL,
        received_at timestamptz NOT NULL,
        recovery_ends_on date,
        standing boolean NOT NULL,
        person_ids uuid[] NOT NULL
      )`,
      `CREATE INDEX notice_fact_case ON cases.notice_fact (case_id)`,
      `CREATE TABLE cases.settlement_fact (
        case_id uuid NOT NULL REFERENCES cases."case",
        landlord text NOT NULL,
        status text NOT NULL,
        settled_on date NOT NULL,
        reported_at timestamptz NOT NULL,
        PRIMARY KEY (case_id, landlord)
      )`,
      `CREATE TABLE cases.enforcement_fact (
        case_number text PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES cases."case",
        authority text NOT NULL,
        applicant text NOT NULL,
        board_id text NOT NULL,
        first_recorded_at timestamptz NOT NULL,
        board_knows_since timestamptz,
        status text NOT NULL,
        status_for_board text,
        status_for_applicant text NOT NULL,
        eviction_on date,
        eviction_notified_at timestamptz,
        closed_on date,
        closed_for_board_on date,
        person_ids uuid[] NOT NULL,
        quoted_notice uuid
      )`,
      `CREATE INDEX enforcement_fact_case ON cases.enforcement_fact (case_id)`,
      `CREATE TABLE cases.social_fact (
        case_id uuid NOT NULL REFERENCES cases."case",
        board_id text NOT NULL,
        closed_on date,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (case_id, board_id)
      )`,
      `CREATE TABLE cases.idempotency (
        organisation text NOT NULL,
        principal text NOT NULL,
        key_index bytea NOT NULL,
        input_index bytea NOT NULL,
        outcome jsonb,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (organisation, principal, key_index)
      )`,
      ...TABLES.map((table) => secure(`cases."${table}"`)),
      ...Object.entries(OWN_TABLES).flatMap(([table, rights]) => [
        `GRANT ${rights} ON cases."${table}" TO kvarbo_cases_writer`,
        writable(`cases."${table}"`, 'kvarbo_cases_writer'),
      ]),
      ...Object.entries(FACT_TABLES).flatMap(([table, [role, owner]]) => [
        ...['kvarbo_cases_writer', 'kvarbo_decider'].flatMap((reader) => [
          `GRANT SELECT ON cases.${table} TO ${reader}`,
          readable(`cases.${table}`, reader, 'true'),
        ]),
        ...factWriter(table, role, owner),
      ]),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(
      runner,
      [...TABLES].reverse().map((table) => `DROP TABLE cases."${table}"`),
    );
  }
}

/** A fact is written by the domain that owns it, for the organisation that it is about, and by no other. @legalSource OSL-8-1 */
function factWriter(table: string, role: string, owner: string): readonly string[] {
  const own = `${owner} = ${READER}`;
  return [
    `GRANT SELECT, INSERT, UPDATE ON cases.${table} TO ${role}`,
    `CREATE POLICY ${role}_writes ON cases.${table} FOR ALL TO ${role} USING (${own}) WITH CHECK (${own})`,
  ];
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  CASE_TABLES,
  CONSENT_TABLES,
  FILE_TABLES,
  IS_HELD,
  MADE_LATER,
  RECORD_KEY,
  RECORD_TABLES,
  SHARE_ENDED,
} from './retained-tables';
import { asOwner, readable, READER, secure } from './row-security';

const PURGER = 'kvarbo_purger';
const KEEPER = 'kvarbo_hold_keeper';
const SUBJECT_ACCESS = 'kvarbo_subject_access';

const SCHEMAS = ['cases', 'landlord', 'social', 'enforcement', 'disclosure', 'log', 'retention'];

/** The civil day of the run. */
const TODAY = `(SELECT nullif(current_setting('kvarbo.today', true), '')::date)`;

/** A row may go once the ledger says so: its entry is written first, and refused by policy for what is held or still open. */
const gone = (cls: string, key: string): string =>
  `EXISTS (SELECT FROM retention.tombstone g WHERE g.class = '${cls}' AND g.key = ${key})`;

const BARE = (table: string): string => table.split('.')[1] ?? '';
const onRow = (sql: string, table: string): string => sql.replaceAll(/\bt\./g, `${BARE(table)}.`);

/** Tables of the domains with the rows that may go, and the columns that the job reads. */
const PURGED: readonly { readonly name: string; readonly reads: string; readonly rows: string }[] =
  [
    ...CASE_TABLES.filter(({ name }) => !MADE_LATER.includes(name)).map(
      ({ name, caseId, reads }) => {
        const ofCase = gone('CASE', `${onRow(caseId, name)}::text`);
        const isOfRecord = RECORD_TABLES.some((table) => table.name === name);
        const record = gone('RECORD', RECORD_KEY(`${BARE(name)}.case_number`));
        const consent = gone('CONSENT', 'consent_fact.consent_id::text');
        const term = `EXISTS (SELECT FROM retention.tombstone g WHERE g.class = 'RECORD' AND g.case_id = ${BARE(name)}.case_id)`;
        const also = isOfRecord
          ? record
          : name === 'cases.consent_fact'
            ? consent
            : name === 'cases.term' || name === 'cases.search_key'
              ? term
              : null;
        return { name, reads, rows: also === null ? ofCase : `${ofCase} OR ${also}` };
      },
    ),
    ...FILE_TABLES.filter(({ name }) => !MADE_LATER.includes(name)).map(({ name, reads }) => ({
      name,
      reads,
      rows: gone('FILE', `${BARE(name)}.case_id::text || '/' || ${BARE(name)}.board_id`),
    })),
    ...CONSENT_TABLES.map(({ name, reads }) => ({
      name,
      reads,
      rows: gone('CONSENT', 'consent.id::text'),
    })),
    {
      name: 'disclosure.standing_decision',
      reads: 'id, owner, valid_to, ended_at',
      rows: gone('DECISION', 'standing_decision.id::text'),
    },
    {
      name: 'cases.idempotency',
      reads: 'organisation, principal, key_index, recorded_at',
      rows: `(recorded_at AT TIME ZONE 'Europe/Stockholm')::date + 30 < ${TODAY}`,
    },
  ];

/** What may enter the ledger: nothing held, and of cases and files only what nobody has open; a replay only repeats what was. */
const MAY_GO = `(tombstone.case_id IS NULL OR NOT ${IS_HELD('tombstone.case_id')})
  AND (replayed OR NOT EXISTS (SELECT FROM cases.share s WHERE tombstone.class IN ('CASE', 'FILE')
    AND s.case_id = tombstone.case_id AND s.known AND s.agency <> 'OVERSIGHT' AND ${SHARE_ENDED} IS NULL))`;

/** What retention keeps for itself, and what the purging role may do with each. */
const OWN = {
  tombstone: 'SELECT, INSERT',
  run_event: 'SELECT, INSERT',
  proof: 'SELECT, INSERT, DELETE',
  person: 'SELECT, INSERT, DELETE',
  hold: 'SELECT',
  hold_lift: 'SELECT',
} as const;

/**
 * What retention needs: a ledger of what went, runs with their reports, legal holds, proofs of receipt that outlive their notice, and
 * whom the rows that outlive a case are about. A role deletes what the ledger names and can read no personal data; the service's
 * login cannot become it.
 *
 * @legalSource GDPR-5
 * @legalSource SOL-16-1-PURGE
 * @legalSource KFL-PURGE
 */
export class Retention1764000000023 implements MigrationInterface {
  readonly name = 'Retention1764000000023';

  async up(runner: QueryRunner): Promise<void> {
    for (const role of [PURGER, KEEPER]) {
      await runner.query(`DO $$ BEGIN
        CREATE ROLE ${role} NOLOGIN NOINHERIT;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$`);
    }
    await runner.query(`GRANT ${PURGER}, ${KEEPER} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE`);
    await runner.query('CREATE SCHEMA retention AUTHORIZATION kvarbo_owner');
    await runner.query(`GRANT USAGE ON SCHEMA ${SCHEMAS.join(', ')} TO ${PURGER}`);
    await runner.query(`GRANT USAGE ON SCHEMA landlord, enforcement, retention TO ${KEEPER}`);
    await runner.query(`GRANT USAGE ON SCHEMA retention TO ${SUBJECT_ACCESS}`);
    await asOwner(runner, [
      `CREATE TABLE retention.hold (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        placed_at timestamptz NOT NULL,
        authority text NOT NULL,
        reason text NOT NULL
      )`,
      `CREATE INDEX hold_case ON retention.hold (case_id)`,
      `CREATE TABLE retention.hold_lift (
        hold_id uuid PRIMARY KEY REFERENCES retention.hold,
        lifted_at timestamptz NOT NULL,
        authority text NOT NULL,
        reason text NOT NULL
      )`,
      `CREATE TABLE retention.tombstone (
        class text NOT NULL CHECK (class IN ('CASE', 'RECORD', 'FILE', 'CONSENT', 'DECISION')),
        key text NOT NULL,
        case_id uuid,
        run uuid NOT NULL,
        purged_at timestamptz NOT NULL,
        replayed boolean NOT NULL,
        PRIMARY KEY (class, key)
      )`,
      `CREATE INDEX tombstone_case ON retention.tombstone (case_id)`,
      `CREATE TABLE retention.run_event (
        run uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('STARTED', 'FINISHED')),
        recorded_at timestamptz NOT NULL,
        report jsonb NOT NULL,
        PRIMARY KEY (run, kind)
      )`,
      `CREATE TABLE retention.proof (
        notice_id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        landlord text NOT NULL,
        board_id text NOT NULL,
        receipt_number text NOT NULL,
        document_sha256 text,
        message_sent_at timestamptz,
        message_channel text NOT NULL,
        received_at timestamptz NOT NULL,
        keep_until date NOT NULL
      )`,
      `CREATE INDEX proof_case ON retention.proof (case_id)`,
      `CREATE TABLE retention.person (
        controller text NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        number_index bytea,
        PRIMARY KEY (controller, case_id, person_id)
      )`,
      ...Object.entries(OWN).flatMap(([table, rights]) => [
        secure(`retention.${table}`),
        `GRANT ${rights} ON retention.${table} TO ${PURGER}`,
        readable(`retention.${table}`, PURGER, 'true'),
      ]),
      `CREATE POLICY ${PURGER}_adds ON retention.tombstone FOR INSERT TO ${PURGER} WITH CHECK (${MAY_GO})`,
      `CREATE POLICY ${PURGER}_adds ON retention.run_event FOR INSERT TO ${PURGER} WITH CHECK (true)`,
      ...['proof', 'person'].map(
        (table) =>
          `CREATE POLICY ${PURGER}_adds ON retention.${table} FOR INSERT TO ${PURGER}
            WITH CHECK (${gone('CASE', `${table}.case_id::text`)})`,
      ),
      `CREATE POLICY ${PURGER}_removes ON retention.proof FOR DELETE TO ${PURGER} USING (keep_until < ${TODAY})`,
      `CREATE POLICY ${PURGER}_removes ON retention.person FOR DELETE TO ${PURGER}
        USING (${gone('CASE', 'person.case_id::text')})`,
      ...PURGED.flatMap(({ name, reads, rows }) => [
        `GRANT SELECT (${reads}), DELETE ON ${name} TO ${PURGER}`,
        readable(name, PURGER, 'true'),
        `CREATE POLICY ${PURGER}_removes ON ${name} FOR DELETE TO ${PURGER} USING (${rows})`,
      ]),
      // How much of the disclosure log is over; what lets it go is another command.
      `GRANT SELECT (recorded_at) ON log.entry TO ${PURGER}`,
      readable('log.entry', PURGER, 'true'),
      // A case is locked by FOR UPDATE, which asks for the privilege; no row may be changed.
      `GRANT UPDATE (opened_at) ON cases."case" TO ${PURGER}`,
      `CREATE POLICY ${PURGER}_locks ON cases."case" FOR UPDATE TO ${PURGER} USING (true) WITH CHECK (false)`,

      ...['hold', 'hold_lift'].flatMap((table) => [
        `GRANT SELECT, INSERT ON retention.${table} TO ${KEEPER}`,
        readable(`retention.${table}`, KEEPER, 'true'),
        `CREATE POLICY ${KEEPER}_adds ON retention.${table} FOR INSERT TO ${KEEPER} WITH CHECK (true)`,
      ]),
      ...[
        ['landlord.notice', 'case_id, receipt_number'],
        ['enforcement.record', 'case_id, case_number'],
        ['retention.proof', 'case_id, receipt_number'],
      ].flatMap(([table = '', columns]) => [
        `GRANT SELECT (${columns}) ON ${table} TO ${KEEPER}`,
        readable(table, KEEPER, 'true'),
      ]),

      `GRANT SELECT ON retention.person, retention.proof TO ${SUBJECT_ACCESS}`,
      readable('retention.person', SUBJECT_ACCESS, `controller = ${READER}`),
      readable('retention.proof', SUBJECT_ACCESS, `${READER} IN (landlord, board_id)`),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      ...['enforcement.record', 'landlord.notice'].map(
        (table) => `DROP POLICY ${KEEPER}_reads ON ${table}`,
      ),
      `REVOKE SELECT (case_id, receipt_number) ON landlord.notice FROM ${KEEPER}`,
      `REVOKE SELECT (case_id, case_number) ON enforcement.record FROM ${KEEPER}`,
      `DROP POLICY ${PURGER}_reads ON log.entry`,
      `REVOKE SELECT (recorded_at) ON log.entry FROM ${PURGER}`,
      `DROP POLICY ${PURGER}_locks ON cases."case"`,
      `REVOKE UPDATE (opened_at) ON cases."case" FROM ${PURGER}`,
      ...[...PURGED]
        .reverse()
        .flatMap(({ name, reads }) => [
          `DROP POLICY ${PURGER}_removes ON ${name}`,
          `DROP POLICY ${PURGER}_reads ON ${name}`,
          `REVOKE SELECT (${reads}), DELETE ON ${name} FROM ${PURGER}`,
        ]),
      ...['person', 'proof', 'run_event', 'tombstone', 'hold_lift', 'hold'].map(
        (table) => `DROP TABLE retention.${table}`,
      ),
    ]);
    await runner.query(`REVOKE USAGE ON SCHEMA ${SCHEMAS.join(', ')} FROM ${PURGER}`);
    await runner.query(`REVOKE USAGE ON SCHEMA landlord, enforcement, retention FROM ${KEEPER}`);
    await runner.query('DROP SCHEMA retention');
    for (const role of [PURGER, KEEPER]) {
      await runner.query(`DO $$ BEGIN
        DROP ROLE ${role};
      EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
      END $$`);
    }
  }
}

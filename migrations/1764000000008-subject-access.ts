import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER, secure } from './row-security';

const ROLE = 'kvarbo_subject_access';
const WRITER = 'kvarbo_enforcement_writer';
const SCHEMAS = ['cases', 'landlord', 'social', 'enforcement', 'log'];

/** The persons whose disclosures are asked for: blind indexes as hexadecimal text with commas between, set before the log is read. */
const SUBJECTS = `(SELECT array_agg(decode(one, 'hex'))
  FROM unnest(string_to_array(nullif(current_setting('kvarbo.subjects', true), ''), ',')) AS one)`;

/** A notice that the controller sent or received, and that names the row's person. */
const IN_OWN_NOTICE = (table: string, person: string): string =>
  `EXISTS (SELECT FROM landlord.notice n WHERE n.case_id = ${table}.case_id AND ${person} = ANY (n.tenant_ids))`;
/** A record that the controller pushed or was notified of, and that names the row's person. */
const IN_OWN_RECORD = (table: string, person: string): string =>
  `EXISTS (SELECT FROM enforcement.record r WHERE r.case_id = ${table}.case_id AND ${person} = ANY (r.defendant_ids))`;

const EVERYTHING = null;

/**
 * What is read for a report to the person, and which rows: the controller's own, and what the law lets others send to it.
 *
 * Columns of children, of reported disturbances and of documents are not among them. Every other table that a predicate asks is
 * asked under this role's own policies, so that a row follows the controller's rows and nobody else's.
 */
const READS: readonly {
  readonly table: string;
  readonly columns: readonly string[] | null;
  readonly rows: string;
}[] = [
  {
    table: 'cases.share',
    columns: [
      'agency',
      'organisation',
      'case_id',
      'version',
      'board_id',
      'received_at',
      'stage',
      'recovery_ends_on',
      'eviction_on',
      'closed_on',
      'known',
      'trail',
    ],
    rows: `organisation = ${READER}`,
  },
  { table: 'cases.search_key', columns: EVERYTHING, rows: `organisation = ${READER}` },
  {
    table: 'cases.term',
    columns: ['kind', 'source', 'case_id', 'value', 'number_index'],
    rows: `EXISTS (SELECT FROM landlord.notice n WHERE n.case_id = term.case_id AND n.id::text = term.source)
      OR EXISTS (SELECT FROM enforcement.record r WHERE r.case_number = term.source)`,
  },
  {
    // Not the number's index: another controller may have been the one to tell it.
    table: 'cases.person',
    columns: ['id', 'case_id'],
    rows: `${IN_OWN_NOTICE('person', 'person.id')} OR ${IN_OWN_RECORD('person', 'person.id')}`,
  },
  { table: 'cases.notice_fact', columns: EVERYTHING, rows: `${READER} IN (landlord, board_id)` },
  { table: 'cases.settlement_fact', columns: EVERYTHING, rows: `landlord = ${READER}` },
  { table: 'cases.enforcement_fact', columns: EVERYTHING, rows: `authority = ${READER}` },
  { table: 'cases.social_fact', columns: EVERYTHING, rows: `board_id = ${READER}` },
  { table: 'cases.consent_fact', columns: EVERYTHING, rows: `owner = ${READER}` },
  { table: 'cases.protection_fact', columns: EVERYTHING, rows: `board_id = ${READER}` },
  {
    table: 'landlord.notice',
    columns: [
      'id',
      'case_id',
      'landlord',
      'board_id',
      'invoked',
      'receipt_number',
      'kind',
      'category',
      'tenure',
      'municipality',
      'room_count',
      'claims',
      'recovery_total',
      'arrears_months',
      'terminated_on',
      'tenant_served',
      'message_sent_at',
      'message_channel',
      'received_at',
      'called_on_tenant_on',
      'document_sha256',
      'status',
      'warnings',
      'tenant_ids',
      'supersedes',
      'superseded_by',
      'sealed_landlord_name',
      'sealed_landlord_contact',
      'sealed_landlord_reference',
      'sealed_tenant_names',
      'sealed_tenant_contacts',
      'sealed_tenant_numbers',
      'sealed_address',
      'sealed_payment',
      'sealed_ground',
      'sealed_proof',
    ],
    rows: `${READER} IN (landlord, board_id)`,
  },
  {
    table: 'landlord.settlement',
    columns: EVERYTHING,
    rows: `landlord = ${READER} OR ${READER} = ANY (board_ids)`,
  },
  ...['social_case', 'contact_attempt', 'assessment', 'outcome', 'consent', 'protection'].map(
    (name) => ({
      table: `social.${name}`,
      columns: EVERYTHING,
      rows: `board_id = ${READER}`,
    }),
  ),
  {
    table: 'social.household',
    columns: ['id', 'case_id', 'board_id', 'recorded_at', 'superseded_at', 'adults', 'elderly'],
    rows: `board_id = ${READER}`,
  },
  {
    table: 'enforcement.record',
    columns: [
      'case_number',
      'case_id',
      'version',
      'authority',
      'applicant',
      'board_id',
      'known_to_board',
      'board_knows_since',
      'first_recorded_at',
      'recorded_at',
      'status',
      'status_for_applicant',
      'status_for_board',
      'applied_on',
      'documents_received_on',
      'summary_applied_on',
      'summary_contested',
      'summary_contestation_sent_on',
      'summary_decided_on',
      'title_decided_on',
      'title_claim',
      'heard_on',
      'defendant_abroad',
      'eviction_on',
      'eviction_at',
      'eviction_notified_at',
      'stay_decided_on',
      'stay_until',
      'stay_exceptional',
      'closure_kind',
      'closure_on',
      'closure_kind_for_board',
      'closure_on_for_board',
      'executed_on',
      'storage_ends_on',
      'municipality',
      'tenure',
      'room_count',
      'defendant_ids',
      'sealed_applicant',
      'sealed_address',
      'sealed_title',
      'sealed_defendants',
      'sealed_defendant_contacts',
      'sealed_stay_reasons',
      'sealed_storage_place',
    ],
    rows: `authority = ${READER} OR (known_to_board AND board_id = ${READER})`,
  },
  {
    table: 'enforcement.record_version',
    columns: ['case_number', 'version', 'recorded_at', 'sealed_content'],
    rows: ownVersion('record_version'),
  },
  { table: 'enforcement.version_person', columns: EVERYTHING, rows: ownVersion('version_person') },
  { table: 'enforcement.consent', columns: EVERYTHING, rows: `authority = ${READER}` },
  {
    // The persons stand in the policy, since only there does PostgreSQL let an index find them.
    table: 'log.entry',
    columns: EVERYTHING,
    rows: `subjects && ${SUBJECTS} AND (principal = ${READER} OR controllers @> ARRAY[${READER}])`,
  },
  ...(['shape', 'actor'] as const).map((shared) => ({
    table: `log.${shared}`,
    columns: EVERYTHING,
    // What entries share is as readable as the entries that refer to it.
    rows: `id = ANY (ARRAY(SELECT DISTINCT e.${shared} FROM log.entry e))`,
  })),
];

/**
 * The role that reads what one controller holds about one person, and the index by which the versions that name a person are found.
 *
 * @legalSource GDPR-12-15
 * @legalSource OSL-12-1
 */
export class SubjectAccess1764000000008 implements MigrationInterface {
  readonly name = 'SubjectAccess1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`DO $$ BEGIN
      CREATE ROLE ${ROLE} NOLOGIN NOINHERIT;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END $$`);
    await runner.query(`GRANT ${ROLE} TO kvarbo_service WITH INHERIT FALSE, SET TRUE`);
    await runner.query(`GRANT USAGE ON SCHEMA ${SCHEMAS.join(', ')} TO ${ROLE}`);
    await asOwner(runner, [
      `CREATE TABLE enforcement.version_person (
        number_index bytea NOT NULL,
        case_number text NOT NULL,
        version integer NOT NULL,
        PRIMARY KEY (number_index, case_number, version),
        FOREIGN KEY (case_number, version) REFERENCES enforcement.record_version
      )`,
      secure('enforcement.version_person'),
      `GRANT INSERT ON enforcement.version_person TO ${WRITER}`,
      `CREATE POLICY ${WRITER}_adds ON enforcement.version_person FOR INSERT TO ${WRITER} WITH CHECK (true)`,
      ...READS.flatMap(({ table, columns, rows }) => [
        `GRANT SELECT ${columns ? `(${columns.join(', ')})` : ''} ON ${table} TO ${ROLE}`,
        readable(table, ROLE, rows),
      ]),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      'DROP TABLE enforcement.version_person',
      ...[...READS]
        .reverse()
        .filter(({ table }) => table !== 'enforcement.version_person')
        .flatMap(({ table, columns }) => [
          `DROP POLICY ${ROLE}_reads ON ${table}`,
          `REVOKE SELECT ${columns ? `(${columns.join(', ')})` : ''} ON ${table} FROM ${ROLE}`,
        ]),
    ]);
    await runner.query(`REVOKE USAGE ON SCHEMA ${SCHEMAS.join(', ')} FROM ${ROLE}`);
    await runner.query(`DO $$ BEGIN
      DROP ROLE ${ROLE};
    EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
    END $$`);
  }
}

/** A version is its authority's alone: the board was notified of the record, not of every push. */
function ownVersion(table: string): string {
  return `EXISTS (SELECT FROM enforcement.record r
    WHERE r.case_number = ${table}.case_number AND r.authority = ${READER})`;
}

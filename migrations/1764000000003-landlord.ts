import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, readable, READER, secure, writable } from './row-security';

/** Columns of a notice that each reader role may select; what the policy denies an agency as a whole is not among them. */
const NOTICE_COLUMNS = {
  // rows 1, 2, 3, 13 and what relates a notice to its case
  everyone: [
    'id',
    'case_id',
    'receipt_number',
    'kind',
    'category',
    'tenure',
    'sealed_landlord_name',
    'message_sent_at',
    'message_channel',
    'received_at',
    'sealed_proof',
  ],
  // rows 4 to 12, 14 and 18
  parties: [
    'landlord',
    'municipality',
    'board_id',
    'room_count',
    'claims',
    'recovery_total',
    'arrears_months',
    'terminated_on',
    'tenant_served',
    'called_on_tenant_on',
    'document_sha256',
    'status',
    'warnings',
    'tenant_ids',
    'sealed_landlord_contact',
    'sealed_tenant_names',
    'sealed_tenant_contacts',
    'sealed_tenant_numbers',
    'sealed_address',
    'sealed_payment',
    'sealed_ground',
    'sealed_disturbances',
    'sealed_document',
  ],
  // row 22: that an earlier notice exists
  chain: ['supersedes', 'superseded_by'],
  landlordAlone: ['sealed_landlord_reference'],
} as const;

const { everyone, parties, chain, landlordAlone } = NOTICE_COLUMNS;

const NOTICE_GRANTS = {
  kvarbo_landlord: [...everyone, ...parties, ...chain, ...landlordAlone],
  kvarbo_social_services: [...everyone, ...parties, ...chain],
  kvarbo_enforcement: [...everyone, ...parties],
  kvarbo_oversight: [...everyone],
} as const;

/** There is one enforcement authority: what is invoked is laid before whoever reads as it, and before nobody else. */
const INVOKED = `invoked AND ${READER} <> ''`;

const SETTLEMENT_COLUMNS =
  'case_id, landlord, status, amount, settled_on, reported_at, superseded_at';

/** The landlord domain: notices and what landlords report about payment. Nothing in it is overwritten. */
export class Landlord1764000000003 implements MigrationInterface {
  readonly name = 'Landlord1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `CREATE TABLE landlord.notice (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        landlord text NOT NULL,
        board_id text NOT NULL,
        invoked boolean NOT NULL,
        receipt_number text NOT NULL UNIQUE,
        kind text NOT NULL,
        category text NOT NULL,
        tenure text NOT NULL,
        municipality text NOT NULL,
        room_count numeric(4, 1),
        claims jsonb,
        recovery_total numeric(14, 2),
        arrears_months numeric(6, 1),
        terminated_on date,
        tenant_served jsonb,
        message_sent_at timestamptz,
        message_channel text NOT NULL,
        received_at timestamptz NOT NULL,
        called_on_tenant_on date,
        document_sha256 text,
        status text NOT NULL,
        warnings jsonb NOT NULL,
        tenant_ids uuid[] NOT NULL,
        supersedes uuid REFERENCES landlord.notice,
        superseded_by uuid REFERENCES landlord.notice,
        sealed_landlord_name bytea NOT NULL,
        sealed_landlord_contact bytea NOT NULL,
        sealed_landlord_reference bytea,
        sealed_tenant_names bytea NOT NULL,
        sealed_tenant_contacts bytea NOT NULL,
        sealed_tenant_numbers bytea NOT NULL,
        sealed_address bytea NOT NULL,
        sealed_payment bytea,
        sealed_ground bytea,
        sealed_proof bytea,
        sealed_disturbances bytea,
        sealed_document bytea
      )`,
      `CREATE INDEX notice_case ON landlord.notice (case_id, received_at)`,
      `CREATE INDEX notice_landlord ON landlord.notice (landlord)`,
      `CREATE INDEX notice_board ON landlord.notice (board_id)`,
      `CREATE TABLE landlord.settlement (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL,
        landlord text NOT NULL,
        board_ids text[] NOT NULL,
        invoked boolean NOT NULL,
        status text NOT NULL,
        amount numeric(14, 2),
        settled_on date NOT NULL,
        reported_at timestamptz NOT NULL,
        superseded_at timestamptz
      )`,
      `CREATE UNIQUE INDEX settlement_current ON landlord.settlement (case_id, landlord) WHERE superseded_at IS NULL`,
      secure('landlord.notice'),
      secure('landlord.settlement'),
      `GRANT SELECT, INSERT ON landlord.notice, landlord.settlement TO kvarbo_landlord_writer`,
      `GRANT UPDATE (invoked, status, superseded_by) ON landlord.notice TO kvarbo_landlord_writer`,
      `GRANT UPDATE (invoked, superseded_at) ON landlord.settlement TO kvarbo_landlord_writer`,
      `CREATE POLICY writer_sees ON landlord.notice FOR SELECT TO kvarbo_landlord_writer USING (true)`,
      `CREATE POLICY writer_adds ON landlord.notice FOR INSERT TO kvarbo_landlord_writer WITH CHECK (landlord = ${READER})`,
      `CREATE POLICY writer_marks ON landlord.notice FOR UPDATE TO kvarbo_landlord_writer USING (true)`,
      writable('landlord.settlement', 'kvarbo_landlord_writer'),
      ...Object.entries(NOTICE_GRANTS).map(
        ([role, columns]) => `GRANT SELECT (${columns.join(', ')}) ON landlord.notice TO ${role}`,
      ),
      readable('landlord.notice', 'kvarbo_landlord', `landlord = ${READER}`),
      readable('landlord.notice', 'kvarbo_social_services', `board_id = ${READER}`),
      readable('landlord.notice', 'kvarbo_enforcement', INVOKED),
      readable('landlord.notice', 'kvarbo_oversight', `${READER} IN (landlord, board_id)`),
      ...['kvarbo_landlord', 'kvarbo_social_services', 'kvarbo_enforcement'].map(
        (role) => `GRANT SELECT (${SETTLEMENT_COLUMNS}) ON landlord.settlement TO ${role}`,
      ),
      readable('landlord.settlement', 'kvarbo_landlord', `landlord = ${READER}`),
      readable('landlord.settlement', 'kvarbo_social_services', `${READER} = ANY (board_ids)`),
      readable('landlord.settlement', 'kvarbo_enforcement', INVOKED),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['DROP TABLE landlord.settlement', 'DROP TABLE landlord.notice']);
  }
}

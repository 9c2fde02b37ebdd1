import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, READER, secure, writable } from './row-security';

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
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['DROP TABLE landlord.settlement', 'DROP TABLE landlord.notice']);
  }
}

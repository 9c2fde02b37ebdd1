import type { MigrationInterface, QueryRunner } from 'typeorm';
import { asOwner, READER, secure, unforced } from './row-security';

const WRITER = 'kvarbo_landlord_writer';

/**
 * By what a landlord and a board find the earlier notices about a tenancy, each among those that it may know of.
 *
 * @legalSource SPL-6
 */
export class EarlierNotices1764000000019 implements MigrationInterface {
  readonly name = 'EarlierNotices1764000000019';

  async up(runner: QueryRunner): Promise<void> {
    await asOwner(runner, [
      `CREATE TABLE landlord.tenancy_term (
        notice_id uuid NOT NULL REFERENCES landlord.notice ON DELETE CASCADE,
        case_id uuid NOT NULL,
        landlord text NOT NULL,
        board_id text NOT NULL,
        received_at timestamptz NOT NULL,
        kind text NOT NULL CHECK (kind IN ('TENANCY_BY_NUMBER', 'TENANCY_BY_NAME')),
        value bytea NOT NULL,
        number_index bytea,
        apartment_index bytea
      )`,
      `CREATE INDEX tenancy_term_value ON landlord.tenancy_term (value, received_at)`,
      `CREATE INDEX tenancy_term_case ON landlord.tenancy_term (case_id)`,
      `CREATE INDEX tenancy_term_notice ON landlord.tenancy_term (notice_id)`,
      secure('landlord.tenancy_term'),
      `GRANT INSERT ON landlord.tenancy_term TO ${WRITER}`,
      `CREATE POLICY ${WRITER}_adds ON landlord.tenancy_term FOR INSERT TO ${WRITER} WITH CHECK (landlord = ${READER})`,
      ...unforced(
        ['landlord.tenancy_term', 'landlord.notice', 'cases.term'],
        [
          `INSERT INTO landlord.tenancy_term
          SELECT n.id, n.case_id, n.landlord, n.board_id, n.received_at, t.kind, t.value, t.number_index, t.apartment_index
          FROM cases.term t JOIN landlord.notice n ON n.id::text = t.source
          WHERE t.kind IN ('TENANCY_BY_NUMBER', 'TENANCY_BY_NAME')`,
        ],
      ),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await asOwner(runner, ['DROP TABLE landlord.tenancy_term']);
  }
}

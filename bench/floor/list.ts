import type { Pool } from 'pg';
import { socialBoardDirectory } from '../../src/cases';
import { stageOn } from '../../src/cases/stage';
import type { StageView } from '../../src/cases/stage';
import type { Keyring } from '../../src/persistence';

interface Row extends StageView {
  readonly case_id: string;
  readonly version: number;
  readonly board_id: string;
  readonly received_at: Date;
  readonly notice_id: string;
  readonly receipt_number: string;
  readonly kind: string;
  readonly status: string;
  readonly recovery_total: string | null;
  readonly arrears_months: string | null;
  readonly sealed_address: Buffer;
  readonly sealed_tenant_names: Buffer;
  readonly case_number: string | null;
  readonly record_status: string | null;
  readonly eviction_on: string | null;
  readonly eviction_at: string | null;
}

const PAGE = 20;

/** Which cases stand on the page and in which order, with what the reader may know of their notices and records. */
interface List {
  readonly name: string;
  readonly page: string;
  readonly order: string;
  readonly notice: string;
  readonly record: string;
  readonly status: string;
}

const SHARE = `s.case_id, s.version, s.board_id, s.received_at, s.stage, s.recovery_ends_on`;
const BOARD = {
  notice: 'n.board_id = $1',
  record: 'r.board_id = $1 AND r.known_to_board',
  status: 'r.status_for_board',
};

/** A landlord's open cases, the last that came in foremost. */
export const LANDLORD_LIST: List = {
  name: 'landlord_list',
  page: `SELECT ${SHARE} FROM cases.share s
    WHERE agency = 'LANDLORD' AND organisation = $1 AND known AND (closed_on IS NULL) = true
    ORDER BY received_at DESC, case_id DESC LIMIT $2`,
  order: 'p.received_at DESC, p.case_id DESC',
  notice: 'n.landlord = $1',
  record: 'r.applicant = $1',
  status: 'r.status_for_applicant',
};

/** A board's open cases that wait for a day, the earliest foremost; `$3` is today. */
export const BOARD_QUEUE: List = {
  ...BOARD,
  name: 'board_queue',
  page: `SELECT ${SHARE}, d.day FROM cases.next_deadline d
    JOIN cases.share s ON s.agency = d.agency AND s.organisation = d.organisation AND s.case_id = d.case_id
    WHERE d.agency = 'SOCIAL_SERVICES' AND d.organisation = $1 AND d.is_open AND d.day >= $3 AND d.after < $3 AND d.until >= $3
    ORDER BY d.day, d.case_id LIMIT $2`,
  order: 'p.day, p.case_id',
};

/** A board's open cases of one person, by the blind index of the identity number `$3`. */
export const BOARD_SEARCH: List = {
  ...BOARD,
  name: 'board_search',
  page: `SELECT ${SHARE} FROM cases.search_key k
    JOIN cases.share s ON s.agency = k.agency AND s.organisation = k.organisation AND s.case_id = k.case_id
    WHERE k.agency = 'SOCIAL_SERVICES' AND k.organisation = $1 AND k.kind = 'PERSON_NUMBER' AND k.value = $3
      AND s.known AND s.closed_on IS NULL
    ORDER BY s.received_at DESC, s.case_id DESC LIMIT $2`,
  order: 'p.received_at DESC, p.case_id DESC',
};

/** The statement of a list. */
export function listStatement({ name, page, order, notice, record, status }: List) {
  return {
    name,
    text: `WITH page AS (${page})
      SELECT p.case_id, p.version, p.board_id, p.received_at, p.stage, p.recovery_ends_on::text AS "recoveryEndsOn",
        n.id AS notice_id, n.receipt_number, n.kind, n.status, n.recovery_total, n.arrears_months,
        n.sealed_address, n.sealed_tenant_names,
        r.case_number, ${status} AS record_status, r.eviction_on::text AS eviction_on, r.eviction_at
      FROM page p
      JOIN landlord.notice n ON n.case_id = p.case_id AND ${notice}
      LEFT JOIN enforcement.record r ON r.case_id = p.case_id AND ${record}
      ORDER BY ${order}`,
  };
}

/** One page of a list, as the API words it. */
export async function listAnswer(
  pool: Pool,
  statement: { readonly name: string; readonly text: string },
  values: readonly unknown[],
  { keyring, today }: { keyring: Keyring; today: string },
): Promise<object> {
  const [reader, ...others] = values;
  const { rows } = await pool.query<Row>({ ...statement, values: [reader, PAGE + 1, ...others] });
  const shown = rows.slice(0, PAGE);
  return {
    cases: {
      edges: shown.map((row) => ({ node: node(row, keyring, today) })),
      pageInfo: { hasNextPage: rows.length > PAGE, endCursor: shown.at(-1)?.case_id ?? null },
    },
  };
}

function node(row: Row, keyring: Keyring, today: string): object {
  const context = (name: string): string => `landlord.notice/${row.notice_id}/${name}`;
  const address = keyring.open<Record<string, string | null>>(
    row.sealed_address,
    context('address'),
  );
  const names = keyring.open<readonly string[]>(row.sealed_tenant_names, context('tenant_names'));
  return {
    id: row.case_id,
    version: row.version,
    stage: stageOn(row, today),
    receivedAt: row.received_at.toISOString(),
    board: { name: socialBoardDirectory.find(row.board_id)?.name ?? null },
    dwelling: {
      street: address.street,
      postalCode: address.postalCode,
      city: address.city,
      apartmentNumber: address.apartmentNumber,
    },
    tenants: names.map((name) => ({ name })),
    notices: [
      {
        receiptNumber: row.receipt_number,
        kind: row.kind,
        status: row.status,
        recoveryTotal: row.recovery_total,
        arrearsMonths: row.arrears_months === null ? null : Number(row.arrears_months),
      },
    ],
    enforcement: row.case_number && {
      caseNumber: row.case_number,
      status: row.record_status,
      evictionTime: row.eviction_on && { date: row.eviction_on, time: row.eviction_at },
    },
  };
}

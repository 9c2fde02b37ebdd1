/**
 * The floor: a plain node:http and pg server with one prepared statement, which gives the same list without verifying a token,
 * without row security and without asking any policy. Nothing that keeps the product's promises can be faster than it.
 */
import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { socialBoardDirectory } from '../src/cases';
import { stageOn } from '../src/cases/stage';
import type { StageView } from '../src/cases/stage';
import { Keyring } from '../src/persistence';
import type { SealingKey } from '../src/persistence';
import { civilDay } from '../src/shared';

/** What the floor is told when it starts; it answers with its port. */
export interface FloorSettings {
  readonly databaseUrl: string;
  readonly sealingKeys: readonly SealingKey[];
  /** The landlord, as the store names it. */
  readonly landlord: string;
  readonly connections: number;
}

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

const LIST = {
  name: 'landlord_list',
  text: `
    WITH page AS (
      SELECT case_id, version, board_id, received_at, stage, recovery_ends_on
      FROM cases.share
      WHERE agency = 'LANDLORD' AND organisation = $1 AND known AND (closed_on IS NULL) = true
      ORDER BY received_at DESC, case_id DESC LIMIT $2
    )
    SELECT p.case_id, p.version, p.board_id, p.received_at, p.stage, p.recovery_ends_on::text AS "recoveryEndsOn",
      n.id AS notice_id, n.receipt_number, n.kind, n.status, n.recovery_total, n.arrears_months,
      n.sealed_address, n.sealed_tenant_names,
      r.case_number, r.status_for_applicant AS record_status, r.eviction_on::text AS eviction_on, r.eviction_at
    FROM page p
    JOIN landlord.notice n ON n.case_id = p.case_id AND n.landlord = $1
    LEFT JOIN enforcement.record r ON r.case_id = p.case_id AND r.applicant = $1
    ORDER BY p.received_at DESC, p.case_id DESC`,
};

process.once('message', (settings: FloorSettings) => {
  void serve(settings);
});
process.once('disconnect', () => {
  process.exit(0);
});

async function serve(settings: FloorSettings): Promise<void> {
  const pool = new Pool({ connectionString: settings.databaseUrl, max: settings.connections });
  const keyring = new Keyring(settings.sealingKeys);
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      void pool
        .query<Row>({ ...LIST, values: [settings.landlord, PAGE + 1] })
        .then(({ rows }) => {
          const body = JSON.stringify(answer(rows, keyring));
          response.writeHead(200, {
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Length': Buffer.byteLength(body),
          });
          response.end(body);
        })
        .catch(() => {
          response.writeHead(500).end();
        });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.send?.((server.address() as AddressInfo).port);
}

function answer(rows: readonly Row[], keyring: Keyring): object {
  const today = civilDay(new Date());
  const shown = rows.slice(0, PAGE);
  return {
    data: {
      cases: {
        edges: shown.map((row) => ({ node: node(row, keyring, today) })),
        pageInfo: { hasNextPage: rows.length > PAGE, endCursor: shown.at(-1)?.case_id ?? null },
      },
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

import { Client } from 'pg';
import { demoClients } from '../../src/development/demo-clients';
import { BlindIndexer, Keyring } from '../../src/persistence';
import { addDays, civilDay } from '../../src/shared';
import { arrearsInput, recordInput, tenancy } from '../../test/support/many-tenancies';
import { senderTo } from '../gateway';
import type { Send } from '../load-data';
import { BOARD, LANDLORD } from '../parties';
import type { Installation } from '../servers';
import { caseNumberOf, fillCase } from '../workloads/full-case';
import { Mould } from './mould';
import type { StoredRow } from './mould';
import { Tokens } from './tokens';

/** Cases that go through the gateway, the first of them with everything that agencies record; on every second one Kronofogden has a record. */
const TEMPLATES = 40;

const SUBMIT = `mutation ($input: SubmitNoticesInput!) {
  submitNotices(input: $input) { results { problems { path code } notice { receiptNumber } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) {
  pushEvictionRecords(input: $input) { results { problems { path code } } } }`;

/** Lets agencies write some cases through the gateway, served on different days, and makes a mould of each. */
export async function mouldsOf(installation: Installation): Promise<readonly Mould[]> {
  const receipts = await seed(senderTo(installation));
  const keyring = new Keyring(installation.settings.sealingKeys);
  const tokens = new Tokens(
    new BlindIndexer(Buffer.from(installation.settings.indexKey, 'base64')),
  );
  const store = textStore(installation.databaseUrl);
  await store.connect();
  try {
    const moulds: Mould[] = [];
    for (const [number, receiptNumber] of receipts.entries()) {
      const { tenant, dwelling } = tenancy(number);
      const { name, personalIdentityNumber } = tenant;
      const invented = { name, street: dwelling.street, personalIdentityNumber, ...seeded() };
      const rows = await rowsOf(store, { receiptNumber, caseNumber: caseNumberOf(number) });
      moulds.push(new Mould(keyring, rows, tokens.of(number, invented, receiptNumber)));
    }
    return moulds;
  } finally {
    await store.end();
  }
}

function seeded() {
  const landlord = demoClients.find(({ clientId }) => clientId === LANDLORD.client);
  return { landlord: { name: landlord?.name ?? '', number: LANDLORD.number }, boardId: BOARD.id };
}

/** The receipt numbers of the cases. */
async function seed(send: Send): Promise<readonly string[]> {
  const today = civilDay(new Date());
  const dayOf = (number: number): string => addDays(today, -Math.floor(number / 2));
  const numbers = Array.from({ length: TEMPLATES }, (_, number) => number);
  const notices = numbers.map((number) =>
    arrearsInput(tenancy(number), {
      key: `growth-${number}`,
      landlord: seeded().landlord.name,
      today: dayOf(number),
    }),
  );
  const answer = (await send(LANDLORD.client, SUBMIT, {
    input: { idempotencyKey: 'growth-notices', notices },
  })) as { submitNotices: { results: readonly { notice: { receiptNumber: string } }[] } };
  const records = numbers
    .filter((number) => number % 2 === 0)
    .map((number) =>
      recordInput(tenancy(number), {
        caseNumber: caseNumberOf(number),
        applicant: LANDLORD.number,
        today: dayOf(number),
      }),
    );
  await send('kronofogden', PUSH, { input: { idempotencyKey: 'growth-records', records } });
  await fillCase(send);
  return answer.submitNotices.results.map(({ notice }) => notice.receiptNumber);
}

/** A connection whose values come as PostgreSQL writes them. */
function textStore(databaseUrl: string): Client {
  const asText = (): ((value: string) => string) => (value) => value;
  return new Client({
    connectionString: databaseUrl,
    types: { getTypeParser: asText as Client['getTypeParser'] },
    options: '-c timezone=UTC -c datestyle=ISO',
  });
}

interface Found {
  readonly table: string;
  readonly columns: readonly string[];
}

async function rowsOf(
  store: Client,
  keys: { readonly receiptNumber: string; readonly caseNumber: string },
): Promise<readonly StoredRow[]> {
  const { rows: cases } = await store.query<{ id: string; case_id: string }>(
    'SELECT id, case_id FROM landlord.notice WHERE receipt_number = $1',
    [keys.receiptNumber],
  );
  const noticeId = cases[0]?.id ?? '';
  const caseId = cases[0]?.case_id ?? '';
  const stored: StoredRow[] = [];
  for (const { table, columns } of await tablesOf(store)) {
    const [where, key] = whereOf(table, columns, { caseId, noticeId, ...keys });
    if (where === '') continue;
    const { rows, fields } = await store.query<Record<string, string | null>>(
      `SELECT * FROM ${table} WHERE ${where}`,
      [key],
    );
    const types = await typesOf(
      store,
      fields.map(({ dataTypeID }) => dataTypeID),
    );
    for (const row of rows) {
      stored.push({
        table,
        columns: fields.map(({ name, dataTypeID }) => ({
          name,
          type: types.get(String(dataTypeID)) ?? '',
          value: row[name] ?? null,
        })),
      });
    }
  }
  return stored;
}

function whereOf(
  table: string,
  columns: readonly string[],
  keys: { caseId: string; noticeId: string; caseNumber: string },
): readonly [string, string] {
  if (table === 'cases.case') return ['id = $1', keys.caseId];
  if (table === 'cases.idempotency') return [`outcome->>'noticeId' = $1`, keys.noticeId];
  if (columns.includes('case_id')) return ['case_id = $1', keys.caseId];
  if (columns.includes('case_number')) return ['case_number = $1', keys.caseNumber];
  return ['', ''];
}

/** The tables that hold cases. */
async function tablesOf(store: Client): Promise<readonly Found[]> {
  const { rows } = await store.query<{ table: string; columns: string }>(
    `SELECT table_schema || '.' || table_name AS table, string_agg(column_name, ' ') AS columns
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_schema IN ('cases', 'landlord', 'social', 'enforcement') AND table_type = 'BASE TABLE'
     GROUP BY 1 ORDER BY 1`,
  );
  return rows.map(({ table, columns }) => ({ table, columns: columns.split(' ') }));
}

async function typesOf(
  store: Client,
  ids: readonly number[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await store.query<{ oid: string; typname: string }>(
    'SELECT oid::text, typname FROM pg_type WHERE oid = ANY ($1)',
    [ids],
  );
  return new Map(rows.map(({ oid, typname }) => [oid, typname]));
}

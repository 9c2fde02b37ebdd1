import type { Client } from 'pg';
import type { ExternalConfig } from '../../src/config';
import { readLog, verifyLog } from '../../src/disclosure-log';
import { SignatureVerifier, SigningKeys } from '../../src/persistence';
import type { Ledger } from './tenancy-story';

/** What the store has too little and too much of, against what was acknowledged. */
export interface Difference {
  readonly lost: number;
  readonly doubled: number;
}

/** Rows of the board's file, each of one acknowledged write. */
const FILE = ['social_case', 'household', 'contact_attempt', 'assessment', 'outcome', 'consent'];

/** Compares what was acknowledged with what is stored, write by write. */
export async function compareStore(store: Client, ledger: Ledger): Promise<Difference> {
  const differences = [
    differenceOf(
      ledger.receipts,
      await column(store, 'SELECT receipt_number FROM landlord.notice'),
    ),
    differenceOf(
      ledger.caseNumbers,
      await column(store, 'SELECT case_number FROM enforcement.record'),
    ),
    differenceOf(
      ledger.caseNumbers,
      await column(store, 'SELECT case_number FROM enforcement.record_version'),
    ),
    differenceOf(
      [...ledger.entries].flatMap(([caseId, rows]) => Array.from({ length: rows }, () => caseId)),
      await column(
        store,
        FILE.map((name) => `SELECT case_id FROM social.${name}`).join(' UNION ALL '),
      ),
    ),
    differenceOf(
      [...ledger.keys].map(() => 'key'),
      await column(store, `SELECT 'key' FROM cases.idempotency`),
    ),
  ];
  return {
    lost: differences.reduce((sum, { lost }) => sum + lost, 0),
    doubled: differences.reduce((sum, { doubled }) => sum + doubled, 0),
  };
}

/** Faults of the whole disclosure log, and how many chains and entries it has. */
export async function checkLog(store: Client, { signingKeys }: ExternalConfig) {
  const verifier = new SignatureVerifier(new SigningKeys(signingKeys).publicKeys());
  const { faults, counts } = await verifyLog(readLog(store), { verifier, saved: [], actors: null });
  return { faults, ...counts };
}

async function column(store: Client, sql: string): Promise<string[]> {
  const { rows } = await store.query<[string]>({ text: sql, rowMode: 'array' });
  return rows.map(([value]) => value);
}

function differenceOf(told: readonly string[], stored: readonly string[]): Difference {
  const left = new Map<string, number>();
  for (const one of stored) left.set(one, (left.get(one) ?? 0) + 1);
  let lost = 0;
  for (const one of told) {
    const rows = left.get(one) ?? 0;
    if (rows === 0) lost += 1;
    else left.set(one, rows - 1);
  }
  return { lost, doubled: [...left.values()].reduce((sum, rows) => sum + rows, 0) };
}

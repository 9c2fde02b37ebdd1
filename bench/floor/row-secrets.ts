import { recordSeal, versionSeal } from '../../src/enforcement/record-seals';
import type { SealedColumn } from '../../src/enforcement/record-seals';
import { envelopeContext } from '../../src/landlord-notices/seal-notice';
import type { NoticeClass } from '../../src/landlord-notices/seal-notice';
import type { BlindIndexer, Keyring, SigningKeys } from '../../src/persistence';
import type { StoredRow, TableRows } from './stored-rows';

/** Where the envelopes of a table lie. */
const PLACES: Readonly<Record<string, (row: StoredRow, column: string) => string>> = {
  'landlord.notice': (row, column) =>
    envelopeContext(String(row.id), column.replace('sealed_', '') as NoticeClass),
  'enforcement.record': (row, column) =>
    recordSeal(String(row.case_number), column as SealedColumn),
  'enforcement.record_version': (row) => versionSeal(String(row.case_number), Number(row.version)),
};

const RECEIPT = 'receipt_jws';

/** What has to be done anew for a row, as far as it needs a key. */
export interface Secrets {
  readonly envelopes: readonly {
    row: StoredRow;
    column: string;
    place: string;
    content: unknown;
  }[];
  readonly receipts: readonly { row: StoredRow; payload: unknown; type: string }[];
  /** Each blind index that was made, once. */
  readonly indexes: readonly string[];
}

/** The keys of the installation. */
export interface WriteKeys {
  readonly keyring: Keyring;
  readonly indexer: BlindIndexer;
  readonly signing: SigningKeys;
}

/** Opens what taken rows hold. @throws Error when an envelope lies where none is known */
export function secretsOf(taken: readonly TableRows[], { keyring }: WriteKeys): Secrets {
  const envelopes: Secrets['envelopes'][number][] = [];
  const receipts: Secrets['receipts'][number][] = [];
  const indexes = new Set<string>();
  for (const { table, rows } of taken) {
    for (const row of rows) {
      for (const { name: column } of table.columns) {
        const value = row[column];
        if (column === RECEIPT && typeof value === 'string') {
          receipts.push({ row, ...signedIn(value) });
        } else if (value instanceof Buffer && !column.startsWith('sealed_')) {
          indexes.add(value.toString('hex'));
        } else if (value instanceof Buffer) {
          const place = PLACES[table.name]?.(row, column);
          if (place === undefined) throw new Error(`Unknown envelope ${table.name}.${column}.`);
          envelopes.push({ row, column, place, content: keyring.open<unknown>(value, place) });
        }
      }
    }
  }
  return { envelopes, receipts, indexes: [...indexes] };
}

/** Seals, signs and indexes what {@link secretsOf} found, and puts envelopes and signatures into their rows. */
export async function renew(secrets: Secrets, keys: WriteKeys): Promise<void> {
  for (const { row, column, place, content } of secrets.envelopes) {
    Object.assign(row, { [column]: keys.keyring.seal(content, place) });
  }
  for (const index of secrets.indexes) keys.indexer.blindIndex('bench', index);
  await Promise.all(
    secrets.receipts.map(async ({ row, payload, type }) => {
      Object.assign(row, { [RECEIPT]: await keys.signing.sign(payload, type) });
    }),
  );
}

function signedIn(jws: string): { readonly payload: unknown; readonly type: string } {
  const [header, payload] = jws
    .split('.')
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as unknown);
  return { payload, type: String((header as { typ?: unknown } | undefined)?.typ) };
}

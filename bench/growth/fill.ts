import { Client } from 'pg';
import { BlindIndexer } from '../../src/persistence';
import type { Installation } from '../servers';
import { copyIn } from './copy-in';
import { dropIndexes, makeIndexes } from './indexes';
import { caseInRow, inventedCase } from './invented';
import type { Mould } from './mould';
import { receiptNumberOf, Tokens } from './tokens';

/** Characters of one table that are sent at a time. */
const BATCH = 4_000_000;
/** How much earlier each case came in than the one before it, in milliseconds. */
const STEP = 15;

/** Rows of one table that wait to be sent. */
interface Waiting {
  readonly table: string;
  readonly columns: readonly string[];
  lines: string[];
  length: number;
}

/** Writes that many cases straight into an empty store: the moulds in turn, each copy with persons, numbers and ids of its own. */
export async function fill(
  databaseUrl: string,
  { indexKey }: Pick<Installation['settings'], 'indexKey'>,
  moulds: readonly Mould[],
  size: number,
): Promise<void> {
  const store = new Client({ connectionString: databaseUrl });
  await store.connect();
  try {
    await store.query('SET session_replication_role = replica');
    await store.query('SET synchronous_commit = off');
    const dropped = await dropIndexes(store);
    await addRows(
      store,
      new Tokens(new BlindIndexer(Buffer.from(indexKey, 'base64'))),
      moulds,
      size,
    );
    await makeIndexes(store, dropped);
    await store.query('VACUUM (ANALYZE, FREEZE)');
    await store.query('CHECKPOINT');
  } finally {
    await store.end();
  }
}

async function addRows(
  store: Client,
  tokens: Tokens,
  moulds: readonly Mould[],
  size: number,
): Promise<void> {
  const byTable = new Map<string, Waiting>();
  const full: Waiting[] = [];
  // While PostgreSQL takes in one batch, the next one is made.
  let sending = Promise.resolve();
  const send = async ({ table, columns, lines }: Waiting): Promise<void> => {
    const rows = Buffer.from(`${lines.join('\n')}\n`);
    await sending;
    sending = copyIn(store, table, columns, rows);
    // Thrown where it is awaited.
    sending.catch(() => undefined);
  };
  for (let row = 0; row < size; row += 1) {
    const number = caseInRow(row, size);
    const texts = tokens.of(number, inventedCase(number), receiptNumberOf(number));
    const mould = moulds[number % moulds.length];
    mould?.cast(number, texts, number * STEP, (table, columns, line) => {
      const waiting = byTable.get(table) ?? { table, columns, lines: [], length: 0 };
      byTable.set(table, waiting);
      waiting.lines.push(line);
      waiting.length += line.length;
      if (waiting.length > BATCH) {
        byTable.delete(table);
        full.push(waiting);
      }
    });
    for (const waiting of full.splice(0)) await send(waiting);
  }
  for (const waiting of byTable.values()) await send(waiting);
  await sending;
}

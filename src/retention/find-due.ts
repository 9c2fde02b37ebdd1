import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { LocalDate } from '../shared';
import { DATED, DORMANT, dueSql, LOG_OVER, UNCOUNTED } from './due';
import type { DatedClass, DueRow, LedgerClass } from './due';
import { inTransaction } from './purge-transaction';

/** What a run is told. */
export interface PurgeOptions {
  readonly now: Date;
  /** How long the disclosure log is kept, and with it the decisions that its entries name. */
  readonly logRetentionMonths: number;
}

/** How many there are, and the last day on which the oldest had to be kept. */
export interface Counted {
  readonly count: number;
  readonly oldest: LocalDate | null;
}

/** Classes whose every key is entered into the ledger before it goes. */
export const LEDGER_CLASSES = ['CASE', 'RECORD', 'FILE', 'CONSENT', 'DECISION'] as const;
/** Classes of what goes by its date alone. */
export const DATED_CLASSES = ['PROOF', 'IDEMPOTENCY'] as const;

/** Everything that is due on a day. */
export interface Due {
  readonly rows: Readonly<Record<LedgerClass, readonly DueRow[]>>;
  readonly dated: Readonly<Record<DatedClass, Counted>>;
  readonly dormant: Counted;
  readonly uncounted: Counted;
  readonly logOver: number;
  readonly digest: string;
}

/** What of one class is due, that which a legal hold keeps included. */
export async function dueOf(
  client: ClientBase,
  name: LedgerClass,
  day: LocalDate,
  { logRetentionMonths }: PurgeOptions,
): Promise<readonly DueRow[]> {
  return (await client.query<DueRow>(dueSql(name), [day, logRetentionMonths])).rows;
}

/** Finds everything that is due on a day; changes nothing. */
export async function findDue(
  client: ClientBase,
  day: LocalDate,
  options: PurgeOptions,
): Promise<Due> {
  return inTransaction(client, day, async () => {
    const rows = new Map<LedgerClass, readonly DueRow[]>();
    for (const name of LEDGER_CLASSES) rows.set(name, await dueOf(client, name, day, options));
    const dated = new Map<DatedClass, Counted>();
    for (const name of DATED_CLASSES)
      dated.set(name, await counted(client, DATED[name].count, day));
    const digest = createHash('sha256')
      .update(
        JSON.stringify([
          day,
          ...[...rows].map(([name, due]) => [name, due.map(({ key, held }) => [key, held])]),
          ...dated,
        ]),
      )
      .digest('hex')
      .slice(0, 32);
    return {
      rows: Object.fromEntries(rows) as Due['rows'],
      dated: Object.fromEntries(dated) as Due['dated'],
      dormant: await counted(client, DORMANT, day),
      uncounted: await counted(client, UNCOUNTED, day),
      logOver: (await counted(client, LOG_OVER, day, options.logRetentionMonths)).count,
      digest,
    };
  });
}

async function counted(
  client: ClientBase,
  sql: string,
  ...asked: readonly (LocalDate | number)[]
): Promise<Counted> {
  const { rows } = await client.query<Counted>(sql, [...asked]);
  return rows[0] ?? { count: 0, oldest: null };
}

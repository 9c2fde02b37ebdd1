import type { Caller } from '../identity';
import type { BlindIndexer, WriteTransaction } from '../persistence';
import { IdempotencyConflictError } from '../shared';
import type { Clock } from '../shared';
import { readerKey } from './reader-key';

const ROLE = 'kvarbo_cases_writer';

/** A key that was used before with the same input, or one that is this transaction's own until it ends. */
export type Claim<T> =
  | { readonly replay: T }
  | { readonly replay?: undefined; readonly finish: (outcome: T) => Promise<void> };

/** Keys of mutations per organisation and principal: the same key and input give the first outcome, whenever asked. */
export class Idempotency {
  constructor(
    private readonly indexer: BlindIndexer,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims a key for one operation and input; a second caller with the key waits until the first has committed or failed.
   *
   * The outcome is kept with the write itself, so that after a crash either both are there or neither.
   *
   * @throws IdempotencyConflictError when the key was used with another operation or input
   */
  async claim<T extends object>(
    tx: WriteTransaction,
    caller: Caller,
    key: string,
    operation: string,
    input: unknown,
  ): Promise<Claim<T>> {
    const organisation = readerKey(this.indexer, caller.organisation);
    const principal = caller.actingFor === null ? '' : readerKey(this.indexer, caller.actingFor);
    const keyIndex = this.indexer.blindIndex('idempotency-key', key);
    const inputIndex = this.indexer.blindIndex(
      'idempotency-input',
      `${operation}\n${canonical(input)}`,
    );
    return tx.as(ROLE, '', async (manager) => {
      const mine = await manager.query<unknown[]>(
        `INSERT INTO cases.idempotency (organisation, principal, key_index, input_index, recorded_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING 1`,
        [organisation, principal, keyIndex, inputIndex, this.clock.now()],
      );
      if (mine.length > 0) {
        const finish = (outcome: T) =>
          tx.as(ROLE, '', async (writer) => {
            await writer.query(
              `UPDATE cases.idempotency SET outcome = $4 WHERE (organisation, principal, key_index) = ($1, $2, $3)`,
              [organisation, principal, keyIndex, JSON.stringify(outcome)],
            );
          });
        return { finish };
      }
      const [first] = await manager.query<{ input_index: Buffer; outcome: T }[]>(
        `SELECT input_index, outcome FROM cases.idempotency
         WHERE (organisation, principal, key_index) = ($1, $2, $3)`,
        [organisation, principal, keyIndex],
      );
      if (!first?.input_index.equals(inputIndex)) throw new IdempotencyConflictError();
      return { replay: first.outcome };
    });
  }
}

/** One text for equal values, whatever the order of their keys; an absent member and a null one are the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${entries.join(',')}}`;
}

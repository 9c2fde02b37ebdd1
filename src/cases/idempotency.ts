import type { Caller } from '../identity';
import type { BlindIndexer, WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { IdempotencyConflictError } from '../shared';
import type { Clock } from '../shared';
import { readerKey } from './reader-key';

const ROLE = 'kvarbo_cases_writer';

/** A key that was used before with the same input, or one that is this transaction's own until it ends. */
export type Claim<T> =
  | { readonly replay: T }
  | { readonly replay?: undefined; readonly finish: (outcome: T) => Promise<void> };

/** A key with what it is used for, blind. */
export interface KeyUse {
  readonly keyIndex: Buffer;
  readonly inputIndex: Buffer;
}

/** What a key has given before: its outcome, null where none was kept, or that it was used with other input. */
export type Earlier<T> = { readonly outcome: T | null } | { readonly conflict: true };

/** The constraint that a second use of one key violates. */
export const IDEMPOTENCY_KEY = 'idempotency_pkey';

interface KeptRow {
  readonly key_index: Buffer;
  readonly input_index: Buffer;
  readonly outcome: unknown;
}

/** Keys of mutations per organisation and principal: the same key and input give the first outcome, whenever asked. */
export class Idempotency {
  constructor(
    private readonly indexer: BlindIndexer,
    private readonly clock: Clock,
  ) {}

  /**
   * Claims a key for one operation and input; a second caller with the key waits until the first has committed or failed.
   *
   * The outcome is kept with the write itself, so that after a crash either both are there or neither. What is sent after the claim
   * leaves with it.
   *
   * @param outcome - where it is known beforehand
   * @throws IdempotencyConflictError when the key was used with another operation or input
   */
  async claim<T extends object>(
    tx: WriteTransaction,
    caller: Caller,
    key: string,
    operation: string,
    input: unknown,
    outcome: T | null = null,
  ): Promise<Claim<T>> {
    const { organisation, principal } = this.owner(caller);
    const { keyIndex, inputIndex } = this.use(key, operation, input);
    const kept = outcome && JSON.stringify(outcome);
    const mine = await tx.send(ROLE, '', (manager) =>
      statement<object>(
        manager,
        `INSERT INTO cases.idempotency (organisation, principal, key_index, input_index, outcome, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING 1`,
        [organisation, principal, keyIndex, inputIndex, kept, this.clock.now()],
      ),
    );
    if (mine.length > 0) {
      const finish = (made: T) =>
        tx.as(ROLE, '', async (writer) => {
          await statement(
            writer,
            `UPDATE cases.idempotency SET outcome = $4 WHERE (organisation, principal, key_index) = ($1, $2, $3)`,
            [organisation, principal, keyIndex, JSON.stringify(made)],
          );
        });
      return { finish };
    }
    const [first] = await tx.as(ROLE, '', (manager) =>
      statement<{ input_index: Buffer; outcome: T }>(
        manager,
        `SELECT input_index, outcome FROM cases.idempotency
         WHERE (organisation, principal, key_index) = ($1, $2, $3)`,
        [organisation, principal, keyIndex],
      ),
    );
    if (!first?.input_index.equals(inputIndex)) throw new IdempotencyConflictError();
    return { replay: first.outcome };
  }

  /** A key as it is used for one operation and input. */
  use(key: string, operation: string, input: unknown): KeyUse {
    return {
      keyIndex: this.indexer.blindIndex('idempotency-key', key),
      inputIndex: this.indexer.blindIndex('idempotency-input', `${operation}\n${canonical(input)}`),
    };
  }

  /** What each of some keys has given before, in their order; undefined for a key that is new. */
  async earlier<T>(
    tx: WriteTransaction,
    caller: Caller,
    uses: readonly KeyUse[],
  ): Promise<readonly (Earlier<T> | undefined)[]> {
    const { organisation, principal } = this.owner(caller);
    const rows = await tx.as(ROLE, '', (manager) =>
      statement<KeptRow>(
        manager,
        `SELECT key_index, input_index, outcome FROM cases.idempotency
         WHERE organisation = $1 AND principal = $2 AND key_index = ANY ($3)`,
        [organisation, principal, uses.map(({ keyIndex }) => keyIndex)],
      ),
    );
    const known = new Map(rows.map((row) => [row.key_index.toString('hex'), row]));
    return uses.map(({ keyIndex, inputIndex }) => {
      const row = known.get(keyIndex.toString('hex'));
      if (!row) return undefined;
      return row.input_index.equals(inputIndex)
        ? { outcome: row.outcome as T | null }
        : { conflict: true };
    });
  }

  /**
   * Keeps the outcomes of new keys with the write itself; in the order of the keys, so that two calls with some of the same keys
   * never wait for each other in a circle.
   *
   * @throws StoreError for {@link IDEMPOTENCY_KEY} where somebody else has used one of the keys meanwhile
   */
  async keep(
    tx: WriteTransaction,
    caller: Caller,
    kept: readonly (KeyUse & { readonly outcome: object | null })[],
  ): Promise<void> {
    if (kept.length === 0) return;
    const { organisation, principal } = this.owner(caller);
    const inOrder = kept.toSorted((a, b) => a.keyIndex.compare(b.keyIndex));
    await tx.send(ROLE, '', (manager) =>
      statement(
        manager,
        `INSERT INTO cases.idempotency (organisation, principal, key_index, input_index, outcome, recorded_at)
         SELECT $1, $2, k.key_index, k.input_index, k.outcome::jsonb, $6
         FROM unnest($3::bytea[], $4::bytea[], $5::text[]) AS k(key_index, input_index, outcome)`,
        [
          organisation,
          principal,
          inOrder.map(({ keyIndex }) => keyIndex),
          inOrder.map(({ inputIndex }) => inputIndex),
          inOrder.map(({ outcome }) => outcome && JSON.stringify(outcome)),
          this.clock.now(),
        ],
      ),
    );
  }

  /**
   * Takes a key for work that is done in several transactions, or takes it up again after one that never came to its end.
   *
   * @returns the outcome of the whole work, or null while there is none
   * @throws IdempotencyConflictError when the key was used with another operation or input
   */
  async begin<T>(tx: WriteTransaction, caller: Caller, use: KeyUse): Promise<T | null> {
    const { organisation, principal } = this.owner(caller);
    await tx.as(ROLE, '', (manager) =>
      statement(
        manager,
        `INSERT INTO cases.idempotency (organisation, principal, key_index, input_index, recorded_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [organisation, principal, use.keyIndex, use.inputIndex, this.clock.now()],
      ),
    );
    const [earlier] = await this.earlier<T>(tx, caller, [use]);
    if (!earlier || 'conflict' in earlier) throw new IdempotencyConflictError();
    return earlier.outcome;
  }

  /** Keeps the outcome of work that was begun; of two that end at once the first one's stands and is given to both. */
  async conclude<T extends object>(
    tx: WriteTransaction,
    caller: Caller,
    { keyIndex }: KeyUse,
    outcome: T,
  ): Promise<T> {
    const { organisation, principal } = this.owner(caller);
    return tx.as(ROLE, '', async (manager) => {
      const params = [organisation, principal, keyIndex];
      await statement(
        manager,
        `UPDATE cases.idempotency SET outcome = $4
         WHERE (organisation, principal, key_index) = ($1, $2, $3) AND outcome IS NULL`,
        [...params, JSON.stringify(outcome)],
      );
      const [kept] = await statement<{ outcome: T }>(
        manager,
        `SELECT outcome FROM cases.idempotency WHERE (organisation, principal, key_index) = ($1, $2, $3)`,
        params,
      );
      return kept?.outcome ?? outcome;
    });
  }

  private owner(caller: Caller): { readonly organisation: string; readonly principal: string } {
    return {
      organisation: readerKey(this.indexer, caller.organisation),
      principal: caller.actingFor === null ? '' : readerKey(this.indexer, caller.actingFor),
    };
  }
}

/** One text for equal values, whatever the order of their keys; an absent member and a null one are the same. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'bigint') return `${value}n`;
  if (value instanceof Date) return JSON.stringify(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of Object.keys(members).sort()) {
    const member = members[name];
    if (member === null || member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonical(member)}`;
  }
  return `{${text}}`;
}

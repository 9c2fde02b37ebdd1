import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import { isUnsure } from './flight';
import { ConnectionLostError, sqlStateOf, StoreError, storeErrorOf } from './store.errors';
import { clientOf, WriteTransaction } from './write-transaction';

/** Settings of one write. */
export interface WriteOptions {
  /** Told when work after the commit fails; the write itself has succeeded by then. */
  readonly onAfterCommitError?: (error: unknown) => void;
}

const MOST_RETRIES = 3;
/** Milliseconds before work is done again whose connection broke. */
const LONGEST_PAUSE_MS = 250;
/** A statement was refused because an earlier one of the transaction had failed. */
const ALREADY_FAILED = '25P02';
/** The server has become a standby. */
const READ_ONLY = '25006';
const retryable = new Set(['40001', '40P01']);

/**
 * Writes in one READ COMMITTED transaction. The work is done again, up to three times, when PostgreSQL
 * gave it up for another writer's sake before the commit was sent, and once when the connection broke before that;
 * so it has no effect but in `tx`. Once the commit was sent nothing is done again: nobody knows what became of it.
 *
 * @throws StoreError when PostgreSQL refuses a statement
 * @throws UnavailableError when the store is down, overloaded or too slow, or the connection broke during
 * the commit, in which case the write may have happened
 */
export async function runWrite<T>(
  dataSource: DataSource,
  work: (tx: WriteTransaction) => Promise<T>,
  options: WriteOptions = {},
): Promise<T> {
  let wasLost = false;
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt(dataSource, work, options);
    } catch (error) {
      if (!(error instanceof BeforeCommit)) throw storeErrorOf(error);
      const reason: unknown = error.cause;
      if (!wasLost && storeErrorOf(reason) instanceof ConnectionLostError) {
        wasLost = true;
        await pause(Math.random() * LONGEST_PAUSE_MS);
        continue;
      }
      if (retries === MOST_RETRIES || !retryable.has(sqlStateOf(reason) ?? '')) {
        throw storeErrorOf(reason);
      }
      await pause(Math.random() * 10 * 2 ** retries);
    }
  }
}

/** Says that a fault arose while nothing can have become durable yet. */
class BeforeCommit extends Error {
  constructor(reason: unknown) {
    super('The transaction was not committed.', { cause: reason });
  }
}

async function attempt<T>(
  dataSource: DataSource,
  work: (tx: WriteTransaction) => Promise<T>,
  options: WriteOptions,
): Promise<T> {
  const queryRunner = dataSource.createQueryRunner();
  try {
    const { result, tx } = await prepared(queryRunner, work);
    await tx.commit().catch((error: unknown) => {
      drop(queryRunner);
      throw error;
    });
    for (const then of tx.whenCommitted) {
      try {
        await then();
      } catch (error) {
        options.onAfterCommitError?.(error);
      }
    }
    return result;
  } finally {
    await queryRunner.release();
  }
}

async function prepared<T>(
  queryRunner: QueryRunner,
  work: (tx: WriteTransaction) => Promise<T>,
): Promise<{ result: T; tx: WriteTransaction }> {
  let tx: WriteTransaction | null = null;
  try {
    await queryRunner.connect();
    tx = new WriteTransaction(queryRunner);
    const result = await work(tx);
    await tx.settled();
    // PostgreSQL would answer COMMIT with a silent rollback.
    if (tx.hasFailed) throw new StoreError(new Error('A failed statement was ignored.'));
    return { result, tx };
  } catch (reason) {
    const error = sqlStateOf(reason) === ALREADY_FAILED ? await firstFault(tx, reason) : reason;
    if (sqlStateOf(error) === READ_ONLY) {
      drop(queryRunner);
      throw new BeforeCommit(new ConnectionLostError());
    }
    // TypeORM lets go of a connection that broke, and then complains that it is gone.
    const broke = queryRunner.isReleased && storeErrorOf(error) instanceof StoreError;
    await undone(queryRunner, tx);
    throw new BeforeCommit(broke ? new ConnectionLostError() : error);
  }
}

/** Gives the connection back as it was, or drops it. */
async function undone(queryRunner: QueryRunner, tx: WriteTransaction | null): Promise<void> {
  await tx?.rollback().catch(() => {
    drop(queryRunner);
  });
  const client = clientOf(queryRunner);
  if (client && isUnsure(client)) drop(queryRunner);
}

/** Why a transaction had failed before the statement that was refused for that. */
async function firstFault(tx: WriteTransaction | null, refused: unknown): Promise<unknown> {
  try {
    await tx?.settled();
    return refused;
  } catch (error) {
    return error;
  }
}

/** Keeps a connection whose transaction may still be open out of the pool: TypeORM drops one that reports an error. */
function drop(queryRunner: QueryRunner): void {
  if (!queryRunner.isReleased) clientOf(queryRunner)?.emit('error', new Error('Dropped.'));
}

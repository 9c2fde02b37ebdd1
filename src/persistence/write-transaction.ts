import type { ClientBase } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import { BUCKET_NAMESPACE, lockBucketsOf } from './lock-buckets';
import type { WriterRole } from './roles';

interface Frame {
  readonly role: WriterRole | 'none';
  readonly organisation: string;
}

/** The bare login of the service, which owns nothing and may read and write nothing. */
const BARE: Frame = { role: 'none', organisation: '' };

/** One transaction that writes; made by {@link runWrite} and over when that ends. */
export class WriteTransaction {
  readonly #queryRunner: QueryRunner;
  #inPart = false;
  readonly #afterCommit: (() => void | Promise<void>)[] = [];
  #locked = false;
  #failed = false;

  constructor(queryRunner: QueryRunner) {
    this.#queryRunner = queryRunner;
  }

  /**
   * Does a part of the work under a writer's role for an organisation, then becomes the bare login again.
   * A connection has one role at a time, so that parts follow each other and never overlap.
   *
   * @throws Error when another part of this transaction is still running
   */
  async as<T>(
    role: WriterRole,
    organisation: string,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    if (this.#inPart) throw new Error('Two parts of one write transaction overlap.');
    this.#inPart = true;
    try {
      await this.#become({ role, organisation });
      const result = await work(this.#queryRunner.manager);
      await this.#become(BARE);
      return result;
    } catch (error) {
      // A failed transaction refuses this too; what the caller needs to know is the first fault.
      await this.#become(BARE).catch(() => undefined);
      throw error;
    } finally {
      this.#inPart = false;
    }
  }

  /**
   * Waits until no other writer holds a bucket of these keys, and holds them until the transaction ends.
   * Once per transaction, with all keys: a second round could wait in a circle with another writer's.
   *
   * @param keys - blind indexes or other evenly spread keys of at least 2 bytes
   * @throws Error when called a second time
   */
  async lockBuckets(keys: readonly Buffer[]): Promise<void> {
    if (this.#locked) throw new Error('A write transaction locks its buckets once.');
    this.#locked = true;
    await this.#query('SELECT pg_advisory_xact_lock($1, bucket) FROM unnest($2::int[]) AS bucket', [
      BUCKET_NAMESPACE,
      lockBucketsOf(keys),
    ]);
  }

  /** Does something once the transaction is durable, in the order of the calls; nothing if it never is. */
  afterCommit(work: () => void | Promise<void>): void {
    this.#afterCommit.push(work);
  }

  /** Whether a statement failed or the connection is gone, so that PostgreSQL would commit nothing. */
  get hasFailed(): boolean {
    return (
      this.#failed ||
      this.#queryRunner.isReleased ||
      clientOf(this.#queryRunner)?.getTransactionStatus() !== 'T'
    );
  }

  /** What {@link WriteTransaction.afterCommit} collected. */
  get whenCommitted(): readonly (() => void | Promise<void>)[] {
    return this.#afterCommit;
  }

  async #become({ role, organisation }: Frame): Promise<void> {
    await this.#query(
      `SELECT set_config('role', $1, true), set_config('kvarbo.organisation', $2, true)`,
      [role, organisation],
    );
  }

  async #query(sql: string, params: unknown[]): Promise<void> {
    try {
      await this.#queryRunner.query(sql, params);
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }
}

/** The connection under a query runner, null before it has one. */
export function clientOf(queryRunner: QueryRunner): ClientBase | null {
  return (queryRunner as unknown as { databaseConnection?: ClientBase }).databaseConnection ?? null;
}

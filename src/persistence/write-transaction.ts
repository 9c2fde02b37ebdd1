import type { PoolClient } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { Statement, StatementResult } from './flight';
import { lineOf } from './line';
import type { Line } from './line';
import { BUCKET_NAMESPACE, lockBucketsOf } from './lock-buckets';
import type { WriterRole } from './roles';
import { keepsStatements } from './shared-connection';

interface Frame {
  readonly role: WriterRole | 'none';
  readonly organisation: string;
}

/** The bare login of the service, which owns nothing and may read and write nothing. */
const BARE: Frame = { role: 'none', organisation: '' };

const BEGIN = {
  name: 'kvarbo_begin_writing',
  text: 'BEGIN ISOLATION LEVEL READ COMMITTED',
  values: [],
  /** Nothing may be sent where there is no transaction. */
  isVital: true,
};
const COMMIT = { name: 'kvarbo_commit', text: 'COMMIT', values: [] };
const ROLLBACK = { name: 'kvarbo_rollback', text: 'ROLLBACK', values: [] };
/** To look up a few rows by key costs PostgreSQL less than to plan that, which it would do each time by itself. */
export const PLAN_ONCE = {
  name: 'kvarbo_plan_once',
  text: `SELECT set_config('plan_cache_mode', 'force_generic_plan', true)`,
  values: [],
};
export const PLAN_BY_VALUES = {
  name: 'kvarbo_plan_by_values',
  text: `SELECT set_config('plan_cache_mode', 'auto', true)`,
  values: [],
};
const BECOME = {
  name: 'kvarbo_become',
  text: `SELECT set_config('role', $1, true), set_config('kvarbo.organisation', $2, true)`,
};
const LOCK = {
  name: 'kvarbo_lock',
  text: 'SELECT pg_advisory_xact_lock($1, bucket) FROM unnest($2::int[]) AS bucket',
};

/** One transaction that writes; made by {@link runWrite} and over when that ends. */
export class WriteTransaction {
  readonly #queryRunner: QueryRunner;
  readonly #line: Line;
  #inPart = false;
  readonly #afterCommit: (() => void | Promise<void>)[] = [];
  #locked = false;
  #failed = false;
  /** From when its end was sent: what comes later would be done outside of it, or in the next one on the connection. */
  #isOver = false;
  /** The answers to all parts that were sent. */
  readonly #sent: Promise<unknown>[] = [];
  /** The frame in force behind everything that was sent. */
  #frame = BARE;
  /** The last change of it, and from what. */
  #change: { readonly answer: Promise<StatementResult>; readonly from: Frame } | null = null;

  /** @param queryRunner - with a connection that is in no transaction */
  constructor(queryRunner: QueryRunner) {
    this.#queryRunner = queryRunner;
    const client = clientOf(queryRunner);
    if (client === null) throw new Error('A write transaction has no connection.');
    this.#line = lineOf(client);
    this.#send(BEGIN).catch(() => undefined);
    // What is read anew each time is planned anew as well, and may know its values then.
    this.#line.plansOnce = keepsStatements(client);
    this.#send(this.#line.plansOnce ? PLAN_ONCE : PLAN_BY_VALUES).catch(() => undefined);
  }

  /** From here on statements are planned as their values need: for a transaction that looks at much and not at few rows by key. */
  async planByValues(): Promise<void> {
    this.#assertOpen();
    this.#line.plansOnce = false;
    await this.#send(PLAN_BY_VALUES);
  }

  /**
   * Does a part of the work under a writer's role for an organisation, then becomes the bare login again.
   * A connection has one role at a time, so that parts follow each other and never overlap.
   *
   * Nobody waits for a change of role: statements are done in the order in which they are sent, and none is done
   * after one that failed.
   *
   * @throws Error when another part of this transaction is still running, or the transaction is over
   */
  async as<T>(
    role: WriterRole,
    organisation: string,
    work: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    this.#assertOpen();
    if (this.#inPart) throw new Error('Two parts of one write transaction overlap.');
    this.#inPart = true;
    const entered = this.#become({ role, organisation });
    try {
      const result = await work(this.#queryRunner.manager);
      await entered;
      return result;
    } catch (error) {
      // What the caller needs to know is the first fault.
      await entered;
      throw error;
    } finally {
      void this.#become(BARE);
      this.#inPart = false;
    }
  }

  /**
   * Sends a part of the work under a writer's role for an organisation and lets further parts be sent before it is answered. What is
   * sent afterwards is done afterwards, and not at all if this fails; then the whole transaction fails by this fault, whether
   * anybody waits for the answer or not.
   *
   * @param statements - sends all its statements before it returns, and none later
   * @throws Error when a part of {@link WriteTransaction.as} is still running, or the transaction is over
   */
  send<T>(
    role: WriterRole,
    organisation: string,
    statements: (manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    this.#assertOpen();
    if (this.#inPart) throw new Error('Two parts of one write transaction overlap.');
    const part = new SentPart(this.#queryRunner.manager);
    const entered = this.#become({ role, organisation });
    try {
      const answer = statements(part.manager);
      answer.catch(() => undefined);
      const answered = entered.then(() => answer);
      answered.catch(() => undefined);
      this.#sent.push(answered);
      return answered;
    } finally {
      part.close();
      void this.#become(BARE);
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
    this.#assertOpen();
    if (this.#locked) throw new Error('A write transaction locks its buckets once.');
    this.#locked = true;
    await this.#send({ ...LOCK, values: [BUCKET_NAMESPACE, lockBucketsOf(keys)] });
  }

  /** Does something once the transaction is durable, in the order of the calls; nothing if it never is. */
  afterCommit(work: () => void | Promise<void>): void {
    this.#afterCommit.push(work);
  }

  /** Waits for all parts of {@link WriteTransaction.send}. @throws the first fault of them */
  async settled(): Promise<void> {
    for (const answer of this.#sent) await answer;
  }

  /** Makes everything durable. @throws Error when it cannot be known to be */
  async commit(): Promise<void> {
    this.#isOver = true;
    const { command } = await this.#send(COMMIT);
    if (command !== 'COMMIT') throw new Error('The transaction was rolled back.');
  }

  /** Undoes everything. @throws Error when the transaction may still be open */
  async rollback(): Promise<void> {
    this.#isOver = true;
    if (this.#change) this.#line.takeBack(this.#change.answer);
    // What leaves together with a statement that is refused is not done.
    await Promise.allSettled(this.#sent);
    await this.#send(ROLLBACK);
  }

  /** Whether a statement failed or the connection is gone, so that PostgreSQL would commit nothing. */
  get hasFailed(): boolean {
    return (
      this.#failed ||
      this.#queryRunner.isReleased ||
      clientOf(this.#queryRunner)?.getTransactionStatus() === 'E'
    );
  }

  /** What {@link WriteTransaction.afterCommit} collected. */
  get whenCommitted(): readonly (() => void | Promise<void>)[] {
    return this.#afterCommit;
  }

  /**
   * Sent before anything that is asked of the connection afterwards; a change of role behind which nothing was sent is no longer
   * needed when the next one comes. Its failure is nobody's but the transaction's to handle.
   */
  #become(frame: Frame): Promise<unknown> {
    // A part that outlives its transaction.
    if (this.#isOver) return Promise.resolve();
    const change = this.#change;
    const from = change && this.#line.takeBack(change.answer) ? change.from : this.#frame;
    this.#frame = frame;
    this.#change = null;
    if (from.role === frame.role && from.organisation === frame.organisation) {
      return Promise.resolve();
    }
    const answer = this.#line.send({ ...BECOME, values: [frame.role, frame.organisation] });
    this.#change = { answer, from };
    answer.catch(() => {
      this.#failed = true;
    });
    return answer;
  }

  #assertOpen(): void {
    if (this.#isOver) throw new Error('A write transaction was used after its end.');
  }

  async #send(statement: Statement): Promise<StatementResult> {
    try {
      return await this.#line.send(statement);
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }
}

/** The statements that one part sends; whoever keeps its manager can send nothing by it later, under another part's role. */
class SentPart {
  readonly manager: EntityManager;
  #isClosed = false;

  constructor(manager: EntityManager) {
    const queryRunner = (): QueryRunner | undefined => {
      if (this.#isClosed) throw new Error('A part of a write transaction sends nothing after it.');
      return manager.queryRunner;
    };
    this.manager = Object.create(manager, { queryRunner: { get: queryRunner } }) as EntityManager;
  }

  close(): void {
    this.#isClosed = true;
  }
}

/** The connection under a query runner, null before it has one. */
export function clientOf(queryRunner: QueryRunner): PoolClient | null {
  return (queryRunner as unknown as { databaseConnection?: PoolClient }).databaseConnection ?? null;
}

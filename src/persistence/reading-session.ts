import { types } from 'node:util';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { UnavailableError } from '../shared';
import { preparedCount } from './flight';
import { lineOf } from './line';
import { deciderRole } from './roles';
import type { ReaderRole, SideRole } from './roles';
import { keepsStatements } from './shared-connection';
import { ConnectionLostError, sqlStateOf, storeErrorOf } from './store.errors';

/** Under whose role and for which organisation a session reads. */
export interface Reader {
  readonly role: ReaderRole;
  /** The organisation whose data is read, as row policies find it in `kvarbo.organisation`. */
  readonly organisation: string;
  /** The civil day by which row policies judge validity, in `kvarbo.today`; nothing is valid without one. */
  readonly today?: string;
  /** What the data is read for, in `kvarbo.purpose`; a consent for another purpose opens no row. */
  readonly purpose?: string;
  /** When it fires, the session's statements are given up and its connection is dropped. */
  readonly signal?: AbortSignal | undefined;
  /**
   * The standby that is read, told of each fault but the caller's own going; without one nothing but a primary may tell, since a right that a
   * standby opens may have been withdrawn.
   */
  readonly standby?: { distrust(): void };
}

/** PostgreSQL cuts longer names of prepared statements, so that two would become one. */
const LONGEST_STATEMENT_NAME = 63;
/** Statements a connection may hold prepared; one that holds more is replaced when its session ends. */
const MOST_STATEMENTS = 500;

const BEGIN = { name: 'kvarbo_begin', text: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' };
const COMMIT = { name: 'kvarbo_commit', text: 'COMMIT' };
const SWITCH = {
  name: 'kvarbo_switch',
  text: `SELECT set_config('role', $1, true), set_config('plan_cache_mode', $2, true)`,
};
const ENTER = {
  name: 'kvarbo_enter',
  text: `${SWITCH.text}, set_config('kvarbo.organisation', $3, true), set_config('kvarbo.today', $4, true),
    set_config('kvarbo.purpose', $5, true)`,
};
/** The same where only a primary may tell: what stands behind it is not run on a standby, which has no place at which it writes. */
const ENTER_PRIMARY = {
  name: 'kvarbo_enter_primary',
  text: `${ENTER.text}, CASE WHEN pg_is_in_recovery() THEN pg_current_wal_lsn() END`,
};
/**
 * How a standby refuses: replay could not wait for what was read, or it is none that may tell. Nothing else can fail so where
 * nothing is written.
 */
const OF_A_STANDBY: ReadonlySet<string | null> = new Set(['40001', '55000']);

/** How PostgreSQL plans a statement: once for whatever its values are, or as it thinks best. */
const Planning = {
  /** To look up a few rows by key costs it less than to plan that, which it would do each time by itself. */
  once: 'force_generic_plan',
  /** Where the best way depends on what is asked for. */
  byValues: 'auto',
} as const;

/**
 * One reader's view of the store at one moment: a read-only transaction with one snapshot, under the
 * reader's database role, on a connection that is taken at the first statement.
 *
 * Statements are sent without waiting for each other's answers. After any fault the session is over:
 * every statement fails with the first fault, and the connection is dropped instead of used again.
 */
export class ReadingSession {
  readonly #pool: Pool;
  readonly #reader: Reader;
  readonly #onAbort = (): void => void this.#break(new UnavailableError());
  #opening: Promise<PoolClient> | null = null;
  #client: PoolClient | null = null;
  #closing: Promise<void> | null = null;
  #fault: Error | null = null;
  /** Statements on their way. */
  #unanswered = 0;

  constructor(pool: Pool, reader: Reader) {
    this.#pool = pool;
    this.#reader = reader;
    if (reader.signal?.aborted === true) this.#fault = new UnavailableError();
    reader.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /**
   * Runs a statement as the reader, by one plan whatever its values are.
   *
   * @param name - of the prepared statement: constant for one text, at most 40 characters; plans are kept per role
   * @throws StoreError when PostgreSQL refuses it
   * @throws UnavailableError when the store is down or too slow, or the session was cancelled
   * @throws ConnectionLostError when the connection broke, or leads to a standby that may not tell
   */
  async rows<T extends QueryResultRow>(
    name: string,
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<T[]> {
    const client = await this.#connected();
    return this.#run<T>(client, `${name}@${this.#reader.role}`, sql, params);
  }

  /**
   * Runs a statement as the reader that few or nearly all rows may match, and that is planned accordingly.
   *
   * @throws as {@link ReadingSession.rows}
   */
  rowsByValues<T extends QueryResultRow>(
    name: string,
    sql: string,
    params: readonly unknown[],
  ): Promise<T[]> {
    return this.#between<T>(this.#reader.role, Planning.byValues, { name, sql, params });
  }

  /**
   * Runs one statement as `kvarbo_decider`, within the same snapshot, and becomes the reader again.
   *
   * @throws StoreError when PostgreSQL refuses it
   * @throws UnavailableError when the store is down or too slow, or the session was cancelled
   */
  decide<T extends QueryResultRow>(
    name: string,
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<T[]> {
    return this.#between<T>(deciderRole, Planning.once, { name, sql, params });
  }

  /**
   * Runs one statement under a role that is not the reader's own, for the same organisation and within the same snapshot, and
   * becomes the reader again. It is planned as its values need.
   *
   * @throws StoreError when PostgreSQL refuses it
   * @throws UnavailableError when the store is down or too slow, or the session was cancelled
   */
  as<T extends QueryResultRow>(
    role: SideRole,
    name: string,
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<T[]> {
    return this.#between<T>(role, Planning.byValues, { name, sql, params });
  }

  /** Ends the transaction after the statements already sent and gives the connection back. Never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Runs a statement between two changes of role and planning; what other statements of the session meet is as before. */
  async #between<T extends QueryResultRow>(
    role: ReaderRole | SideRole,
    planning: string,
    { name, sql, params }: { name: string; sql: string; params: readonly unknown[] },
  ): Promise<T[]> {
    const client = await this.#connected();
    // All three are sent before anything else can be, so no statement of the reader gets between them.
    const [, rows] = await Promise.all([
      this.#run(client, SWITCH.name, SWITCH.text, [role, planning]),
      this.#run<T>(client, `${name}@${role}`, sql, params),
      this.#run(client, SWITCH.name, SWITCH.text, [this.#reader.role, Planning.once]),
    ]);
    return rows;
  }

  #connected(): Promise<PoolClient> {
    if (this.#closing !== null) {
      return Promise.reject(new Error('A closed reading session was used.'));
    }
    if (this.#fault !== null) return Promise.reject(this.#fault);
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<PoolClient> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw this.#break(error);
    });
    this.#client = client;
    client.on('error', this.#onConnectionError);
    if (this.#fault !== null) {
      // Nothing was sent on it.
      this.#letGo()?.release();
      throw this.#fault;
    }
    const { role, organisation, today = '', purpose = '', standby } = this.#reader;
    const enter = standby ? ENTER : ENTER_PRIMARY;
    const entered = [role, Planning.once, organisation, today, purpose];
    this.#run(client, BEGIN.name, BEGIN.text, []).catch(() => undefined);
    this.#run(client, enter.name, enter.text, entered).catch(() => undefined);
    return client;
  }

  readonly #onConnectionError = (error: Error): void => void this.#break(error);

  async #run<T extends QueryResultRow>(
    client: PoolClient,
    name: string,
    text: string,
    params: readonly unknown[],
  ): Promise<T[]> {
    if (this.#fault !== null) throw this.#fault;
    if (name.length > LONGEST_STATEMENT_NAME) {
      throw this.#break(new Error('The name of a prepared statement is too long.'));
    }
    this.#unanswered += 1;
    try {
      const { rows } = await lineOf(client).send({ name, text, values: params, isVital: true });
      return rows as T[];
    } catch (error) {
      throw this.#break(error);
    } finally {
      this.#unanswered -= 1;
    }
  }

  /** Keeps the first fault, which is the cause of all later ones, and drops the connection. */
  #break(error: unknown): Error {
    if (this.#fault === null) {
      const fault = OF_A_STANDBY.has(sqlStateOf(error))
        ? new ConnectionLostError()
        : storeErrorOf(error);
      this.#fault = types.isNativeError(fault) ? fault : new Error('A statement failed.');
      if (this.#reader.signal?.aborted !== true) this.#reader.standby?.distrust();
      this.#drop();
    }
    return this.#fault;
  }

  async #close(): Promise<void> {
    const client = await this.#opening?.catch(() => null);
    if (client != null && this.#fault === null) {
      const isEnded = this.#ended(client);
      if (this.#isHandedOn(client)) {
        // All that was read is answered, so that nothing can come of the end but a lost connection, of which the next one learns by itself.
        this.#letGo()?.release();
      } else if ((await isEnded) && !holdsTooMany(client)) this.#letGo()?.release();
      else this.#drop();
    }
    this.#reader.signal?.removeEventListener('abort', this.#onAbort);
  }

  /** Ends the transaction; whether it came to a good end. Never rejects. */
  #ended(client: PoolClient): Promise<boolean> {
    return lineOf(client)
      .send({ ...COMMIT, values: [], isVital: true })
      .then(
        // PostgreSQL answers ROLLBACK when a statement of the transaction had failed.
        ({ command }) => command === 'COMMIT',
        () => false,
      );
  }

  /**
   * Whether somebody waits for a connection who may have it at once, so that its first statements leave together with the end of this
   * session. Behind a pooler that would keep the server's end from all others who wait for one there.
   */
  #isHandedOn(client: PoolClient): boolean {
    return (
      this.#unanswered === 0 &&
      this.#pool.waitingCount > 0 &&
      keepsStatements(client) &&
      !holdsTooMany(client)
    );
  }

  #letGo(): PoolClient | null {
    const client = this.#client;
    this.#client = null;
    client?.removeListener('error', this.#onConnectionError);
    return client;
  }

  #drop(): void {
    const client = this.#letGo();
    client?.release(true);
    // The pool lets a connection end in good order; a statement may never let it.
    client?.connection.stream.destroy();
  }
}

function holdsTooMany(client: PoolClient): boolean {
  return preparedCount(client) > MOST_STATEMENTS;
}

/** Starts a session; nothing is sent, and no connection taken, before its first statement. */
export function openReading(pool: Pool, reader: Reader): ReadingSession {
  return new ReadingSession(pool, reader);
}

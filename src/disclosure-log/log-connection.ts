import { types } from 'node:util';
import { Client } from 'pg';
import type { QueryConfig } from 'pg';
import { Flight, markShared } from '../persistence';

/** Where the log is and how long one attempt may take at most, in milliseconds. */
export interface LogConnectionOptions {
  /** Connection string of the service's login. */
  readonly url: string;
  readonly timeoutMs: number;
  /** Whether a pooler gives the server's end to others after each transaction. */
  readonly isShared: boolean;
}

/**
 * The writer's own role, and a commit that is on disk when it is answered, whatever the server's default is.
 * PostgreSQL's own time limits end before ours, so that its answer usually tells how an attempt ended.
 */
const ENTER = 'SET ROLE kvarbo_log_writer; SET synchronous_commit = on';
const SERVER_SHARE = 0.75;

/** The same where nothing may be left on the connection. */
const ENTER_ONCE = `SELECT set_config('role', 'kvarbo_log_writer', true), set_config('synchronous_commit', 'on', true),
  set_config('statement_timeout', $1, true), set_config('lock_timeout', $1, true)`;

/** The log's own connection: opened when it is needed, and dropped after any fault. */
export class LogConnection {
  #client: Client | null = null;
  #opening: Promise<Client> | null = null;

  constructor(private readonly options: LogConnectionOptions) {}

  /**
   * Opens the connection unless it is open.
   *
   * @throws whatever the driver threw, or a timeout as soon as the signal fires
   */
  open(signal: AbortSignal): Promise<void> {
    return this.#within(signal, this.#connected());
  }

  /**
   * Runs one statement.
   *
   * @throws whatever PostgreSQL or the driver threw, or a timeout as soon as the signal fires
   */
  run(statement: QueryConfig | string, signal: AbortSignal): Promise<void> {
    const result = this.#connected().then<unknown>((client) =>
      typeof statement === 'string' ? client.query(statement) : this.#send(client, statement),
    );
    return this.#within(signal, result);
  }

  /** Lets go of the connection at once, whatever runs on it. */
  drop(): void {
    const client = this.#client;
    this.#client = null;
    this.#opening = null;
    client?.connection.stream.destroy();
  }

  /** Ends the connection in good order, or without it when that takes too long. */
  async end(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    this.#opening = null;
    if (client === null) return;
    const timer = setTimeout(() => {
      client.connection.stream.destroy();
    }, this.options.timeoutMs);
    await client.end();
    clearTimeout(timer);
  }

  /** Waits no longer than until the signal fires; after a fault the connection is gone. */
  #within(signal: AbortSignal, work: Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      let over = false;
      const end = (fault: Error | null): void => {
        if (over) return;
        over = true;
        signal.removeEventListener('abort', onAbort);
        if (fault === null) {
          resolve();
          return;
        }
        this.drop();
        reject(fault);
      };
      const onAbort = (): void => {
        end(new Error('timeout expired'));
      };
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
      work.then(
        () => {
          end(null);
        },
        (error: unknown) => {
          end(types.isNativeError(error) ? error : new Error('Connection terminated'));
        },
      );
    });
  }

  /** In one packet; where the connection is shared, in a transaction of its own that leaves nothing behind. */
  async #send(client: Client, { name = '', text, values = [] }: QueryConfig): Promise<void> {
    const statement = { name, text, values: values as unknown[] };
    const statements = this.options.isShared
      ? [
          { name: '', text: 'BEGIN', values: [] },
          { name: '', text: ENTER_ONCE, values: [String(this.#limitMs)] },
          statement,
          { name: '', text: 'COMMIT', values: [] },
        ]
      : [statement];
    const flight = new Flight(client);
    const answers = statements.map((one) => flight.add(one));
    // A statement by itself is committed when the connection is ready for the next one, and not yet when it is answered.
    const landed = new Promise<void>((resolve, reject) => {
      flight.callback = (fault) => {
        if (fault == null) resolve();
        else reject(types.isNativeError(fault) ? fault : new Error('Connection terminated'));
      };
    });
    client.query(flight);
    await Promise.all([...answers, landed]);
  }

  /** PostgreSQL's own limit of one attempt. */
  get #limitMs(): number {
    return Math.max(1, Math.floor(this.options.timeoutMs * SERVER_SHARE));
  }

  #connected(): Promise<Client> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<Client> {
    const limit = this.#limitMs;
    const ofSession = {
      statement_timeout: limit,
      lock_timeout: limit,
      idle_in_transaction_session_timeout: limit,
    };
    const client = new Client({
      connectionString: this.options.url,
      application_name: 'kvarbo-log',
      keepAlive: true,
      connectionTimeoutMillis: this.options.timeoutMs,
      ...(!this.options.isShared && ofSession),
    });
    this.#client = client;
    // A connection that breaks while nobody uses it is opened anew when somebody does.
    const forget = (): void => {
      if (this.#client === client) this.drop();
    };
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    if (this.options.isShared) markShared(client);
    else await client.query(ENTER);
    return client;
  }
}

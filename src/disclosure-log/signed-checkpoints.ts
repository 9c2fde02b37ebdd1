import { Client } from 'pg';
import type { SigningKeys } from '../persistence';
import { storeErrorOf } from '../persistence';
import type { Clock } from '../shared';
import type { ChainHead } from './chain';
import { addCheckpoints } from './checkpoint-store';
import type { Checkpoints } from './disclosure-log';

/** Where it is told that no checkpoint could be made; a pino logger is one. */
export interface CheckpointLog {
  info(message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What {@link SignedCheckpoints} needs. */
export interface SignedCheckpointsOptions {
  /** Connection string of the service's login. */
  readonly url: string;
  /** Whether a pooler gives the server's end of a connection to others after each transaction; no unless told. */
  readonly isShared?: boolean;
  readonly signing: SigningKeys;
  readonly clock: Clock;
  readonly log: CheckpointLog;
}

/** Milliseconds between two checkpoints of a process. */
const INTERVAL_MS = 1_000;

/** Milliseconds; whatever hangs is given up, so that a stop comes to its end. */
const TIMES = { connectionTimeoutMillis: 3_000, query_timeout: 5_000 };
const TIMES_OF_SESSION = {
  lock_timeout: 3_000,
  statement_timeout: 4_000,
  idle_in_transaction_session_timeout: 5_000,
};

/**
 * Signs the newest sheet of each chain, at most once a second, on a connection of its own.
 *
 * No answer waits for it. What cannot be signed now is signed later: until then the log is written and chained, but nobody
 * outside can prove what stood there.
 */
export class SignedCheckpoints implements Checkpoints {
  readonly #options: SignedCheckpointsOptions;
  readonly #heads = new Map<string, ChainHead>();
  #client: Promise<Client> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #making: Promise<void> | null = null;
  #madeAt = -INTERVAL_MS;
  #isFailing = false;
  #isStopped = false;

  constructor(options: SignedCheckpointsOptions) {
    this.#options = options;
  }

  note(head: ChainHead): void {
    this.#heads.set(head.instance, head);
    this.#plan();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#making;
    if (this.#heads.size > 0) await this.#make();
    const client = await this.#client;
    await client?.end().catch(() => undefined);
  }

  #plan(): void {
    if (this.#timer || this.#making || this.#isStopped || this.#heads.size === 0) return;
    const wait = Math.max(0, this.#madeAt + INTERVAL_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#making = this.#make().finally(() => {
        this.#making = null;
        this.#plan();
      });
    }, wait);
    // Whoever ends the process without a stop is not held up.
    this.#timer.unref();
  }

  async #make(): Promise<void> {
    const heads = [...this.#heads.values()];
    this.#heads.clear();
    try {
      await this.#sign(heads);
      if (this.#isFailing) this.#options.log.info('the disclosure log is signed again');
      this.#isFailing = false;
    } catch (error) {
      for (const head of heads) {
        if (!this.#heads.has(head.instance)) this.#heads.set(head.instance, head);
      }
      await this.#drop();
      if (!this.#isFailing) {
        const fault = { err: storeErrorOf(error) };
        this.#options.log.error(fault, 'the disclosure log cannot be signed');
      }
      this.#isFailing = true;
    } finally {
      this.#madeAt = performance.now();
    }
  }

  async #sign(heads: readonly ChainHead[]): Promise<void> {
    const client = await (this.#client ??= this.#connect());
    await client.query('BEGIN');
    const { signing, clock } = this.#options;
    await addCheckpoints(
      client,
      signing,
      clock.now(),
      heads.map((head) => ({ kind: 'head', ...head })),
    );
    await client.query('COMMIT');
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#options.url,
      application_name: 'kvarbo-checkpoints',
      keepAlive: true,
      ...TIMES,
      ...(this.#options.isShared !== true && TIMES_OF_SESSION),
    });
    // The next statement fails and says why.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** Ends the connection without a word: a server that hangs would never answer a farewell. */
  async #drop(): Promise<void> {
    const client = await this.#client?.catch(() => null);
    this.#client = null;
    client?.connection.stream.destroy();
  }
}

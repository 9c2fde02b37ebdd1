import type { Pool } from 'pg';
import { askedOf, borrowed } from './borrowed';
import { lineOf } from './line';
import { createReadingPool } from './reading-pool';
import type { ReadingPoolOptions } from './reading-pool';
import { openReading } from './reading-session';
import type { Reader, ReadingSession } from './reading-session';
import type { WriterRole } from './roles';

/** What a replica is made from; times in milliseconds. */
export interface ReplicaOptions extends Omit<ReadingPoolOptions, 'applicationName'> {
  /** Connections to the server whose data it follows. */
  readonly primary: Pool;
  /** How old what it tells may be. */
  readonly maxLagMs: number;
}

/** A place in the log of writes: where of which history, of which each promotion begins a new one. */
interface Place {
  readonly lsn: string;
  /** Eight hexadecimal digits. */
  readonly timeline: string;
}

const BECOME = `SELECT set_config('role', $1, true)`;
/** Where the primary writes. */
const WRITTEN = `SELECT lsn::text, left(pg_walfile_name(lsn), 8) AS timeline FROM pg_current_wal_lsn() AS lsn`;
/**
 * How far a standby has replayed, of the history of its last restart point: it knows of no later one that we may ask for. Nothing where it is
 * none any more.
 */
const REPLAYED = `
  SELECT pg_last_wal_replay_lsn()::text AS lsn, lpad(upper(to_hex(timeline_id)), 8, '0') AS timeline
  FROM pg_control_checkpoint() WHERE pg_is_in_recovery()`;

/** How far the primary was at a moment. */
interface Mark {
  readonly lsn: bigint;
  readonly at: number;
}

const LONGEST_BETWEEN_LOOKS_MS = 1_000;
/** Within which a standby that works tells how far it is. */
const LONGEST_ANSWER_MS = 2_000;
/** How long nothing is read after a fault of a read, and at most, where one fault follows another. */
const [ABSENCE_MS, LONGEST_ABSENCE_MS] = [1_000, 60_000];

/**
 * A standby to read from what never gives a right: as long as it is known to have everything that the primary had a bounded time ago.
 *
 * That is measured, by where the log of the primary ends and how far the standby has replayed it: a standby that is cut off, paused or
 * slow grows old by our own clock, whatever it says of itself, and one that was promoted is none any more.
 */
export class Replica {
  readonly pool: Pool;
  readonly #options: ReplicaOptions;
  /** By our own clock, the moment of whose data it is known to have all. */
  #completeAt = -Infinity;
  #marks: readonly Mark[] = [];
  /** When a read failed last, and for how long none is tried. */
  #failedAt = -Infinity;
  #absenceMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.pool = createReadingPool({ ...options, applicationName: 'kvarbo-replica' });
    this.#look();
  }

  /** Whether what it tells is new enough. */
  get isFresh(): boolean {
    const now = performance.now();
    if (now - this.#failedAt < this.#absenceMs) return false;
    return now - this.#completeAt <= this.#options.maxLagMs;
  }

  /** A reader's view of the standby at one moment; after any fault of it the primary is asked until a look says otherwise. */
  open(reader: Reader): ReadingSession {
    return openReading(this.pool, {
      ...reader,
      standby: {
        distrust: () => {
          this.#readFailed();
        },
      },
    });
  }

  /** After a fault: asks the primary until a look that began afterwards says otherwise. */
  distrust(): void {
    this.#completeAt = -Infinity;
    this.#marks = [];
  }

  /** Runs a statement under a role; null where it is not fresh or does not answer, so that the primary is to be asked. */
  async rows<T extends object>(
    role: WriterRole,
    sql: string,
    values: readonly unknown[],
  ): Promise<readonly T[] | null> {
    if (!this.isFresh) return null;
    try {
      const [, , { rows }] = await borrowed(this.pool, (client) => {
        const line = lineOf(client);
        return Promise.all([
          line.send({ name: '', text: 'BEGIN READ ONLY', values: [] }),
          line.send({ name: '', text: BECOME, values: [role] }),
          line.send({ name: '', text: sql, values }),
          line.send({ name: '', text: 'COMMIT', values: [] }),
        ]);
      });
      return rows as T[];
    } catch {
      this.#readFailed();
      return null;
    }
  }

  /**
   * A look reads no table, and so says nothing of a disk that is too slow: where reads go on failing, it is left for twice as long each time.
   */
  #readFailed(): void {
    const now = performance.now();
    const isAgain = now - this.#failedAt < 2 * LONGEST_ABSENCE_MS;
    // Reads that were under way together have failed together.
    if (now - this.#failedAt >= this.#absenceMs) {
      this.#absenceMs = isAgain ? Math.min(2 * this.#absenceMs, LONGEST_ABSENCE_MS) : ABSENCE_MS;
      this.#failedAt = now;
    }
    this.distrust();
  }

  /** Ends its connections. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#looking;
    await this.pool.end();
  }

  #look(): void {
    this.#looking = this.#compare()
      .catch(() => undefined)
      .finally(() => {
        if (this.#isStopped) return;
        const wait = Math.min(LONGEST_BETWEEN_LOOKS_MS, this.#options.maxLagMs / 4);
        this.#timer = setTimeout(() => {
          this.#look();
        }, wait);
        this.#timer.unref();
      });
  }

  async #compare(): Promise<void> {
    const at = performance.now();
    const before = this.#marks;
    const [written] = await askedOf<Place>(this.#options.primary, WRITTEN);
    if (!written || this.#marks !== before) return;
    const marks = [...before, { lsn: lsnOf(written.lsn), at }];
    this.#marks = marks;
    const replayed = await this.#replayed();
    // What was asked before a fault proves nothing after it.
    if (this.#marks !== marks) return;
    // Places of another history say nothing of this one: it may lack what the primary has, and have what that never had.
    if (replayed?.timeline !== written.timeline) {
      this.distrust();
      return;
    }
    const reached = marks.filter(({ lsn }) => lsn <= lsnOf(replayed.lsn)).at(-1);
    if (reached) this.#completeAt = reached.at;
    const oldest = at - this.#options.maxLagMs;
    this.#marks = marks.filter((mark) => mark.at > Math.max(reached?.at ?? -Infinity, oldest));
  }

  /** How far the standby has replayed; null when it is none any more or does not answer. One that hangs is left before it has failed. */
  async #replayed(): Promise<Place | null> {
    const patience = setTimeout(() => {
      this.distrust();
    }, LONGEST_ANSWER_MS);
    try {
      const [replayed] = await askedOf<Place>(this.pool, REPLAYED);
      return replayed ?? null;
    } catch {
      return null;
    } finally {
      clearTimeout(patience);
    }
  }
}

/** `16/B374D848` as a number: two halves of 32 bits in hexadecimal digits. */
function lsnOf(text: string): bigint {
  const [high = '', low = ''] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

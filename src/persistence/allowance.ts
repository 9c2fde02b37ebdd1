import type { Pool } from 'pg';
import { UnavailableError } from '../shared';
import { borrowed } from './borrowed';
import { Flight } from './flight';
import { createReadingPool } from './reading-pool';
import type { ReadingPoolOptions } from './reading-pool';
import { storeErrorOf } from './store.errors';

/** What an allowance is made from. */
export interface AllowanceOptions {
  /** Of its own, so that the flood it is for does not keep it from the store. */
  readonly pool: Pool;
  /** Requests that one organisation may send in a second, over some time. */
  readonly perSecond: number;
  /** Told when the store begins not to answer, and not again before it has answered; such an error holds no values. */
  readonly onFault: (error: unknown) => void;
  /** Milliseconds of a clock that is never set back; the process's own unless given. */
  readonly now?: () => number;
}

/** Seconds of requests that may come at once. */
const BURST_SECONDS = 10;
/** How long what an instance has taken is good, in milliseconds: longer, and instances could hoard. */
const LEASE_MS = 1_000;
/** How long a request waits for the store, in milliseconds. */
const PATIENCE_MS = 250;

const ENTER = `SELECT set_config('role', 'kvarbo_limiter', true), set_config('synchronous_commit', 'off', true)`;

/** A bucket that fills at a rate, takes back what was not used, and of which whole requests are taken: as many as are asked for or as there are. */
const TAKE = `
  INSERT INTO limits.allowance AS a (organisation, tokens, refilled_at, granted)
  VALUES ($1, $2::float8 - $4::int, now(), $4::int)
  ON CONFLICT (organisation) DO UPDATE SET
    granted = floor(least($4::int, filled(a))),
    tokens = filled(a) - floor(least($4::int, filled(a))),
    refilled_at = greatest(a.refilled_at, now())
  RETURNING granted, tokens`.replaceAll(
  'filled(a)',
  'least($2::float8, a.tokens + $5::int + $3::float8 * greatest(0, extract(epoch FROM now() - a.refilled_at))::float8)',
);

/** What an instance holds of an organisation's allowance, or that there is none. */
interface Lease {
  left: number;
  readonly granted: number;
  /** Whether it is of the store, to which the rest goes back. */
  readonly isOfStore: boolean;
  /** Requests may be taken from it, or none asked for, until then. */
  readonly until: number;
  /** Seconds after which there is one again, as far as is known; 0 where the store may have some. */
  readonly waitSeconds: number;
}

/** Opens the connections of an {@link Allowance}. */
export function createAllowancePool(
  options: Pick<ReadingPoolOptions, 'url' | 'isShared' | 'onIdleError'>,
): Pool {
  return createReadingPool({
    ...options,
    size: 2,
    applicationName: 'kvarbo-limits',
    // Longer than anybody waits, so that a server that is merely slow is not asked to open ever new connections.
    connectTimeoutMs: 2_000,
    statementTimeoutMs: 1_000,
  });
}

/**
 * How many requests each organisation may send, over all instances: a bucket in the store, of which each instance takes as many at a time
 * as it has used lately, and gives back the rest. So one request in many waits for the store, and no two instances give the same one.
 *
 * Where the store does not answer, each instance gives by itself what the limit allows in a second, and asks again after that.
 */
export class Allowance {
  readonly #options: AllowanceOptions;
  readonly #now: () => number;
  readonly #leases = new Map<string, Lease>();
  readonly #asked = new Map<string, Promise<void>>();
  #answers = true;

  constructor(options: AllowanceOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
  }

  /**
   * Takes one request of an organisation's allowance.
   *
   * @param organisation - as it is stored
   * @returns 0, or the seconds after which there is one again
   */
  async take(organisation: string): Promise<number> {
    for (;;) {
      const lease = this.#leases.get(organisation);
      if (lease && this.#now() < lease.until) {
        if (lease.left > 0) {
          lease.left -= 1;
          return 0;
        }
        if (lease.waitSeconds > 0) return lease.waitSeconds;
      }
      await this.#renewed(organisation);
    }
  }

  #renewed(organisation: string): Promise<void> {
    const asked =
      this.#asked.get(organisation) ??
      this.#renew(organisation).finally(() => this.#asked.delete(organisation));
    this.#asked.set(organisation, asked);
    return asked;
  }

  async #renew(organisation: string): Promise<void> {
    const { perSecond } = this.#options;
    const last = this.#leases.get(organisation);
    // Forgotten before it is sent: what may have been given back must not be used.
    this.#leases.delete(organisation);
    const unused = last?.isOfStore === true ? last.left : 0;
    const wanted = Math.min(perSecond, this.#wantedAfter(last));
    const values = [organisation, perSecond * BURST_SECONDS, perSecond, wanted, unused];
    try {
      const lease = this.#leaseOf(await patiently(this.#run(values)));
      this.#answers = true;
      this.#leases.set(organisation, lease);
    } catch (error) {
      this.#leases.set(organisation, {
        left: perSecond,
        granted: perSecond,
        isOfStore: false,
        until: this.#now() + LEASE_MS,
        waitSeconds: 1,
      });
      if (this.#answers) this.#options.onFault(storeErrorOf(error));
      this.#answers = false;
    }
  }

  /** Twice as many where the last ones were soon used up, else as many as were used of them. */
  #wantedAfter(last: Lease | undefined): number {
    if (!last?.isOfStore) return 1;
    const isUsedUp = last.left === 0 && this.#now() < last.until;
    return Math.max(1, isUsedUp ? 2 * last.granted : last.granted - last.left);
  }

  #leaseOf({ granted, tokens }: Taken): Lease {
    const missing = granted === 0 ? (1 - tokens) / this.#options.perSecond : 0;
    return {
      left: granted,
      granted,
      isOfStore: true,
      until: this.#now() + (granted > 0 ? LEASE_MS : Math.min(LEASE_MS, missing * 1000)),
      waitSeconds: granted > 0 ? 0 : Math.max(1, Math.ceil(missing)),
    };
  }

  #run(values: readonly unknown[]): Promise<Taken> {
    return borrowed(this.#options.pool, async (client) => {
      const flight = new Flight(client);
      const sent = [
        flight.add({ name: 'kvarbo_allow_begin', text: 'BEGIN', values: [] }),
        flight.add({ name: 'kvarbo_allow_enter', text: ENTER, values: [] }),
        flight.add({ name: 'kvarbo_allow_take', text: TAKE, values }),
        flight.add({ name: 'kvarbo_commit', text: 'COMMIT', values: [] }),
      ] as const;
      const landed = new Promise<void>((resolve) => {
        flight.callback = () => {
          resolve();
        };
      });
      client.query(flight);
      const [, , taken] = await Promise.all(sent);
      await landed;
      return taken.rows[0] as Taken;
    });
  }
}

interface Taken {
  readonly granted: number;
  readonly tokens: number;
}

/** What comes after that is lost: tokens of it are nobody's. */
async function patiently<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      // A process that was busy that long has yet to read what has come meanwhile.
      setImmediate(reject, new UnavailableError());
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

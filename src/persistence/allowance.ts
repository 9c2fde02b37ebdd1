import type { Pool } from 'pg';
import { borrowed } from './borrowed';
import { Flight } from './flight';

/** What an allowance is made from. */
export interface AllowanceOptions {
  readonly pool: Pool;
  /** Requests that one organisation may send in a second, over some time. */
  readonly perSecond: number;
}

/** Seconds of requests that may come at once. */
const BURST_SECONDS = 10;
/** An instance takes this share of what may come at once, so that few requests wait for the store. */
const SHARE = 1 / 10;
/** How long what an instance has taken is good, in milliseconds: longer, and instances could hoard. */
const LEASE_MS = 1_000;

const ENTER = `SELECT set_config('role', 'kvarbo_limiter', true), set_config('synchronous_commit', 'off', true)`;

/** A bucket that fills at a rate and of which whole requests are taken, as many as are asked for or as there are. */
const TAKE = `
  INSERT INTO limits.allowance AS a (organisation, tokens, refilled_at, granted)
  VALUES ($1, $2::float8 - $4::int, now(), $4::int)
  ON CONFLICT (organisation) DO UPDATE SET
    granted = floor(least($4::int, filled(a))),
    tokens = filled(a) - floor(least($4::int, filled(a))),
    refilled_at = greatest(a.refilled_at, now())
  RETURNING granted, tokens`.replaceAll(
  'filled(a)',
  'least($2::float8, a.tokens + $3::float8 * greatest(0, extract(epoch FROM now() - a.refilled_at))::float8)',
);

/** What an instance holds of an organisation's allowance, or that there is none. */
interface Lease {
  left: number;
  /** Requests may be taken from it, or none asked for, until then. */
  readonly until: number;
  /** Seconds after which there is one again, as far as is known. */
  readonly waitSeconds: number;
}

/**
 * How many requests each organisation may send, over all instances: a bucket in the store, of which each instance takes a few at a time. So one
 * request in many waits for the store, and no two instances give the same one.
 *
 * Where the store does not answer nobody is held up: whatever was asked for will tell.
 */
export class Allowance {
  readonly #options: AllowanceOptions;
  readonly #leases = new Map<string, Lease>();
  readonly #asked = new Map<string, Promise<Lease>>();

  constructor(options: AllowanceOptions) {
    this.#options = options;
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
      if (lease && performance.now() < lease.until) {
        if (lease.left > 0) {
          lease.left -= 1;
          return 0;
        }
        if (lease.waitSeconds > 0) return lease.waitSeconds;
      }
      try {
        await this.#renewed(organisation);
      } catch {
        return 0;
      }
    }
  }

  #renewed(organisation: string): Promise<Lease> {
    const asked =
      this.#asked.get(organisation) ??
      this.#renew(organisation).finally(() => this.#asked.delete(organisation));
    this.#asked.set(organisation, asked);
    return asked;
  }

  async #renew(organisation: string): Promise<Lease> {
    const { perSecond } = this.#options;
    const most = perSecond * BURST_SECONDS;
    const wanted = Math.max(1, Math.floor(most * SHARE));
    const { granted, tokens } = await this.#run([organisation, most, perSecond, wanted]);
    const missing = granted === 0 ? (1 - tokens) / perSecond : 0;
    const lease = {
      left: granted,
      until: performance.now() + (granted > 0 ? LEASE_MS : Math.min(LEASE_MS, missing * 1000)),
      waitSeconds: granted > 0 ? 0 : Math.max(1, Math.ceil(missing)),
    };
    this.#leases.set(organisation, lease);
    return lease;
  }

  #run(values: readonly unknown[]): Promise<{ granted: number; tokens: number }> {
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
      return taken.rows[0] as { granted: number; tokens: number };
    });
  }
}

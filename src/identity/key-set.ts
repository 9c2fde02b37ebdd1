import { UnauthenticatedError, UnavailableError, type Clock } from '../shared';
import { fetchJson } from './fetch-json';
import type { IdentityLog } from './identity-log';
import { readKeySet, type PublishedKey } from './published-keys';

const REFRESH_MS = 10 * 60_000;
const RETRY_MS = 30_000;
/** Until the first key set has come, nobody of this issuer can be let in: try sooner. */
const FIRST_RETRY_MS = 5_000;
const UNKNOWN_KEY_MS = 30_000;

export interface KeySetOptions {
  readonly issuer: string;
  readonly jwksUri: string;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  readonly log: IdentityLog;
}

/**
 * The published keys of one issuer, fetched ahead of need.
 *
 * The last good set is kept while the issuer cannot be reached. A token cannot make the service fetch more often
 * than twice a minute, and requests that wait for keys share one fetch.
 */
export class KeySet {
  private keys: readonly PublishedKey[] | null = null;
  private inFlight: Promise<void> | null = null;
  private fetchedForTokenAt = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private readonly stopped = new AbortController();

  constructor(private readonly options: KeySetOptions) {}

  /** True once a key set has been fetched. */
  get loaded(): boolean {
    return this.keys !== null;
  }

  /** Fetches for the first time and from then on in the background; a failure is logged and tried again. */
  async start(): Promise<void> {
    this.running = true;
    await this.refresh();
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.stopped.abort();
  }

  /** Whether the key with this fingerprint is still published. */
  holds(fingerprint: string): boolean {
    return this.keys?.some((key) => key.fingerprint === fingerprint) ?? false;
  }

  /**
   * The one published key that a token header means.
   *
   * @throws UnauthenticatedError if there is none or more than one; UnavailableError if no key set was ever fetched.
   */
  async find(keyId: string | undefined, algorithm: string): Promise<PublishedKey> {
    if (!this.publishes(keyId)) await this.refreshForToken();
    if (this.keys === null) throw new UnavailableError();
    if (keyId === undefined && this.keys.length > 1) {
      throw new UnauthenticatedError('token does not name one of several keys');
    }
    const named = this.named(keyId);
    if (named.length === 0) throw new UnauthenticatedError('key is not published for signatures');
    const [key, ...others] = named.filter((candidate) => candidate.fits(algorithm));
    if (key === undefined) throw new UnauthenticatedError('key does not fit the algorithm');
    if (others.length > 0) throw new UnauthenticatedError('several keys have the same name');
    return key;
  }

  private publishes(keyId: string | undefined): boolean {
    return this.named(keyId).length > 0;
  }

  private named(keyId: string | undefined): readonly PublishedKey[] {
    const keys = this.keys ?? [];
    return keyId === undefined ? keys : keys.filter((key) => key.id === keyId);
  }

  private async refreshForToken(): Promise<void> {
    if (this.inFlight === null) {
      const now = this.options.clock.now().getTime();
      const interval = this.loaded ? UNKNOWN_KEY_MS : FIRST_RETRY_MS;
      // The absolute value, so that a clock set back does not close the door for the rest of the day.
      if (Math.abs(now - this.fetchedForTokenAt) < interval) return;
      this.fetchedForTokenAt = now;
    }
    await this.refresh();
  }

  private refresh(): Promise<void> {
    this.inFlight ??= this.fetchKeys().finally(() => {
      this.inFlight = null;
    });
    return this.inFlight;
  }

  private async fetchKeys(): Promise<void> {
    const { issuer, jwksUri, log } = this.options;
    let next = REFRESH_MS;
    try {
      this.keys = readKeySet(await fetchJson(this.options.fetch, jwksUri, this.stopped.signal));
    } catch (error) {
      if (this.stopped.signal.aborted) return;
      next = this.loaded ? RETRY_MS : FIRST_RETRY_MS;
      log.warn({ issuer, reason: causeOf(error), keptLastGood: this.loaded }, 'keys not fetched');
    }
    this.schedule(next);
  }

  private schedule(delay: number): void {
    if (!this.running) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), delay).unref();
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code, message } = cause as { code?: unknown; message?: unknown };
  return typeof code === 'string' ? code : String(message);
}

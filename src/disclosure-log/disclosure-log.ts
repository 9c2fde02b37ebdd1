import type { BlindIndexer, Keyring } from '../persistence';
import { storeErrorOf } from '../persistence';
import { LogUnavailableError } from '../shared';
import type { Clock } from '../shared';
import type { ActorRow } from './actors';
import type { ChainHead } from './chain';
import { Chain } from './chain';
import type { Disclosure } from './disclosure';
import type { ShapeRow } from './sheet-format';
import type { PreparedSheet } from './sheet-texts';
import { SheetTexts } from './sheet-texts';
import { GroupCommit } from './group-commit';
import { LogConnection } from './log-connection';
import { insertOf, trialOf } from './log-statements';
import { StoredRows } from './stored-rows';

/** What signs how far the log has come. */
export interface Checkpoints {
  /** Told after each flush how far its chain is durable. Returns at once and never throws. */
  note(head: ChainHead): void;
  /** Signs what was noted last, and ends. Never rejects. */
  stop(): Promise<void>;
}

/** What the log is made from; times in milliseconds. */
export interface DisclosureLogOptions {
  /** Connection string of the service's login. */
  readonly url: string;
  /** Whether a pooler gives the server's end of a connection to others after each transaction; no unless told. */
  readonly isShared?: boolean;
  readonly indexer: BlindIndexer;
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly checkpoints: Checkpoints;
  /** Told about each attempt to write that failed; such an error holds no values. */
  readonly onFault: (error: unknown) => void;
  /** How long the first of a group waits for others; 0 unless told, which is the rest of the turn of the event loop. */
  readonly windowMs?: number;
  /** Longest time until a sheet is durable or refused; 2 000 unless told. */
  readonly timeoutMs?: number;
  /** How long readiness may be told from the last attempt to write; 1 000 unless told. */
  readonly freshMs?: number;
  /** Most entries waiting, one for each case of a sheet; 20 000 unless told. */
  readonly mostWaiting?: number;
}

/** Entries; keeps a flush well below the time that it has. */
const MOST_PER_FLUSH = 2_000;

/**
 * Writes the disclosure log. An answer may leave when {@link DisclosureLog.record} has resolved, and not before.
 *
 * @legalSource SPL-10-ACCESS
 * @legalSource OSL-21-7
 */
export class DisclosureLog {
  readonly #options: DisclosureLogOptions;
  readonly #connection: LogConnection;
  readonly #commits: GroupCommit<PreparedSheet>;
  readonly #texts: SheetTexts;
  readonly #storedShapes = new StoredRows<ShapeRow>();
  readonly #storedActors = new StoredRows<ActorRow>();
  readonly #freshMs: number;
  #chain: Chain;
  #well = false;
  #triedAt = -Infinity;
  #trialWanted = false;
  #trial: Promise<boolean> | null = null;
  #stopped = false;

  constructor(options: DisclosureLogOptions) {
    const timeoutMs = options.timeoutMs ?? 2_000;
    this.#options = options;
    this.#freshMs = options.freshMs ?? 1_000;
    this.#connection = new LogConnection({
      url: options.url,
      timeoutMs,
      isShared: options.isShared === true,
    });
    this.#texts = new SheetTexts(options.indexer, options.keyring);
    this.#chain = Chain.first(options.clock.now());
    this.#commits = new GroupCommit({
      flush: (prepared, signal) => this.#flush(prepared, signal),
      windowMs: options.windowMs ?? 0,
      sizeOf: ({ sheet }) => sheet.cases.length,
      timeoutMs,
      mostPerFlush: MOST_PER_FLUSH,
      mostWaiting: options.mostWaiting ?? 20_000,
    });
  }

  /**
   * Resolves when the sheets are durable, all of them; at once when there are none.
   *
   * @throws LogUnavailableError when they are not, or nobody knows: then nothing may be disclosed
   * @throws TypeError when a disclosure is malformed
   */
  async record(disclosures: readonly Disclosure[]): Promise<void> {
    if (disclosures.length === 0) return;
    const prepared = this.#texts.prepare(disclosures);
    if (this.#stopped) throw new LogUnavailableError();
    await this.#commits.join(prepared).catch((error: unknown) => {
      throw Object.assign(new LogUnavailableError(), { cause: storeErrorOf(error) });
    });
  }

  /**
   * Whether sheets can be written: as the last attempt ended if it is fresh, else by writing one and taking it back.
   * Never rejects.
   */
  async ready(): Promise<boolean> {
    if (this.#stopped) return false;
    if (performance.now() - this.#triedAt < this.#freshMs) return this.#well;
    this.#trial ??= this.#try();
    return this.#trial;
  }

  /** Writes what waits, has it signed, and ends; what comes later is refused. Never rejects. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#commits.idle();
    await this.#options.checkpoints.stop();
    await this.#connection.end();
  }

  async #try(): Promise<boolean> {
    this.#trialWanted = true;
    await this.#commits.join([]).catch(() => undefined);
    this.#trial = null;
    return this.#well;
  }

  /** One attempt to write. After a fault the next one begins anew, with nothing to be done by hand. */
  async #flush(prepared: readonly PreparedSheet[], signal: AbortSignal): Promise<void> {
    try {
      if (this.#trialWanted) {
        this.#trialWanted = false;
        const trial = trialOf(this.#options.clock.now(), this.#chain.row.instance);
        await this.#connection.run(trial, signal);
      }
      if (prepared.length > 0 || !this.#chain.announced) await this.#write(prepared, signal);
      this.#well = true;
    } catch (error) {
      this.#well = false;
      this.#options.onFault(storeErrorOf(error));
      throw error;
    } finally {
      this.#triedAt = performance.now();
    }
    if (prepared.length > 0) this.#options.checkpoints.note(this.#chain.head);
  }

  async #write(prepared: readonly PreparedSheet[], signal: AbortSignal): Promise<void> {
    const now = this.#options.clock.now();
    const sheets = prepared.map(({ sheet }) => sheet);
    const links = this.#chain.link(sheets, now);
    const shapes = this.#storedShapes.missing(prepared.map(({ shape }) => shape));
    const actors = this.#storedActors.missing(prepared.map(({ actor }) => actor));
    const chain = this.#chain.announced ? null : this.#chain.row;
    await this.#connection.open(signal);
    try {
      await this.#connection.run(insertOf({ chain, shapes, actors, sheets, links }), signal);
    } catch (error) {
      // Nobody knows whether it became durable, so that the next sheet must not follow on it.
      this.#chain = this.#chain.successor(now);
      throw error;
    }
    this.#chain.advance(links);
    this.#storedShapes.note(shapes);
    this.#storedActors.note(actors);
  }
}

import type { ChainHead } from './chain';
import { chainSeed, type ChainRow } from './sheet-format';
import type { DroppedChain } from './checkpoint-format';
import type { SheetRecord, HeadRecord, LogRecord } from './log-record';

/** A month of the log in UTC, `YYYY-MM`. */
export type Month = string;

/** One chain on its way past the plan. */
interface ChainSpan {
  readonly seed: string;
  /** The last of the sheets at the start of the chain that all are old enough. */
  dropped: { readonly sequence: number; readonly hash: string } | null;
  /** Whether all sheets so far were old enough. */
  isOld: boolean;
  /** The last sheet, and when it was written. */
  last: (ChainHead & { readonly at: Date }) | null;
  /** The last sheet that is signed. */
  signed: number;
}

/**
 * Decides from a log that is being checked what may go: of each chain the sheets at its start up to the first one that is not
 * old enough. A clock that once went wrong thereby keeps sheets longer, and never lets one go too early.
 *
 * @legalSource SPL-10-ACCESS
 */
export class RetentionPlan {
  /** How many sheets go, by month. */
  readonly going = new Map<Month, number>();
  /** Months that are over but have sheets that must stay for now. */
  readonly mixed = new Set<Month>();
  /** Shapes and actors to which sheets that stay refer, by id in hex. */
  readonly shapes = new Set<string>();
  readonly actors = new Set<string>();
  readonly #chains = new Map<string, ChainSpan>();

  /** @param before - the first instant that is kept */
  constructor(readonly before: Date) {}

  /** Passes records on and looks at each. */
  async *watch(records: AsyncIterable<LogRecord>): AsyncGenerator<LogRecord> {
    for await (const record of records) {
      try {
        if (record.kind === 'chain') this.#begin(record.chain);
        if (record.kind === 'sheet') this.#look(record);
        if (record.kind === 'head') this.#sign(record);
      } catch {
        // A row that could never have been written; the check names it, and nothing goes.
      }
      yield record;
    }
  }

  /** How many sheets go in all. */
  get count(): number {
    return [...this.going.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Where each chain begins once the plan is carried out; chains that lose nothing are not among them. */
  boundaries(): readonly DroppedChain[] {
    return [...this.#chains].flatMap(([instance, { seed, dropped }]) =>
      dropped === null ? [] : [{ instance, ...dropped, seed }],
    );
  }

  /** The last sheet of each chain that was seen. */
  heads(): readonly { readonly instance: string; readonly sequence: number }[] {
    return [...this.#chains].map(([instance, { last }]) => ({
      instance,
      sequence: last?.sequence ?? 0,
    }));
  }

  /** The ends of chains that nobody signs any more, since their last sheet is older than an instant: an instance was killed. */
  unsignedBefore(instant: Date): readonly ChainHead[] {
    return [...this.#chains.values()].flatMap(({ last, signed }) =>
      last !== null && last.sequence > signed && last.at < instant ? [last] : [],
    );
  }

  #begin(chain: ChainRow): void {
    const seed = chainSeed(chain).toString('hex');
    this.#chains.set(chain.instance, { seed, dropped: null, isOld: true, last: null, signed: 0 });
  }

  #sign({ instance, sequence }: HeadRecord): void {
    const chain = this.#chains.get(instance);
    if (chain) chain.signed = Math.max(chain.signed, sequence);
  }

  #look({ sheet, hash }: SheetRecord): void {
    const chain = this.#chains.get(sheet.instance);
    if (!chain) return;
    const { sequence, recordedAt } = sheet;
    const month = recordedAt.toISOString().slice(0, 7);
    const isOld = recordedAt < this.before;
    chain.last = { instance: sheet.instance, sequence, hash, at: recordedAt };
    chain.isOld &&= isOld;
    if (chain.isOld) {
      chain.dropped = { sequence, hash: hash.toString('hex') };
      this.going.set(month, (this.going.get(month) ?? 0) + 1);
      return;
    }
    if (isOld) this.mixed.add(month);
    this.shapes.add(sheet.shape.toString('hex'));
    this.actors.add(sheet.actor.toString('hex'));
  }
}

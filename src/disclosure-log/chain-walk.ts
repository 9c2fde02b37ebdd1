import type { SheetRow } from './sheet-format';
import { sheetHash } from './sheet-format';
import type { FaultList } from './log-faults';

/** A sheet as a chain knows it: its number and its hash. */
export interface ChainPoint {
  readonly sequence: number;
  readonly hash: Buffer;
}

/** Sheets in a row that do not follow from what stands before them. */
interface Break {
  readonly first: number;
  last: number;
  /** The hash of the sheet before the last one of the break. */
  before: Buffer;
  /** The hash that the last sheet of the break should have. */
  computed: Buffer;
}

/** Something outside of a chain that says what a sheet of it was. */
export interface Witness extends ChainPoint {
  /** Who says so, in the words of a report: `checkpoint 7`. */
  readonly name: string;
  readonly isSigned: boolean;
}

/**
 * Follows one chain from its start to its end and names where it is broken.
 *
 * A break is named once: sheets that are wrong only because the one before them is are part of it.
 */
export class ChainWalk {
  /** The last sheet that a checkpoint speaks for. */
  #signed: number;
  /** The last sheet from which a later chain goes on; null when none does. */
  #followed: number | null = null;
  #last: number;
  /** The stored hash of the last sheet; null after a gap, where nobody knows what it should be. */
  #hash: Buffer | null;
  #break: Break | null = null;
  /** Faults of this chain so far: what witnesses say about a broken chain is nothing new. */
  #isBroken = false;
  #farthest: Witness | null = null;

  /**
   * @param instance - names the chain
   * @param start - its seed with 0, or the last sheet that was dropped
   */
  constructor(
    readonly instance: string,
    private readonly start: ChainPoint,
    private readonly faults: FaultList,
  ) {
    this.#last = start.sequence;
    this.#hash = start.hash;
    this.#signed = start.sequence;
  }

  /** Sheets after the last one that a checkpoint speaks for. */
  get unsigned(): number {
    return this.#last - this.#signed;
  }

  /** Sheets after the last one from which a later chain goes on. */
  get extra(): number {
    return this.#followed === null ? 0 : this.#last - this.#followed;
  }

  /** The next sheet; they come in the order of their numbers. */
  sheet(sheet: SheetRow, hash: Buffer): void {
    const { sequence } = sheet;
    if (sequence <= this.start.sequence) {
      this.#fault(
        'LEFT_OVER',
        sequence,
        `sheet ${sequence} was dropped, or never was, and stands here`,
      );
      return;
    }
    if (sequence <= this.#last) {
      this.#again(sheet, hash);
      return;
    }
    if (sequence > this.#last + 1) this.#gap(sequence);
    if (sequence === this.#farthest?.sequence) this.#misplaced(this.#farthest, 'before');
    if (this.#hash !== null) this.#follow(this.#hash, sheet, hash);
    this.#last = sequence;
    this.#hash = hash;
  }

  /** What is said about the last sheet, or about one that should have come. */
  witness(witness: Witness): void {
    const { sequence, hash, name, isSigned } = witness;
    if (sequence > this.#last) {
      if (sequence > (this.#farthest?.sequence ?? 0)) this.#farthest = witness;
      return;
    }
    if (isSigned) this.#signed = Math.max(this.#signed, sequence);
    else this.#followed = Math.max(this.#followed ?? 0, sequence);
    const isSilent = this.#isBroken || this.#break !== null;
    const isDropped = sequence < this.start.sequence;
    if (isSilent || isDropped) return;
    if (sequence < this.#last) {
      this.#misplaced(witness, 'behind the sheet after');
    } else if (this.#hash?.equals(hash) === false) {
      this.#fault(
        'REWRITTEN',
        sequence,
        `${name} has another hash for sheet ${sequence}: it or one before it was rewritten with all hashes after it`,
      );
    }
  }

  /** To be called after the last sheet. */
  end(): void {
    this.#settle();
    const farthest = this.#farthest;
    if (farthest === null || farthest.sequence <= this.#last) return;
    const gone = span(this.#last + 1, farthest.sequence);
    this.#fault('CUT', this.#last + 1, `${gone} at the end gone: ${farthest.name} speaks of them`);
  }

  #follow(before: Buffer, sheet: SheetRow, hash: Buffer): void {
    const { sequence } = sheet;
    const computed = hashOf(before, sheet);
    if (computed?.equals(hash) === true) {
      this.#settle();
      return;
    }
    const open = this.#break;
    if (open?.first === open?.last && open && hashOf(open.computed, sheet)?.equals(hash) === true) {
      // Only the stored hash of the one before was changed.
      this.#settle();
      return;
    }
    const fresh = { last: sequence, before, computed: computed ?? hash };
    this.#break = { first: open?.first ?? sequence, ...fresh };
  }

  /** A number that was there already; the one that follows from what stands before is taken for the true one. */
  #again(sheet: SheetRow, hash: Buffer): void {
    const { sequence } = sheet;
    const open = this.#break;
    if (open?.last === sequence && hashOf(open.before, sheet)?.equals(hash) === true) {
      this.#break = null;
      this.#hash = hash;
    }
    this.#fault('REPEATED', sequence, `sheet ${sequence} stands twice, or behind a later one`);
  }

  #gap(sequence: number): void {
    this.#settle();
    this.#fault('MISSING', this.#last + 1, `${span(this.#last + 1, sequence - 1)} gone`);
    this.#hash = null;
  }

  /** What stands elsewhere than behind its sheet is not held against it, so that any hash would pass. */
  #misplaced({ name, sequence }: Witness, where: string): void {
    this.#fault('CHECKPOINT_CHANGED', sequence, `${name} stands ${where} sheet ${sequence}`);
  }

  #settle(): void {
    const found = this.#break;
    if (found === null) return;
    this.#break = null;
    if (found.first === found.last) {
      const chain = found.first === 1 ? ', or what its chain says about itself,' : '';
      const what = `sheet ${found.first}${chain} was changed: it does not give its hash`;
      this.#fault('CHANGED', found.first, what);
    } else {
      this.#fault(
        'OUT_OF_PLACE',
        found.first,
        `sheets ${found.first} to ${found.last} are not where they were written: some were put in, taken out, moved or swapped`,
      );
    }
  }

  #fault(kind: Parameters<FaultList['add']>[0], sequence: number, what: string): void {
    this.#isBroken = true;
    this.faults.add(kind, { instance: this.instance, sequence }, `chain ${this.instance}: ${what}`);
  }
}

/** Null when the row is not one that could ever have been written, such as with a date beyond all dates. */
function hashOf(before: Buffer, sheet: SheetRow): Buffer | null {
  try {
    return sheetHash(before, sheet);
  } catch {
    return null;
  }
}

function span(first: number, last: number): string {
  return first === last ? `sheet ${first} is` : `sheets ${first} to ${last} are`;
}

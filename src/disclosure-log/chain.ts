import { randomUUID } from 'node:crypto';
import type { ChainRow, SheetText } from './sheet-format';
import { canonicalText, chainSeed, linkHash } from './sheet-format';

/** The last durable sheet of a chain; sequence 0 and the seed before the first. */
export interface ChainHead {
  readonly instance: string;
  readonly sequence: number;
  readonly hash: Buffer;
}

/** Sheets that continue a chain, with the hash of each, and the head that the chain has once they are durable. */
export interface Links {
  /** ISO 8601 in UTC with milliseconds. */
  readonly recordedAt: string;
  readonly hashes: readonly Buffer[];
  readonly head: ChainHead;
}

/** One chain of sheets: where it comes from, and how far it is known to be durable. */
export class Chain {
  readonly row: ChainRow;
  #head: ChainHead;
  #announced = false;

  private constructor(row: ChainRow) {
    this.row = row;
    this.#head = { instance: row.instance, sequence: 0, hash: chainSeed(row) };
  }

  /** The first chain of a process. */
  static first(startedAt: Date): Chain {
    return new Chain({
      instance: randomUUID(),
      startedAt,
      predecessor: null,
      predecessorSequence: null,
      predecessorHash: null,
    });
  }

  /** Whether the chain's row is known to be durable. */
  get announced(): boolean {
    return this.#announced;
  }

  get head(): ChainHead {
    return this.#head;
  }

  /** The chain to go on with when nobody knows whether the last flush became durable: what is known comes before it. */
  successor(startedAt: Date): Chain {
    const { predecessor, predecessorSequence, predecessorHash } = this.row;
    const { instance, sequence, hash } = this.#head;
    return new Chain({
      instance: randomUUID(),
      startedAt,
      ...(this.#announced
        ? { predecessor: instance, predecessorSequence: sequence, predecessorHash: hash }
        : { predecessor, predecessorSequence, predecessorHash }),
    });
  }

  /** Chains sheets to the head, which stays where it is until {@link Chain.advance}. */
  link(sheets: readonly SheetText[], at: Date): Links {
    const recordedAt = at.toISOString();
    const { instance } = this.row;
    let { sequence, hash } = this.#head;
    const hashes = sheets.map((sheet) => {
      sequence += 1;
      hash = linkHash(hash, canonicalText(recordedAt, instance, sequence, sheet));
      return hash;
    });
    return { recordedAt, hashes, head: { instance, sequence, hash } };
  }

  /** Notes that sheets, and the chain's row with the first of them, are durable. */
  advance({ head }: Links): void {
    this.#announced = true;
    this.#head = head;
  }
}

import type { ChainPoint, Witness } from './chain-walk';
import type { DroppedChain } from './checkpoint-format';
import { chainSeed, type ChainRow } from './sheet-format';
import type { FaultList } from './log-faults';

/** One chain, and what chains that go on from it say about it. */
interface KnownChain {
  readonly row: ChainRow;
  readonly seed: Buffer;
  readonly start: ChainPoint;
  readonly links: Witness[];
}

/** All chains of a log, where each begins, and how they are linked. */
export class ChainRegister {
  count = 0;
  readonly #chains = new Map<string, KnownChain>();

  constructor(
    private readonly dropped: ReadonlyMap<string, DroppedChain>,
    private readonly faults: FaultList,
  ) {}

  /** Sheets that were dropped when their time was over. */
  get droppedSheets(): number {
    return [...this.dropped.values()].reduce((sum, { sequence }) => sum + sequence, 0);
  }

  add(row: ChainRow): void {
    this.count += 1;
    const seed = seedOf(row);
    const { instance } = row;
    const dropped = this.dropped.get(instance);
    if (dropped && dropped.seed !== seed.toString('hex')) this.#changed(instance);
    const start = dropped
      ? { sequence: dropped.sequence, hash: Buffer.from(dropped.hash, 'hex') }
      : { sequence: 0, hash: seed };
    this.#chains.set(instance, { row, seed, start, links: [] });
  }

  /**
   * To be called after the last chain: links them.
   *
   * @param signed - chains of which checkpoints speak
   */
  link(signed: Iterable<string>): void {
    for (const chain of this.#chains.values()) this.#link(chain);
    for (const { links } of this.#chains.values()) links.sort((a, b) => a.sequence - b.sequence);
    const named = new Set([...signed, ...this.dropped.keys()]);
    for (const instance of named) {
      if (!this.#chains.has(instance)) this.#gone(instance, 'a checkpoint speaks of it');
    }
  }

  startOf(instance: string): ChainPoint | null {
    return this.#chains.get(instance)?.start ?? null;
  }

  /** What later chains say about a chain, by sequence. */
  linksOf(instance: string): readonly Witness[] {
    return this.#chains.get(instance)?.links ?? [];
  }

  instances(): Iterable<string> {
    return this.#chains.keys();
  }

  #link({ row }: KnownChain): void {
    const { instance, predecessor, predecessorSequence, predecessorHash } = row;
    if (predecessor === null) return;
    const before = this.#chains.get(predecessor);
    if (!before) {
      this.#gone(predecessor, `chain ${instance} goes on from it`);
    } else if (predecessorSequence === null || predecessorHash === null) {
      this.#changed(instance);
    } else if (predecessorSequence === 0) {
      if (!predecessorHash.equals(before.seed)) this.#changed(predecessor);
    } else {
      before.links.push({
        sequence: predecessorSequence,
        hash: predecessorHash,
        name: `chain ${instance}`,
        isSigned: false,
      });
    }
  }

  #gone(instance: string, why: string): void {
    this.faults.add('NO_CHAIN', { instance }, `chain ${instance} is gone: ${why}`);
  }

  #changed(instance: string): void {
    const message = `chain ${instance}: what it says about itself was changed`;
    this.faults.add('CHAIN_CHANGED', { instance }, message);
  }
}

/** A row that could never have been written gives a seed that nothing follows from. */
function seedOf(row: ChainRow): Buffer {
  try {
    return chainSeed(row);
  } catch {
    return Buffer.alloc(32);
  }
}

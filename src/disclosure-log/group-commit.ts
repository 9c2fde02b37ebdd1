/** How a group commit works; times in milliseconds. */
export interface GroupCommitOptions<T> {
  /** Makes items durable, all or none. The signal fires when it has taken too long; it must reject soon after. */
  readonly flush: (items: readonly T[], signal: AbortSignal) => Promise<void>;
  /** How long the first of a group waits for others; at 0 until the turn of the event loop ends. */
  readonly windowMs: number;
  /** Longest time from joining until durable. */
  readonly timeoutMs: number;
  /** How much an item counts. */
  readonly sizeOf: (item: T) => number;
  /** Most of them in one flush, unless one caller brings more. */
  readonly mostPerFlush: number;
  /** Most of them waiting. */
  readonly mostWaiting: number;
}

interface Ticket<T> {
  readonly items: readonly T[];
  readonly size: number;
  readonly joinedAt: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Why a group commit took nobody in. */
class QueueFullError extends Error {
  constructor() {
    super('Too much waits to be written.');
    this.name = 'QueueFullError';
  }
}

/**
 * Makes the items of many callers durable together: one flush at a time, and whoever joins during it goes with the next.
 *
 * When a flush fails, those who wait behind it fail with it: what they want written cannot be written either.
 */
export class GroupCommit<T> {
  #waiting: Ticket<T>[] = [];
  #waitingSize = 0;
  #running: Promise<void> | null = null;

  constructor(private readonly options: GroupCommitOptions<T>) {}

  /**
   * Resolves when the items are durable, in the order of the calls.
   *
   * @throws QueueFullError when too much waits already
   * @throws whatever the flush threw
   */
  join(items: readonly T[]): Promise<void> {
    const size = items.reduce((sum, item) => sum + this.options.sizeOf(item), 0);
    if (this.#waitingSize + size > this.options.mostWaiting) {
      return Promise.reject(new QueueFullError());
    }
    this.#waitingSize += size;
    const done = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ items, size, joinedAt: performance.now(), resolve, reject });
    });
    this.#running ??= this.#run();
    return done;
  }

  /** Resolves when nothing waits and nothing is being flushed. Never rejects. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    await this.#window();
    while (this.#waiting.length > 0) await this.#flushGroup();
    this.#running = null;
  }

  #window(): Promise<void> {
    const { windowMs } = this.options;
    return new Promise((resolve) => {
      if (windowMs === 0) setImmediate(resolve);
      else setTimeout(resolve, windowMs);
    });
  }

  async #flushGroup(): Promise<void> {
    const group = this.#take();
    const oldest = group[0]?.joinedAt ?? 0;
    const controller = new AbortController();
    const timer = setTimeout(
      () => {
        controller.abort();
      },
      Math.max(0, oldest + this.options.timeoutMs - performance.now()),
    );
    try {
      await this.options.flush(
        group.flatMap(({ items }) => items),
        controller.signal,
      );
      for (const { resolve } of group) resolve();
    } catch (error) {
      for (const { reject } of [...group, ...this.#takeAll()]) reject(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** The next callers whose items fit into one flush together, one at least. */
  #take(): readonly Ticket<T>[] {
    let sum = 0;
    const end = this.#waiting.findIndex(({ size }, index) => {
      sum += size;
      return index > 0 && sum > this.options.mostPerFlush;
    });
    if (end === -1) return this.#takeAll();
    const group = this.#waiting.splice(0, end);
    for (const { size } of group) this.#waitingSize -= size;
    return group;
  }

  #takeAll(): readonly Ticket<T>[] {
    const all = this.#waiting;
    this.#waiting = [];
    this.#waitingSize = 0;
    return all;
  }
}

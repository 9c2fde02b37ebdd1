import { BadUserInputError, type Problem } from './errors';
import { problemMessage, type ProblemCode } from './problem-catalogue';

/**
 * Collects every fault of one input, so that they are answered all at once.
 *
 * A child made by `at` writes into the same list below its own path.
 */
export class Problems {
  readonly #found: Problem[];
  readonly #prefix: string;

  constructor(prefix = '', found: Problem[] = []) {
    this.#found = found;
    this.#prefix = prefix;
  }

  /** Notes a fault at a path below this collector's own; an empty path is the collector's own. */
  add(path: string | number, code: ProblemCode): void {
    this.#found.push({ path: this.#below(path), code, message: problemMessage(code) });
  }

  /** The same list, seen from a path further down. */
  at(prefix: string | number): Problems {
    return new Problems(this.#below(prefix), this.#found);
  }

  /** All faults so far, of the whole input, in the order found. */
  get list(): readonly Problem[] {
    return [...this.#found];
  }

  /** @throws BadUserInputError if anything was found. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new BadUserInputError(this.list);
  }

  #below(path: string | number): string {
    return [this.#prefix, String(path)].filter((part) => part !== '').join('.');
  }
}

import type { FaultList, LogFaultKind } from './log-faults';

/** Rows that sheets share and refer to by id. A fault is named at the first sheet that it concerns, and once. */
export class SharedRows {
  count = 0;
  /** Whether the row under an id is what it was; an id that is not there has none. */
  readonly #isSound = new Map<string, boolean>();
  readonly #told = new Set<string>();

  /** @param name - of such a row, in the words of a report */
  constructor(
    private readonly kind: LogFaultKind,
    private readonly name: string,
    private readonly faults: FaultList,
  ) {}

  add(id: Buffer, isSound: boolean): void {
    this.count += 1;
    this.#isSound.set(id.toString('hex'), isSound);
  }

  /** A sheet refers to a row. */
  refer(id: Buffer, instance: string, sequence: number): void {
    const key = id.toString('hex');
    const isSound = this.#isSound.get(key);
    if (isSound === true || this.#told.has(key)) return;
    this.#told.add(key);
    const what = `${this.name} ${isSound === undefined ? 'is gone' : 'was changed'}`;
    const message = `chain ${instance}: sheet ${sequence} is the first whose ${what}`;
    this.faults.add(this.kind, { instance, sequence }, message);
  }

  /** To be called after the last sheet: names what is wrong and concerns no sheet. */
  end(): void {
    for (const [key, isSound] of this.#isSound) {
      if (isSound || this.#told.has(key)) continue;
      this.faults.add(
        this.kind,
        {},
        `the ${this.name} ${key}, to which no sheet refers, was changed`,
      );
    }
  }
}

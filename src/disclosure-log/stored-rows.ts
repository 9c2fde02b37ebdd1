/** How long a row is taken to be stored, in milliseconds: far less than the shortest time for which sheets are kept. */
const KNOWN_FOR_MS = 3_600_000;

/**
 * Which of the rows that many sheets share are durable, so that each is seldom sent.
 *
 * What is known expires: retention removes a row that no kept sheet refers to, which a sheet of the last hour prevents.
 */
export class StoredRows<Row extends { readonly id: Buffer }> {
  readonly #storedAt = new WeakMap<Row, number>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Those of some rows that must be sent, each once and in the order of ids. */
  missing(rows: readonly Row[]): readonly Row[] {
    const since = this.now() - KNOWN_FOR_MS;
    const missing = new Set(rows.filter((row) => (this.#storedAt.get(row) ?? -Infinity) < since));
    return [...missing].sort((a, b) => a.id.compare(b.id));
  }

  /** Notes that rows are durable. */
  note(rows: readonly Row[]): void {
    for (const row of rows) this.#storedAt.set(row, this.now());
  }
}

import type { Client, Connection, Submittable } from 'pg';

/** The parts of a connection of `pg` that its types leave out. */
interface CopyConnection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** One `COPY … FROM STDIN`, which `pg` itself has no words for. */
class CopyIn implements Submittable {
  constructor(
    private readonly text: string,
    private readonly rows: Buffer,
    private readonly end: (error: Error | null) => void,
  ) {}

  submit(connection: Connection): void {
    (connection as unknown as CopyConnection).query(this.text);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(this.rows);
    connection.endCopyFrom();
  }

  handleError(error: Error): void {
    this.end(error);
  }

  handleReadyForQuery(): void {
    this.end(null);
  }

  // eslint-disable-next-line @typescript-eslint/no-empty-function -- pg tells of it; nothing follows
  handleCommandComplete(): void {}
}

/**
 * Adds rows, given as the text format of `COPY` has them, to a table.
 *
 * @throws Error from PostgreSQL when a row does not fit
 */
export function copyIn(
  store: Client,
  table: string,
  columns: readonly string[],
  rows: Buffer,
): Promise<void> {
  const names = columns.map((name) => `"${name}"`).join(', ');
  return new Promise((resolve, reject) => {
    const end = (error: Error | null): void => {
      if (error) reject(error);
      else resolve();
    };
    store.query(new CopyIn(`COPY ${table} (${names}) FROM STDIN`, rows, end));
  });
}

import type { ClientBase, Connection, QueryResultRow } from 'pg';
import { serialize } from 'pg-protocol';
import { prepareValue } from 'pg/lib/utils';
import { parserOf } from './column-types';
import { keepsStatements } from './shared-connection';

/** One prepared statement with what it is run on. */
export interface Statement {
  /** Constant for one text on one connection. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What PostgreSQL answered to a statement. */
export interface StatementResult {
  readonly rows: QueryResultRow[];
  /** What was done, such as `COMMIT`, which is `ROLLBACK` when something before it had failed. */
  readonly command: string;
}

/** What a row description says that is needed here. */
interface Field {
  readonly name: string;
  readonly dataTypeID: number;
}

/** A statement as one connection holds it: its columns are described once, and not with every result. */
interface Prepared {
  readonly text: string;
  columns: readonly Column[];
}

interface Column {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** A statement on its way. */
interface Passenger {
  readonly prepared: Prepared;
  readonly rows: QueryResultRow[];
  /** What was done; null until it is. */
  command: string | null;
  readonly resolve: (result: StatementResult) => void;
  readonly reject: (error: unknown) => void;
}

const preparedOn = new WeakMap<Connection, Map<string, Prepared>>();

/** How many statements a client holds prepared through flights. */
export function preparedCount({ connection }: ClientBase & { connection: Connection }): number {
  return preparedOn.get(connection)?.size ?? 0;
}

/**
 * Statements that go to PostgreSQL in one packet and are answered in their order, with one confirmation for all of them: to be
 * filled, and then given to `client.query`. Once one of them has failed, those behind it are not run and fail with it.
 *
 * The driver's own queries are described, confirmed and timed one by one, which costs both sides more than most of our statements.
 */
export class Flight {
  /** Called when the connection is ready for the next flight, or with the fault that ended this one. The driver puts its own around it. */
  callback: ((error: unknown) => void) | undefined;
  readonly #prepared: Map<string, Prepared>;
  readonly #keepsStatements: boolean;
  readonly #packets: Buffer[] = [];
  readonly #passengers: Passenger[] = [];
  /** The first that is not answered yet. */
  #next = 0;
  /** That a value could not be read; the driver would not survive the throw. */
  #fault: unknown = null;

  constructor({ connection }: { readonly connection: Connection }) {
    this.#keepsStatements = keepsStatements({ connection });
    this.#prepared = preparedOn.get(connection) ?? new Map<string, Prepared>();
    preparedOn.set(connection, this.#prepared);
  }

  /**
   * Takes a statement along.
   *
   * @throws DatabaseError of the driver when it, or one before it, fails
   */
  add(statement: Statement): Promise<StatementResult> {
    const { text, values } = statement;
    // Without a name it is read anew each time.
    const name = this.#keepsStatements ? statement.name : '';
    const known = this.#keepsStatements ? this.#prepared.get(name) : undefined;
    if (known && known.text !== text) {
      return Promise.reject(new Error('A name stands for two prepared statements.'));
    }
    const bound = serialize.bind({
      statement: name,
      values: [...values],
      valueMapper: prepareValue,
    });
    const prepared = known ?? { text, columns: [] };
    if (known) {
      this.#packets.push(bound, serialize.execute());
    } else {
      if (this.#keepsStatements) this.#prepared.set(name, prepared);
      const described = serialize.describe({ type: 'P', name: '' });
      this.#packets.push(serialize.parse({ name, text }), bound, described, serialize.execute());
    }
    return new Promise((resolve, reject) => {
      this.#passengers.push({ prepared, rows: [], command: null, resolve, reject });
    });
  }

  submit(connection: Connection): void {
    this.#packets.push(serialize.sync());
    connection.stream.write(Buffer.concat(this.#packets));
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    const prepared = this.#passengers[this.#next]?.prepared;
    if (!prepared) return;
    prepared.columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: parserOf(dataTypeID),
    }));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const passenger = this.#passengers[this.#next];
    if (!passenger || this.#fault !== null) return;
    try {
      passenger.rows.push(rowOf(passenger.prepared, fields));
    } catch (error) {
      this.#fault = error;
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const passenger = this.#passengers[this.#next];
    if (passenger && this.#fault === null) passenger.command = text;
    this.#next += 1;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleReadyForQuery(): void {
    this.#land(this.#fault);
    this.callback?.(this.#fault);
  }

  handleError(error: unknown): void {
    this.#land(error);
    this.callback?.(error);
  }

  /** Tells everybody: whoever has no answer meets the fault. */
  #land(fault: unknown): void {
    for (const { rows, command, resolve, reject } of this.#passengers.splice(0)) {
      if (command === null) reject(fault);
      else resolve({ rows, command });
    }
  }
}

function rowOf({ columns }: Prepared, fields: readonly (string | null)[]): QueryResultRow {
  const row: QueryResultRow = {};
  let index = 0;
  for (const { name, parse } of columns) {
    const text = fields[index] ?? null;
    row[name] = text === null ? null : parse(text);
    index += 1;
  }
  return row;
}

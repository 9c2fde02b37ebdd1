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
  /** Whether the connection is cut at once when it fails, before anything else is sent on it; not so unless told. */
  readonly isVital?: boolean;
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
  readonly packets: readonly Buffer[];
  /** Whether its text goes along, to be prepared. */
  readonly isNew: boolean;
  readonly isVital: boolean;
  readonly prepared: Prepared;
  readonly rows: QueryResultRow[];
  /** What was done; null until it is. */
  command: string | null;
  readonly resolve: (result: StatementResult) => void;
  readonly reject: (error: unknown) => void;
}

const SYNC = serialize.sync();
const EXECUTE = serialize.execute();
const DESCRIBE = serialize.describe({ type: 'P', name: '' });

/** Connections of which nobody knows what they hold prepared. */
const unsure = new WeakSet<Connection>();

/** Whether a fault has left open which statements a client holds prepared, so that it is of no use any more. */
export function isUnsure({ connection }: ClientBase & { connection: Connection }): boolean {
  return unsure.has(connection);
}

const preparedOn = new WeakMap<Connection, Map<string, Prepared>>();

/** How many statements a client holds prepared through flights. */
export function preparedCount({ connection }: ClientBase & { connection: Connection }): number {
  return preparedOn.get(connection)?.size ?? 0;
}

/**
 * Statements that go to PostgreSQL in one packet and are answered in their order, with one confirmation for all of them. Given to
 * `client.query` it has its place among what else the client is asked; when its turn has come it takes along what is still asked for
 * in that turn of the event loop, and leaves. Once one of them has failed, those behind it are not run and fail with it.
 *
 * The driver's own queries are described, confirmed and timed one by one, which costs both sides more than most of our statements.
 */
export class Flight {
  /** Called when the connection is ready for the next flight, or with the fault that ended this one. The driver puts its own around it. */
  callback: ((error: unknown) => void) | undefined;
  readonly #connection: Connection;
  readonly #prepared: Map<string, Prepared>;
  readonly #keepsStatements: boolean;
  readonly #passengers: Passenger[] = [];
  /** The answer to the statement that was taken along last. */
  #last: Promise<StatementResult> | null = null;
  #isBoarding = true;
  /** The first that is not answered yet. */
  #next = 0;
  /** That a value could not be read; the driver would not survive the throw. */
  #fault: unknown = null;

  constructor({ connection }: { readonly connection: Connection }) {
    this.#connection = connection;
    this.#keepsStatements = keepsStatements({ connection });
    this.#prepared = preparedOn.get(connection) ?? new Map<string, Prepared>();
    preparedOn.set(connection, this.#prepared);
  }

  /** Whether statements can still be taken along. */
  get isBoarding(): boolean {
    return this.#isBoarding;
  }

  /**
   * Takes a statement along.
   *
   * @param statement - without a name it is read anew each time
   * @throws DatabaseError of the driver when it, or one before it, fails
   */
  add(statement: Statement): Promise<StatementResult> {
    const { text, values, isVital = false } = statement;
    const name = this.#keepsStatements ? statement.name : '';
    const known = name === '' ? undefined : this.#prepared.get(name);
    if (known && known.text !== text) {
      return Promise.reject(new Error('A name stands for two prepared statements.'));
    }
    const bound = serialize.bind({
      statement: name,
      values: [...values],
      valueMapper: prepareValue,
    });
    const prepared = known ?? { text, columns: [] };
    if (name !== '' && !known) this.#prepared.set(name, prepared);
    const packets = known
      ? [bound, EXECUTE]
      : [serialize.parse({ name, text }), bound, DESCRIBE, EXECUTE];
    const isNew = name !== '' && !known;
    const answer = new Promise<StatementResult>((resolve, reject) => {
      const passenger = { packets, isNew, isVital, prepared, rows: [], command: null };
      this.#passengers.push({ ...passenger, resolve, reject });
    });
    this.#last = answer;
    return answer;
  }

  /**
   * Puts a statement off that was taken along last: it is not run, and its answer has no rows.
   *
   * @returns false where it stays, as it has left, something stands behind it, or others need what it prepares
   */
  putOff(answer: Promise<StatementResult>): boolean {
    const last = this.#passengers.at(-1);
    if (!this.#isBoarding || this.#last !== answer || !last || last.isNew) return false;
    this.#last = null;
    this.#passengers.pop();
    last.resolve({ rows: [], command: '' });
    return true;
  }

  submit({ stream }: Connection): void {
    const leave = (): void => {
      if (!this.#isBoarding) return;
      this.#isBoarding = false;
      stream.write(Buffer.concat([...this.#passengers.flatMap(({ packets }) => packets), SYNC]));
    };
    // Where the driver calls, ticks come before the promises that were just kept; behind one of these, a tick comes when no
    // promise is left to be continued, and so nothing is left to be asked for.
    queueMicrotask(() => {
      process.nextTick(leave);
    });
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
    if (this.#passengers[this.#next]?.isVital) this.#connection.stream.destroy();
    this.#land(error);
    this.callback?.(error);
  }

  /** Tells everybody: whoever has no answer meets the fault. */
  #land(fault: unknown): void {
    this.#isBoarding = false;
    for (const { isNew, rows, command, resolve, reject } of this.#passengers.splice(0)) {
      if (command !== null) {
        resolve({ rows, command });
      } else {
        if (isNew) unsure.add(this.#connection);
        reject(fault);
      }
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

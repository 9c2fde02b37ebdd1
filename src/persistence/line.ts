import type { Connection, PoolClient } from 'pg';
import type { Statement, StatementResult } from './flight';
import { Flight } from './flight';
import { sqlStateOf } from './store.errors';

type Client = PoolClient & { readonly connection: Connection };

const lines = new WeakMap<object, Line>();

/** The one line of a client, which all its statements take that are to leave together. */
export function lineOf(client: Client): Line {
  const known = lines.get(client) ?? new Line(client);
  lines.set(client, known);
  return known;
}

/**
 * Sends statements on one connection in their order, in as few packets as can be: what is asked for in one turn of the event loop
 * leaves together, what is asked for while a packet is on its way leaves when that is answered.
 *
 * A fault that PostgreSQL has not named leaves open where the connection stands, which is then cut.
 */
export class Line {
  /** Whether a statement of the line is planned once, for whatever its values are, unless it says otherwise. */
  plansOnce = false;
  readonly #client: Client;
  /** Given to the client, and not answered yet. */
  #first: Flight | null = null;
  /** The last one, which takes along what is asked for as long as it has not left. */
  #last: Flight | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * Sends a statement behind all others of the line.
   *
   * @throws DatabaseError of the driver when it, or one that left with it, fails
   */
  send(statement: Statement): Promise<StatementResult> {
    return this.#boarding().add(statement);
  }

  /** Takes a statement back by its answer, as if it had none; false where it has left, or something was sent behind it. */
  takeBack(answer: Promise<StatementResult>): boolean {
    return this.#last?.putOff(answer) ?? false;
  }

  #boarding(): Flight {
    if (this.#last?.isBoarding) return this.#last;
    const flight = new Flight(this.#client);
    flight.callback = (fault) => {
      this.#landed(flight, fault);
    };
    this.#last = flight;
    if (this.#first === null) this.#start(flight);
    return flight;
  }

  /** Only now, since the driver counts how long a query takes from when it is given. */
  #start(flight: Flight): void {
    this.#first = flight;
    this.#client.query(flight);
  }

  #landed(flight: Flight, fault: unknown): void {
    // The driver tells of a query that took too long twice.
    if (this.#first !== flight) return;
    this.#first = null;
    if (fault != null && sqlStateOf(fault) === null) this.#client.connection.stream.destroy();
    if (this.#last !== null && this.#last !== flight) this.#start(this.#last);
  }
}

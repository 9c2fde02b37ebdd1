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
  readonly #client: Client;
  #flight: Flight | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * Sends a statement behind everything that was asked of the client before it.
   *
   * @throws DatabaseError of the driver when it, or one that left with it, fails
   */
  send(statement: Statement): Promise<StatementResult> {
    return this.#boarding().add(statement);
  }

  /** Takes a statement back by its answer, as if it had none; false where it has left, or something was sent behind it. */
  takeBack(answer: Promise<StatementResult>): boolean {
    return this.#flight?.putOff(answer) ?? false;
  }

  #boarding(): Flight {
    if (this.#flight?.isBoarding) return this.#flight;
    const flight = new Flight(this.#client);
    flight.callback = (fault) => {
      if (fault != null && sqlStateOf(fault) === null) this.#client.connection.stream.destroy();
    };
    this.#flight = flight;
    this.#client.query(flight);
    return flight;
  }
}

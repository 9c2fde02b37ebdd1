import type { Pool, PoolClient } from 'pg';
import { lineOf } from './line';

const ignore = (): void => undefined;

/** Runs some statements on one connection of a pool, which is not used again after a fault. */
export async function borrowed<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // Without a listener a connection that breaks would end the process; what was asked for on it is told anyway.
  client.on('error', ignore);
  let fault = true;
  try {
    const result = await work(client);
    fault = false;
    return result;
  } finally {
    client.release(fault);
    client.removeListener('error', ignore);
  }
}

/**
 * Asks one thing on a connection of a pool, behind what a session may still have on its way there.
 *
 * @throws whatever PostgreSQL or the driver threw
 */
export async function askedOf<T extends object>(pool: Pool, text: string): Promise<T[]> {
  const { rows } = await borrowed(pool, (client) =>
    lineOf(client).send({ name: '', text, values: [] }),
  );
  return rows as T[];
}

import type { Pool, PoolClient } from 'pg';

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

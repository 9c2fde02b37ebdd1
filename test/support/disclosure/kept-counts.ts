import { Client } from 'pg';
import { MEASURES } from '../../../src/statistics';
import type { TestGateway } from '../gateway';

/** A year whose quarters are closed and counted in the worlds of these tests. */
export const COUNTED_YEAR = '2024';

/** Keeps protected cells as if that year had been counted: high enough to be shown. */
export async function keepCounts({ database }: Pick<TestGateway, 'database'>): Promise<void> {
  const client = new Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO statistics.quarter SELECT $1 || '-Q' || n, now() FROM generate_series(1, 4) AS n`,
      [COUNTED_YEAR],
    );
    await client.query(
      `INSERT INTO statistics.cell SELECT $1 || '-Q1', 'farsta', false, measure, 10, 6 FROM unnest($2::text[]) AS measure`,
      [COUNTED_YEAR, MEASURES],
    );
  } finally {
    await client.end();
  }
}

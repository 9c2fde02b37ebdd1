import { Client } from 'pg';
import { byKeys } from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

let database: TestDatabase;
let store: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  store = new Client({ connectionString: database.superuserUrl });
  await store.connect();
  // Nearly everybody has a row or two, and one has half of all.
  await store.query(`
    CREATE TABLE public.held (id text PRIMARY KEY, reader text NOT NULL);
    INSERT INTO public.held SELECT n::text, CASE WHEN n % 2 = 0 THEN 'large' ELSE 'small ' || n END
      FROM generate_series(1, 40000) AS n;
    CREATE INDEX held_reader ON public.held (reader);
    ANALYZE public.held;
    SET plan_cache_mode = 'force_generic_plan';`);
});

afterAll(async () => {
  await store.end();
  await database.drop();
});

/** Pages that a statement touches which is planned once for whatever it is asked. */
async function pagesFor(keys: readonly string[]): Promise<number> {
  const { is, value } = byKeys(keys);
  const name = `held_${is.length}`;
  await store.query(
    `PREPARE ${name} (${is === '= $1' ? 'text' : 'text[]'}, text) AS SELECT FROM public.held WHERE id ${is} AND reader = $2`,
  );
  const literal = is === '= $1' ? `'${String(value)}'` : `ARRAY['${keys.join(`','`)}']`;
  const { rows } = await store.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, BUFFERS) EXECUTE ${name} (${literal}, 'large')`,
  );
  const [, hit] =
    /Buffers: shared hit=(\d+)/.exec(rows.map((row) => row['QUERY PLAN']).join('\n')) ?? [];
  return Number(hit);
}

describe('byKeys', () => {
  it('asks for one key as for one, and for several or none as for a list', () => {
    expect(byKeys(['a'])).toEqual({ is: '= $1', value: 'a' });
    expect(byKeys(['a', 'b'])).toEqual({ is: '= ANY ($1)', value: ['a', 'b'] });
    expect(byKeys([])).toEqual({ is: '= ANY ($1)', value: [] });
  });

  it('lets one key be found by its index for the reader of most rows, by a plan that knows neither', async () => {
    expect(await pagesFor(['20000'])).toBeLessThan(10);
  });
});

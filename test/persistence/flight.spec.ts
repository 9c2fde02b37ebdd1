import { Client, types } from 'pg';
import { columnTypes } from '../../src/persistence/column-types';
import { Flight, isUnsure, preparedCount } from '../../src/persistence/flight';
import type { Statement } from '../../src/persistence/flight';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
});

beforeEach(async () => {
  client = new Client({ connectionString: database.serviceUrl });
  await client.connect();
});

afterEach(() => client.end());

afterAll(() => database.drop());

const select = (name: string, text: string, values: readonly unknown[] = []): Statement => ({
  name,
  text,
  values,
});

/** What each statement of one flight gives, or why it failed. */
function fly(
  ...statements: readonly Statement[]
): Promise<readonly PromiseSettledResult<unknown>[]> {
  const flight = new Flight(client);
  const answers = statements.map((statement) => flight.add(statement));
  client.query(flight);
  return Promise.allSettled(answers);
}

const rowsOf = (result: PromiseSettledResult<unknown> | undefined): unknown =>
  result?.status === 'fulfilled' ? (result.value as { rows: unknown }).rows : result?.reason;

describe('Flight', () => {
  it('answers its statements in their order, with and without rows', async () => {
    const results = await fly(
      select('one', 'SELECT $1::int AS n, $2::text AS t', [7, 'å\u{1F3E0}"\\']),
      select('none', 'SELECT 1 AS n WHERE false'),
      select('begin', 'BEGIN'),
      select('commit', 'COMMIT'),
    );
    expect(results.map(rowsOf)).toEqual([[{ n: 7, t: 'å\u{1F3E0}"\\' }], [], [], []]);
    expect(results[3]).toMatchObject({ value: { command: 'COMMIT' } });
  });

  it('knows the columns of a statement that was described by an earlier flight, or earlier in its own', async () => {
    const day = (value: string) =>
      select('day', 'SELECT $1::date AS day, $2::bytea AS bytes, $3::uuid[] AS ids', [
        value,
        Buffer.from([0, 255]),
        null,
      ]);
    const row = (value: string) => [{ day: value, bytes: Buffer.from([0, 255]), ids: null }];
    const first = await fly(day('2026-11-28'), day('2026-11-29'));
    expect(first.map(rowsOf)).toEqual([row('2026-11-28'), row('2026-11-29')]);
    expect((await fly(day('2026-11-30'))).map(rowsOf)).toEqual([row('2026-11-30')]);
    expect(preparedCount(client as never)).toBe(1);
  });

  it('fails what stands behind a failed statement, and nothing before it', async () => {
    const [before, failed, behind] = await fly(
      select('before', 'SELECT 1 AS n'),
      select('failed', 'SELECT 1 / $1::int AS n', [0]),
      select('behind', 'SELECT 2 AS n'),
    );
    expect(rowsOf(before)).toEqual([{ n: 1 }]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    expect(behind).toEqual(failed);
    expect((await client.query('SELECT 3 AS n')).rows).toEqual([{ n: 3 }]);
  });

  it('fails a statement whose value cannot be read, and ends in good order', async () => {
    columnTypes.setTypeParser(types.builtins.MACADDR, () => {
      throw new SyntaxError('not readable');
    });
    const [unread, next] = await fly(
      select('unread', `SELECT '00:00:5e:00:53:01'::macaddr AS address`),
      select('next', 'SELECT 3 AS n'),
    );
    expect(unread).toMatchObject({ status: 'rejected', reason: { message: 'not readable' } });
    expect(next?.status).toBe('rejected');
    expect((await client.query('SELECT 4 AS n')).rows).toEqual([{ n: 4 }]);
  });

  it('takes along what is asked for after it was given to the client, in the same turn alone', async () => {
    const flight = new Flight(client);
    client.query(flight);
    await Promise.resolve();
    expect(flight.isBoarding).toBe(true);
    const answer = flight.add(select('late', 'SELECT 1 AS n'));
    await new Promise(setImmediate);
    expect(flight.isBoarding).toBe(false);
    expect((await answer).rows).toEqual([{ n: 1 }]);
  });

  it('puts off what was taken along last, as long as it has not left and prepares nothing', async () => {
    const add = (flight: Flight, n: number) =>
      flight.add(
        select(
          'add',
          `SELECT set_config('probe.put', concat(current_setting('probe.put', true), $1::text), false) AS put`,
          [String(n)],
        ),
      );
    const [first, second] = [new Flight(client), new Flight(client)];
    expect(first.putOff(add(first, 1))).toBe(false);
    client.query(first);
    await new Promise(setImmediate);
    const kept = add(second, 2);
    const put = add(second, 3);
    expect(second.putOff(kept)).toBe(false);
    expect(second.putOff(put)).toBe(true);
    expect(second.putOff(put)).toBe(false);
    expect(await put).toEqual({ rows: [], command: '' });
    client.query(second);
    expect((await kept).rows).toEqual([{ put: '12' }]);
    expect(second.putOff(kept)).toBe(false);
    expect((await client.query(`SELECT current_setting('probe.put') AS put`)).rows).toEqual([
      { put: '12' },
    ]);
  });

  it('leaves in doubt what a connection holds prepared where a statement that was to be is not answered', async () => {
    await fly(select('known', 'SELECT 1 / $1::int AS n', [1]));
    await fly(select('known', 'SELECT 1 / $1::int AS n', [0]));
    expect(isUnsure(client as never)).toBe(false);
    await fly(select('known', 'SELECT 1 / $1::int AS n', [0]), select('behind', 'SELECT 2 AS n'));
    expect(isUnsure(client as never)).toBe(true);
  });

  it('refuses one name for two texts', async () => {
    const [, second] = await fly(select('n', 'SELECT 1'), select('n', 'SELECT 2'));
    expect(second).toMatchObject({ status: 'rejected', reason: { message: /two prepared/ } });
  });

  it('fails all its statements when the connection is lost', async () => {
    client.on('error', () => undefined);
    const flying = fly(select('sleep', 'SELECT pg_sleep(5)'), select('one', 'SELECT 1'));
    (
      client as unknown as { connection: { stream: { destroy(): void } } }
    ).connection.stream.destroy();
    expect((await flying).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    client = new Client({ connectionString: database.serviceUrl });
    await client.connect();
  });
});

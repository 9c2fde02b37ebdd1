import { Client } from 'pg';
import { Flight } from '../../src/persistence';
import { lineOf } from '../../src/persistence/line';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';

const LIMIT_MS = 400;
const SLEEP = { name: 'sleep', text: 'SELECT pg_sleep($1::float8)::text AS slept', values: [0.25] };
const ONE = { name: 'one', text: 'SELECT $1::int AS n', values: [1] };

let database: TestDatabase;
let client: Client;

beforeAll(async () => {
  database = await createTestDatabase();
});

beforeEach(async () => {
  client = new Client({ connectionString: database.serviceUrl, query_timeout: LIMIT_MS });
  client.on('error', () => undefined);
  await client.connect();
});

afterEach(() => client.end());

afterAll(() => database.drop());

const line = () => lineOf(client as never);
const turn = () => new Promise(setImmediate);

describe('Line', () => {
  it('sends together what is asked for in one turn, and by the promises of one answer', async () => {
    const submitted = jest.spyOn(Flight.prototype, 'submit');
    const [first, second] = await Promise.all([line().send(ONE), line().send(SLEEP)]);
    expect([first.rows, second.rows]).toEqual([[{ n: 1 }], [{ slept: '' }]]);
    expect(submitted).toHaveBeenCalledTimes(1);
    const chained = line()
      .send(ONE)
      .then(() => line().send({ ...ONE, values: [3] }));
    await turn();
    const queued = line().send({ ...ONE, values: [2] });
    expect((await Promise.all([queued, chained])).map(({ rows }) => rows)).toEqual([
      [{ n: 2 }],
      [{ n: 3 }],
    ]);
    expect(submitted).toHaveBeenCalledTimes(3);
    jest.restoreAllMocks();
  });

  it('gives a statement its whole time, whatever is under way before it', async () => {
    const first = line().send(SLEEP);
    await turn();
    const second = line().send(SLEEP);
    expect((await Promise.all([first, second])).map(({ rows }) => rows.length)).toEqual([1, 1]);
  });

  it('cuts the connection where a statement is not answered in time, and fails what waits', async () => {
    const ended = new Promise((resolve) => client.once('end', resolve));
    const late = line().send({ ...SLEEP, values: [2] });
    await turn();
    const behind = line().send(ONE);
    expect((await Promise.allSettled([late, behind])).map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    await ended;
  });

  it('sends nothing behind a vital statement that fails', async () => {
    const ended = new Promise((resolve) => client.once('end', resolve));
    const bad = { name: '', text: 'SELECT 1 / $1::int AS n', values: [0] };
    const vital = line().send({ ...bad, isVital: true });
    await turn();
    const behind = line().send({
      name: '',
      text: 'SELECT pg_advisory_lock(1, 2)',
      values: [],
    });
    await expect(vital).rejects.toMatchObject({ code: '22012' });
    await expect(behind).rejects.toThrow('Connection terminated');
    await ended;
  });

  it('goes on after another statement failed', async () => {
    const bad = line().send({ name: '', text: 'SELECT 1 / $1::int AS n', values: [0] });
    await turn();
    const behind = line().send(ONE);
    await expect(bad).rejects.toMatchObject({ code: '22012' });
    expect((await behind).rows).toEqual([{ n: 1 }]);
  });
});

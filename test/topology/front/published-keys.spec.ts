import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnavailableError } from '../../../src/shared';
import { publishedKeys } from '../../../src/topology/front/published-keys';

const SECRET = Buffer.alloc(32, 7).toString('base64');
const servers: Server[] = [];
let now = 0;
const clock = { now: () => new Date(now) };

beforeEach(() => {
  now = Date.UTC(2026, 10, 29);
});
afterAll(() => {
  for (const server of servers) server.close();
});

/** A service that answers one text wherever its keys are looked for. */
async function publishing(status: number, text: string, ours = true) {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    response.statusCode = request.url === '/.well-known/jwks.json' ? status : 500;
    response.setHeader('connection', 'close');
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    secret: SECRET,
    ours,
    requests: () => requests,
  };
}

/** A public key; what it is of is of no matter here. */
function key(kid: string, fill = 1) {
  const half = Buffer.alloc(32, fill).toString('base64url');
  return { kty: 'EC', crv: 'P-256', kid, x: half, y: half, alg: 'ES256', use: 'sig' };
}
const keys = (...ids: string[]) => JSON.stringify({ keys: ids.map((kid) => key(kid)) });

type Addresses = Parameters<typeof publishedKeys>[0]['subgraphs'];
const published = (subgraphs: Addresses) =>
  publishedKeys({ subgraphs, clock, onFault: () => undefined });

describe('the keys of all subgraphs', () => {
  it('are one set, each key once', async () => {
    const subgraphs = [
      await publishing(200, keys('a', 'b')),
      await publishing(200, keys('b', 'c')),
    ];
    expect(await published(subgraphs)()).toEqual({ keys: [key('a'), key('b'), key('c')] });
  });

  it('are those of ours alone, and a foreign subgraph is not asked', async () => {
    const foreign = JSON.stringify({ keys: [key('a', 2), key('z', 2)] });
    const other = await publishing(200, foreign, false);
    const subgraphs = [await publishing(200, keys('a')), other];
    expect(await published(subgraphs)()).toEqual({ keys: [key('a')] });
    expect(other.requests()).toBe(0);
  });

  it('are not told where one id names two keys', async () => {
    const other = JSON.stringify({ keys: [key('a', 2)] });
    const subgraphs = [await publishing(200, keys('a')), await publishing(200, other)];
    await expect(published(subgraphs)()).rejects.toThrow(UnavailableError);
  });

  it.each([
    [404, 'not found'],
    [503, ''],
    [200, 'no JSON'],
    [200, '{}'],
    [200, JSON.stringify({ keys: [{ ...key('a'), d: key('a').x }] })],
    [200, `${keys('a')}${' '.repeat(70_000)}`],
  ])('are not told while one publishes none (%d, %.20s)', async (status, text) => {
    const subgraphs = [await publishing(200, keys('a')), await publishing(status, text)];
    await expect(published(subgraphs)()).rejects.toThrow(UnavailableError);
  });

  it('are not told while one cannot be asked', async () => {
    const there = await publishing(200, keys('a'));
    const absent = { url: 'http://127.0.0.1:9/graphql', secret: SECRET, ours: true };
    await expect(published([there, absent])()).rejects.toThrow(UnavailableError);
  });

  it('are asked for once a minute, however many ask at once', async () => {
    const one = await publishing(200, keys('a'));
    const ask = published([one]);
    await Promise.all([ask(), ask(), ask()]);
    now += 59_000;
    await ask();
    expect(one.requests()).toBe(1);
    now += 2_000;
    await ask();
    expect(one.requests()).toBe(2);
  });

  it('are asked for again soon after a fault, and not at once', async () => {
    const one = await publishing(503, '');
    const ask = published([one]);
    await expect(Promise.all([ask(), ask()])).rejects.toThrow(UnavailableError);
    await expect(ask()).rejects.toThrow(UnavailableError);
    expect(one.requests()).toBe(1);
    now += 6_000;
    await expect(ask()).rejects.toThrow(UnavailableError);
    expect(one.requests()).toBe(2);
  });
});

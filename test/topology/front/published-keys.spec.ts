import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UnavailableError } from '../../../src/shared';
import { publishedKeys } from '../../../src/topology/front/published-keys';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** A service that answers one text wherever its keys are looked for. */
async function publishing(status: number, text: string) {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/.well-known/jwks.json' ? status : 500;
    response.setHeader('connection', 'close');
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/graphql`, secret: null };
}

const keys = (...ids: string[]) => JSON.stringify({ keys: ids.map((kid) => ({ kid })) });

describe('the keys of all subgraphs', () => {
  it('are one set, each key once', async () => {
    const subgraphs = [
      await publishing(200, keys('a', 'b')),
      await publishing(200, keys('b', 'c')),
    ];
    expect(await publishedKeys(subgraphs)).toEqual({
      keys: [{ kid: 'a' }, { kid: 'b' }, { kid: 'c' }],
    });
  });

  it.each([
    [404, 'not found'],
    [200, 'no JSON'],
    [200, '{}'],
  ])('lack those of a subgraph that publishes none (%d, %s)', async (status, text) => {
    const subgraphs = [await publishing(200, keys('a')), await publishing(status, text)];
    expect(await publishedKeys(subgraphs)).toEqual({ keys: [{ kid: 'a' }] });
  });

  it('are not told while one cannot be asked', async () => {
    const there = await publishing(200, keys('a'));
    const absent = { url: 'http://127.0.0.1:9/graphql', secret: null };
    await expect(publishedKeys([there, absent])).rejects.toThrow(UnavailableError);
    await expect(publishedKeys([there, await publishing(503, '')])).rejects.toThrow(
      UnavailableError,
    );
  });
});

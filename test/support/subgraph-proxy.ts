import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer of a subgraph on its way to an engine. */
export interface Passing {
  readonly status: number;
  readonly text: string;
}

/** What stands before a subgraph. */
export interface SubgraphProxy {
  readonly url: string;
  stop(): void;
}

/** Headers of one connection, which a proxy makes anew. */
const OF_ITS_OWN = new Set(['host', 'connection', 'content-length']);

/**
 * Starts a proxy before a subgraph.
 *
 * @param answer - what is answered; by `pass` it asks the subgraph, and null breaks the connection off
 */
export async function startSubgraphProxy(
  url: string,
  answer: (pass: () => Promise<Passing>) => Promise<Passing | null>,
): Promise<SubgraphProxy> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      void answer(() => passed(url, request, Buffer.concat(parts))).then((given) => {
        if (!given) return request.socket.destroy();
        response.statusCode = given.status;
        return response.end(given.text);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function passed(url: string, request: IncomingMessage, body: Buffer): Promise<Passing> {
  const headers = Object.entries(request.headers).filter(([header]) => !OF_ITS_OWN.has(header));
  const answer = await fetch(url, {
    method: 'POST',
    headers: Object.fromEntries(headers) as Record<string, string>,
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

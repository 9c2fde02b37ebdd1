import { request as requestHttp, Agent as HttpAgent } from 'node:http';
import { request as requestHttps, Agent as HttpsAgent } from 'node:https';
import type { IncomingMessage } from 'node:http';

/** One JSON text that is sent to another service. */
export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** After how long there is no answer any more. */
  readonly timeoutMs: number;
}

/** Characters of an answer; the largest page of whole cases is far below. */
const LONGEST_ANSWER = 64 * 1024 * 1024;

/** How many connections to one service are kept open at most. */
const MOST_CONNECTIONS = 64;

const agents = {
  'http:': { request: requestHttp, agent: new HttpAgent(kept()) },
  'https:': { request: requestHttps, agent: new HttpsAgent(kept()) },
};

function kept() {
  return { keepAlive: true, maxSockets: MOST_CONNECTIONS, maxFreeSockets: MOST_CONNECTIONS };
}

/**
 * Posts once, over a connection that is kept, and reads the JSON of the answer whatever its status is.
 *
 * @throws Error where nothing that is JSON came back in time; its message says nothing about what was sent
 */
export async function postJson({
  url,
  headers,
  body,
  signal,
  timeoutMs,
}: Posting): Promise<unknown> {
  const { protocol } = new URL(url);
  const way = protocol === 'https:' ? agents['https:'] : agents['http:'];
  const late = AbortSignal.timeout(timeoutMs);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = way.request(
      url,
      {
        method: 'POST',
        agent: way.agent,
        signal: AbortSignal.any([signal, late]),
        headers: {
          ...headers,
          accept: 'application/json',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      resolve,
    );
    request.once('error', reject);
    request.end(body);
  });
  return JSON.parse(await textOf(response)) as unknown;
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for await (const part of response as AsyncIterable<string>) {
    text += part;
    if (text.length > LONGEST_ANSWER) throw new Error('The answer is too long.');
  }
  return text;
}

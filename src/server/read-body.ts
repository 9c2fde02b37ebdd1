import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BODY_LIMITS, bodyTooLarge, readLimit } from './body-limits';
import { callerOf, type Part } from './exchange';
import { RequestRefusedError } from './protocol-errors';

/** Reads the body of a POST, never more of it than the caller could be allowed to send, and parses it. */
export const readBody: Part = async (exchange) => {
  const { request, response } = exchange;
  if (request.method !== 'POST') return undefined;
  assertPlainJson(request);
  const limit = readLimit(callerOf(exchange));
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMITS[limit]) {
    throw bodyTooLarge(limit);
  }
  if (exchange.continueOwed) {
    exchange.continueOwed = false;
    response.writeContinue();
  }
  const bytes = await collect(request, BODY_LIMITS[limit]);
  if (bytes === null) throw bodyTooLarge(limit);
  exchange.body = { value: parseJson(bytes), bytes: bytes.length };
  return undefined;
};

/** Another character set, or compression that hides how large the content is, is not taken. */
function assertPlainJson({ headers }: IncomingMessage): void {
  const [type, ...parameters] = (headers['content-type'] ?? '')
    .split(';')
    .map((part) => part.trim().toLowerCase());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8);
  if (type !== 'application/json' || !['utf-8', 'utf8', undefined].includes(unquoted(charset))) {
    throw new RequestRefusedError(415, 'A body is sent as application/json in UTF-8.');
  }
  if (!['identity', undefined].includes(headers['content-encoding']?.trim().toLowerCase())) {
    throw new RequestRefusedError(415, 'A body is sent without compression.');
  }
}

function unquoted(value: string | undefined): string | undefined {
  return value?.replace(/^"(.*)"$/, '$1');
}

/** The whole body, or null as soon as it passes the limit; what still comes then is thrown away unread. */
async function collect(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const onData = (chunk: Buffer): void => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      request.off('data', onData);
      request.resume();
      resolve(null);
    };
    request.on('data', onData);
    request.once('end', () => {
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    const onLoss = (): void => {
      reject(new RequestRefusedError(400, 'The body ended before it was complete.'));
    };
    request.once('error', onLoss);
    request.once('aborted', onLoss);
  });
}

function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) throw new RequestRefusedError(400, 'A POST needs a body.');
  if (!isUtf8(bytes)) throw new RequestRefusedError(400, 'The body is not UTF-8.');
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw new RequestRefusedError(400, 'The body is not JSON.');
  }
}

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { Connections, IDLE_SECONDS, type DrainTimes } from './connections';
import type { Answer, Exchange, Part } from './exchange';
import { answerToError } from './format-error';

/** Where a server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** The address cannot be listened on; the message is one plain line for the operator. */
export class ListenError extends Error {
  constructor({ host, port }: Address, code: string) {
    const why = code === 'EADDRINUSE' ? 'is in use' : `cannot be listened on (${code})`;
    super(`Port ${port} on ${host} ${why}.`);
    this.name = 'ListenError';
  }
}

/** Milliseconds; a client that is slower than this is no client of ours. */
const TIMES = {
  /** Until the headers are complete. */
  headersTimeout: 10_000,
  /** Until the body is complete. */
  requestTimeout: 60_000,
  /** Between two requests; longer than the usual minute of a load balancer that does not heed what it is told, so that the balancer closes first. */
  keepAliveTimeout: 65_000,
};

const ALWAYS = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
const KEPT = { 'Keep-Alive': `timeout=${IDLE_SECONDS}` };
const CLOSED = { Connection: 'close' };

/** A thin server over node:http: takes each request through the parts in order and writes one answer and one log line. */
export class HttpServer {
  readonly connections: Connections;
  private readonly server: Server;

  constructor(
    private readonly parts: readonly Part[],
    private readonly log: Logger,
  ) {
    this.server = createServer({ ...TIMES, connectionsCheckingInterval: 5_000 });
    this.server.maxHeadersCount = 100;
    this.connections = new Connections(this.server);
    this.server.on('request', (request, response) => {
      void this.serve(request, response, false);
    });
    // Whoever asks before sending a body learns of a refusal without having sent it.
    this.server.on('checkContinue', (request, response) => {
      void this.serve(request, response, true);
    });
  }

  /** @throws ListenError */
  async listen(address: Address): Promise<Address> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => {
        reject(new ListenError(address, error.code ?? 'unknown'));
      });
      this.server.listen(address.port, address.host, resolve);
    });
    const bound = this.server.address();
    if (bound === null || typeof bound === 'string') throw new ListenError(address, 'no port');
    return { host: address.host, port: bound.port };
  }

  drain(times?: DrainTimes): Promise<void> {
    return this.connections.drain(times);
  }

  private async serve(
    request: IncomingMessage,
    response: ServerResponse,
    continueOwed: boolean,
  ): Promise<void> {
    const startedAt = performance.now();
    const exchange = this.exchange(request, response, continueOwed);
    this.connections.requestStarted(request.socket);
    response.once('close', () => {
      this.connections.requestEnded(request.socket);
      this.logRequest(exchange, startedAt);
    });
    try {
      const answer = await this.answer(exchange);
      if (!response.destroyed) this.write(exchange, answer);
    } catch (error) {
      exchange.log.error({ err: error }, 'an answer could not be written');
      response.destroy();
    }
  }

  private exchange(
    request: IncomingMessage,
    response: ServerResponse,
    continueOwed: boolean,
  ): Exchange {
    const [path = '', ...search] = (request.url ?? '').split('?');
    const requestId = randomUUID();
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    return {
      request,
      response,
      path,
      search: search.join('?'),
      continueOwed,
      requestId,
      signal: gone.signal,
      log: this.log.child({ requestId }),
      record: { operationName: null, errorCodes: new Set() },
      mediaType: 'application/json',
    };
  }

  private async answer(exchange: Exchange): Promise<Answer> {
    try {
      for (const part of this.parts) {
        const answer = await part(exchange);
        if (answer) return answer;
      }
      throw new Error('no part of the server answers');
    } catch (error) {
      return answerToError(error, exchange);
    }
  }

  private write(exchange: Exchange, answer: Answer): void {
    const { request, response, requestId, continueOwed } = exchange;
    response.writeHead(answer.status, {
      ...ALWAYS,
      'X-Request-Id': requestId,
      ...answer.headers,
      ...(continueOwed || !this.connections.isOpen ? CLOSED : KEPT),
      'Content-Length': Buffer.byteLength(answer.body),
    });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  private logRequest({ response, path, record, caller, log }: Exchange, startedAt: number): void {
    if (path.startsWith('/health/')) return;
    const facts = {
      agency: caller?.agency ?? null,
      client: caller?.client ?? null,
      operation: record.operationName,
      durationMs: Math.round((performance.now() - startedAt) * 10) / 10,
      status: response.writableFinished ? response.statusCode : null,
      errorCodes: [...record.errorCodes],
    };
    log.info(facts, response.writableFinished ? 'request' : 'request left by its client');
  }
}

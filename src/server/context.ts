import type { Logger } from 'pino';
import type { Caller } from '../identity';

/** What the log line of a request says of its operation; filled in while the request is answered. */
export interface RequestRecord {
  /** Null until the operation is known, or if it has no plain name. */
  operationName: string | null;
  readonly errorCodes: Set<string>;
}

/** What every resolver may know of the request that it serves. */
export interface ServerContext {
  readonly caller: Caller;
  /** Made by this service, answered as `X-Request-Id` and as `correlationId` of an internal error. */
  readonly requestId: string;
  /** Aborted when the client is gone before its answer was sent. */
  readonly signal: AbortSignal;
  /** Writes the request id with every line. */
  readonly log: Logger;
  readonly record: RequestRecord;
}

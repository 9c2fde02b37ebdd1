import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Caller } from '../identity';
import type { RequestRecord } from './context';
import type { MediaType } from './media-type';

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request on its way through the parts of the server, with what they have found out so far. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Path of the URL, without the query string. */
  readonly path: string;
  /** The query string without its question mark. Never logged. */
  readonly search: string;
  /** Whether the client still waits for `100 Continue` before it sends the body. */
  continueOwed: boolean;
  /** Made by this service; an engine hands on that of the request for which it asks. */
  requestId: string;
  readonly signal: AbortSignal;
  log: Logger;
  readonly record: RequestRecord;
  /** The form of answer that the client takes. */
  mediaType: MediaType;
  caller?: Caller;
  /** Whether a federation engine asks for the caller. */
  isEngine?: boolean;
  /** The parsed JSON of a POST, and how many bytes it was. */
  body?: { readonly value: unknown; readonly bytes: number };
}

/** One concern of the server: answers, refuses by throwing, or leaves the request to the next part. */
export type Part = (exchange: Exchange) => Answer | undefined | Promise<Answer | undefined>;

/** The caller, in a part that comes after authentication. */
export function callerOf({ caller }: Exchange): Caller {
  if (!caller) throw new Error('a part that needs the caller stands before authentication');
  return caller;
}

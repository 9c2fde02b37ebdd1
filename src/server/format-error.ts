import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import {
  errorCatalogue,
  KvarboError,
  publicMessage,
  RateLimitedError,
  type ErrorCode,
} from '../shared';
import type { Answer, Exchange } from './exchange';
import { contentType, requestErrorStatus } from './media-type';
import {
  BodyTooLargeError,
  protocolCatalogue,
  RequestRefusedError,
  type ProtocolCode,
} from './protocol-errors';
import { syntaxMessage, validationMessage } from './safe-message';

/** Logs an error that clients may not read, and gives the id under which it is found in the log. */
export type Report = (error: unknown) => string;

/** An error that is already what a client reads. */
export class FormattedError extends GraphQLError {
  constructor(
    readonly formatted: GraphQLFormattedError,
    status?: number,
  ) {
    const http = status === undefined ? {} : { http: { status } };
    super(formatted.message, { extensions: { ...formatted.extensions, ...http } });
  }
}

/**
 * Decides what a client reads of an error: ours passes with its code and extras, a fault of the request with a
 * message that repeats no value, anything else becomes INTERNAL with the id of its log entry.
 */
export function formatError(error: unknown, report: Report): GraphQLFormattedError {
  if (error instanceof FormattedError) return error.formatted;
  const place = placeOf(error);
  const own = ownErrorIn(error);
  if (own) {
    return { message: own.message, ...place, extensions: { ...own.extensions(), code: own.code } };
  }
  if (error instanceof RequestRefusedError) {
    return { message: error.message, extensions: { code: error.code } };
  }
  const code = protocolCodeOf(error);
  if (code && error instanceof GraphQLError) {
    return { message: protocolMessage(code, error), ...place, extensions: { code } };
  }
  const extensions = { code: 'INTERNAL' satisfies ErrorCode, correlationId: report(error) };
  return { message: publicMessage('INTERNAL'), ...place, extensions };
}

/** Whether an error can be formatted later and without knowing the request: it is ours, in GraphQL's wrapping. */
export function isOwnError(error: unknown): boolean {
  return error instanceof GraphQLError && ownErrorIn(error) !== null;
}

/** The HTTP status of an answer that consists of this error alone. */
export function statusOf(error: unknown): number {
  const own = ownErrorIn(error);
  if (own instanceof BodyTooLargeError) return 413;
  if (own) return errorCatalogue[own.code].httpStatus ?? 400;
  return error instanceof RequestRefusedError ? error.status : 500;
}

/** The report of errors during one request: the log entry is found by the request's own id. */
export function reportTo(log: Logger, requestId: string): Report {
  return (error) => {
    log.error({ err: error, path: pathOf(error) }, 'unexpected error');
    return requestId;
  };
}

/** The report of errors that Apollo Server meets where it no longer knows the request. */
export function reportWithoutRequest(log: Logger): Report {
  return (error) => {
    const correlationId = randomUUID();
    log.error({ err: error, correlationId }, 'unexpected error');
    return correlationId;
  };
}

/** The answer to a request that ended in an error before, or instead of, a GraphQL result. */
export function answerToError(error: unknown, exchange: Exchange): Answer {
  const { log, requestId, mediaType, record } = exchange;
  const formatted = formatError(error, reportTo(log, requestId));
  const code = String(formatted.extensions?.code);
  record.errorCodes.add(code);
  const status = statusOf(error);
  const isRequestError = code === 'TOO_COMPLEX' && status === 400;
  return {
    status: isRequestError ? requestErrorStatus(mediaType) : status,
    headers: { 'Content-Type': contentType(mediaType), ...headersOf(error, status) },
    body: JSON.stringify({ errors: [formatted] }),
  };
}

function headersOf(error: unknown, status: number): Readonly<Record<string, string>> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer realm="kvarbo"' };
  if (error instanceof RateLimitedError) {
    return { 'Retry-After': String(error.retryAfterSeconds) };
  }
  if (status === 503) return { 'Retry-After': '5' };
  return error instanceof RequestRefusedError ? error.headers : {};
}

/**
 * Our own error inside the wrappings of an executor, if it is one to be told; graphql-jit's are no instances of ours or GraphQL's.
 * A fault of ours that is nobody else's business, such as a refused statement, is logged like any unexpected error.
 */
function ownErrorIn(error: unknown): KvarboError | null {
  let inner = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (inner instanceof KvarboError) return inner.code === 'INTERNAL' ? null : inner;
    if (typeof inner !== 'object' || inner === null) return null;
    inner = (inner as { originalError?: unknown }).originalError;
  }
  return null;
}

/** Only what has no path came from the protocol; a resolver could throw any code. */
function protocolCodeOf(error: unknown): ProtocolCode | null {
  if (!(error instanceof GraphQLError) || error.path) return null;
  const code = error.extensions.code;
  return typeof code === 'string' && Object.hasOwn(protocolCatalogue, code)
    ? (code as ProtocolCode)
    : null;
}

function protocolMessage(code: ProtocolCode, error: GraphQLError): string {
  switch (code) {
    case 'GRAPHQL_PARSE_FAILED':
      return syntaxMessage(error);
    case 'GRAPHQL_VALIDATION_FAILED':
      return validationMessage(error);
    case 'OPERATION_RESOLUTION_FAILURE':
      return protocolCatalogue[code].cause.en;
    case 'BAD_REQUEST':
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
      return error.message;
  }
}

function placeOf(error: unknown): Pick<GraphQLFormattedError, 'path' | 'locations'> {
  if (typeof error !== 'object' || error === null) return {};
  const { locations } = error as Partial<GraphQLFormattedError>;
  const path = pathOf(error);
  return { ...(locations && { locations }), ...(path && { path }) };
}

function pathOf(error: unknown): GraphQLFormattedError['path'] {
  return typeof error === 'object' && error !== null
    ? (error as Partial<GraphQLFormattedError>).path
    : undefined;
}

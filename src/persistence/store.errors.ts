import { types } from 'node:util';
import { DatabaseError } from 'pg';
import { TypeORMError } from 'typeorm';
import { KvarboError, UnavailableError } from '../shared';

/** Why an envelope did not open, or a value was not sealed. */
export type SealingFault = 'MALFORMED' | 'UNKNOWN_KEY' | 'NOT_AUTHENTIC' | 'NOT_JSON';

/** A sealed value is not readable here. Names the fault, never the value or its context. */
export class SealingError extends KvarboError {
  readonly code = 'INTERNAL';

  constructor(readonly fault: SealingFault) {
    super('A sealed value could not be read or written.');
  }
}

/** What may be logged about a fault that PostgreSQL reported: names of things in the schema, no values. */
export interface StoreFault {
  /** SQLSTATE, such as `23505`; null when the fault arose in the client library. */
  readonly sqlState: string | null;
  readonly table: string | null;
  readonly column: string | null;
  readonly constraint: string | null;
}

/**
 * The store refused a statement.
 *
 * PostgreSQL's own texts (message, detail, parameters) repeat stored values, so neither this error
 * nor its `cause` has them; the facts for the log stand in `fault`.
 */
export class StoreError extends KvarboError {
  readonly code = 'INTERNAL';
  readonly fault: StoreFault;

  constructor(cause: Error) {
    super('The store refused a statement.');
    this.fault = faultOf(cause);
    this.cause = withoutTexts(cause, this.fault);
  }
}

/**
 * A connection to the store broke, or led to a server that takes no writes any more. Whether what was under way has happened depends on
 * what it was: nothing that was not committed, and nobody knows of a commit.
 */
export class ConnectionLostError extends UnavailableError {}

/** SQLSTATE of an error from PostgreSQL, wrapped or not; null for any other error. */
export function sqlStateOf(error: unknown): string | null {
  if (error instanceof StoreError) return error.fault.sqlState;
  return isFromStore(error) ? faultOf(error).sqlState : null;
}

/** Whether a statement met a unique key that is taken, of any constraint or of the one that is named. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (sqlStateOf(error) !== '23505') return false;
  const fault = error instanceof StoreError ? error.fault : faultOf(error as Error);
  return constraint === undefined || fault.constraint === constraint;
}

/**
 * The error to let out for whatever the store threw: UnavailableError when it is down, overloaded or
 * too slow, StoreError for other faults of the store, and the error itself when it is not the store's.
 */
export function storeErrorOf(error: unknown): unknown {
  if (!isFromStore(error)) return error;
  const sqlState = sqlStateOf(error);
  if (sqlState === null ? isBroken(error) : lost.test(sqlState)) {
    return Object.assign(new ConnectionLostError(), {
      cause: withoutTexts(error, faultOf(error)),
    });
  }
  if (sqlState === null ? isConnectionFault(error) : unavailable.test(sqlState)) {
    return Object.assign(new UnavailableError(), { cause: withoutTexts(error, faultOf(error)) });
  }
  return new StoreError(error);
}

/** Connection exceptions, shutdown and start of the server. */
const lost = /^(08...|57P0[123])$/;

/**
 * Too few resources, a statement or lock that took too long, a
 * transaction left idle, and serialization faults that outlasted the retries.
 */
const unavailable = /^(53...|57P0.|57014|55P03|25P0[34]|40001|40P01)$/;

const socketFaults = new Set(
  'ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH ENOENT EACCES'.split(
    ' ',
  ),
);

/** pg gives its own connection faults neither class nor code, only these texts. */
const clientTexts =
  /^(Connection terminated|timeout (exceeded|expired)|Query read timeout|Client (has encountered|was closed)|Cannot use a pool after)/;

const patienceTexts =
  /^(timeout (exceeded|expired)|Query read timeout|Connection terminated due to connection timeout|Cannot use a pool after)/;

function isFromStore(error: unknown): error is Error {
  return (
    error instanceof DatabaseError ||
    error instanceof TypeORMError ||
    (types.isNativeError(error) && isConnectionFault(error))
  );
}

/** Whether the connection is gone, and not only slow or hard to get. */
function isBroken(error: Error): boolean {
  return isConnectionFault(error) && !patienceTexts.test(driverErrorOf(error).message);
}

function isConnectionFault(error: Error): boolean {
  const { code, syscall, errors } = driverErrorOf(error) as SystemError;
  if (errors?.some(isConnectionFault) === true) return true;
  const socket = syscall === 'connect' || syscall === 'read' || syscall === 'write';
  if (typeof code === 'string' && socketFaults.has(code))
    return socket || syscall === 'getaddrinfo';
  return clientTexts.test(driverErrorOf(error).message);
}

interface SystemError extends Error {
  readonly code?: unknown;
  readonly syscall?: string;
  readonly errors?: readonly Error[];
}

function driverErrorOf(error: Error): Error {
  const inner = (error as { driverError?: unknown }).driverError;
  return types.isNativeError(inner) ? inner : error;
}

function faultOf(error: Error): StoreFault {
  const { code, table, column, constraint } = driverErrorOf(error) as Partial<DatabaseError>;
  const sqlState = code !== undefined && /^[0-9A-Z]{5}$/.test(code) ? code : null;
  return {
    sqlState: driverErrorOf(error) instanceof DatabaseError ? sqlState : null,
    table: table ?? null,
    column: column ?? null,
    constraint: constraint ?? null,
  };
}

function withoutTexts(error: Error, fault: StoreFault): Error {
  const safe = new Error(`${driverErrorOf(error).name} ${fault.sqlState ?? 'without SQLSTATE'}`);
  const frames =
    error.stack?.split('\n').filter((line) => /^ {4}at .+:\d+:\d+\)?$/.test(line)) ?? [];
  safe.stack = [safe.message, ...frames].join('\n');
  return safe;
}

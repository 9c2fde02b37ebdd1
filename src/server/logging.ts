import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { describeError } from './error-description';

export type { Logger } from 'pino';

/** Names under which secrets and personal data travel. */
const NEVER_LOGGED: ReadonlySet<string> = new Set([
  'authorization',
  'token',
  'headers',
  'variables',
  'body',
  'query',
  'input',
  'name',
  'personalIdentityNumber',
  'postalAddress',
  'street',
  'phone',
  'email',
]);

const HIDDEN = '[not logged]';

/** What {@link createLogger} needs. */
export interface LoggerOptions {
  /** The least urgent level that is written. */
  readonly level: string;
  /** Where lines go; standard output unless given. */
  readonly destination?: DestinationStream;
}

/**
 * The log: one JSON object per line, without personal data.
 *
 * Of an error it shows kind, code and place, never the message, since messages of libraries and of PostgreSQL
 * repeat values.
 */
export function createLogger({ level, destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }), log: hideBelow },
    serializers: { err: describeError, error: describeError },
    redact: { paths: [...NEVER_LOGGED], censor: HIDDEN },
    hooks: { logMethod: withoutBareErrors },
  };
  // Lines that come together are written together; what waits is written when the process exits by itself.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: false }));
}

/** pino writes the message of an error that is passed alone. */
function withoutBareErrors(
  this: Logger,
  args: unknown[],
  method: (...args: never[]) => void,
): void {
  const [first] = args;
  const safe = first instanceof Error ? [{ err: first }, 'unexpected error'] : args;
  method.apply(this, safe as never[]);
}

/** Hides inner values; for paths with a wildcard pino would need five times as long for every line. */
function hideBelow(fields: Record<string, unknown>): Record<string, unknown> {
  const inner = Object.entries(fields).filter(([, value]) => isPlainObject(value));
  if (inner.length === 0) return fields;
  return { ...fields, ...Object.fromEntries(inner.map(([key, value]) => [key, hidden(value)])) };
}

function hidden(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hidden);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      NEVER_LOGGED.has(key) ? HIDDEN : hidden(inner),
    ]),
  );
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Error);
}

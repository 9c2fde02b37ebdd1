import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { describeError } from './error-description';

export type { Logger } from 'pino';

/** Names under which secrets and personal data travel, at the top of a line and one level below. */
const NEVER_LOGGED = [
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
];

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
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError, error: describeError },
    redact: {
      paths: NEVER_LOGGED.flatMap((name) => [name, `*.${name}`]),
      censor: '[not logged]',
    },
    hooks: { logMethod: withoutBareErrors },
  };
  return destination ? pino(options, destination) : pino(options);
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

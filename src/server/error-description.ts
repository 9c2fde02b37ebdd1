/** What may be written of an error: where it happened and which kind it is, without a word of its message. */
export interface ErrorTrace {
  readonly type: string;
  /** Code of the error, a SQLSTATE or a Node code, if it is a plain one. */
  readonly code?: string;
  /** For an error of PostgreSQL: the table and the constraint that it names. */
  readonly table?: string;
  readonly constraint?: string;
  readonly frames: readonly string[];
  readonly cause?: ErrorTrace;
}

const PLAIN_NAME = /^[A-Za-z0-9_.]{1,64}$/;
const FRAME = /^ {4}at [^\n]+:\d+:\d+\)?$/;

/** Describes an error for the log; deeper causes than the third are left out. */
export function describeError(error: unknown, depth = 0): ErrorTrace {
  if (typeof error !== 'object' || error === null) return { type: typeof error, frames: [] };
  const { name, code, table, constraint, cause, originalError } = error as Record<string, unknown>;
  const below = cause ?? originalError;
  return {
    type: isPlain(name) ? name : 'Error',
    ...(isPlain(code) && { code }),
    ...(isPlain(table) && { table }),
    ...(isPlain(constraint) && { constraint }),
    frames: framesOf(error),
    ...(below !== undefined && depth < 3 && { cause: describeError(below, depth + 1) }),
  };
}

function isPlain(value: unknown): value is string {
  return typeof value === 'string' && PLAIN_NAME.test(value);
}

/** The message stands in front of the frames and may have lines of its own that look like frames. */
function framesOf({ message, stack }: { message?: unknown; stack?: unknown }): string[] {
  if (typeof stack !== 'string') return [];
  const start = typeof message === 'string' ? stack.indexOf(message) : -1;
  const frames = start === -1 ? stack : stack.slice(start + String(message).length);
  return frames
    .split('\n')
    .filter((line) => FRAME.test(line))
    .map((line) => line.trim().slice(3));
}

import type { ProblemCode } from './problem-catalogue';

/** Every code that a client can meet in `extensions.code`. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'DISCLOSURE_DENIED'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'VERSION_CONFLICT'
  | 'IDEMPOTENCY_CONFLICT'
  | 'ILLEGAL_TRANSITION'
  | 'UNAVAILABLE'
  | 'TOO_COMPLEX'
  | 'RATE_LIMITED'
  | 'LOG_UNAVAILABLE'
  | 'INTERNAL';

const publicMessages: Readonly<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: 'A valid access token is required.',
  FORBIDDEN: 'The caller may not do this.',
  DISCLOSURE_DENIED: 'This field is not disclosed to the calling agency.',
  BAD_USER_INPUT: 'The input has problems; see extensions.problems.',
  NOT_FOUND: 'There is nothing by that reference that the caller may know of.',
  VERSION_CONFLICT: 'The expected version is not the present one; read again and decide anew.',
  IDEMPOTENCY_CONFLICT: 'This idempotency key was used before with other input.',
  ILLEGAL_TRANSITION: 'The case is not in a state that allows this; see extensions.legal.',
  UNAVAILABLE: 'The service cannot answer just now; try again later.',
  TOO_COMPLEX: 'The operation is larger than the service allows.',
  RATE_LIMITED: 'Too many requests; wait before the next one.',
  LOG_UNAVAILABLE: 'The disclosure log cannot be written, so nothing is disclosed.',
  INTERNAL:
    'Something went wrong in the service; quote extensions.correlationId when reporting it.',
};

/** The sentence that a client reads for a code: constant, in English, never with a value in it. */
export function publicMessage(code: ErrorCode): string {
  return publicMessages[code];
}

/**
 * One fault in an input: where, which code, and a constant sentence.
 *
 * `path` is dotted with list positions as numbers, `input.tenants.0.personalIdentityNumber`.
 */
export interface Problem {
  readonly path: string;
  readonly code: ProblemCode;
  readonly message: string;
}

/**
 * An error that may be shown to a client as it is: code, constant message, public extras.
 *
 * Each area derives its own classes, one per code, with the facts as fields. No subclass puts a
 * submitted or stored value into the message.
 */
export abstract class KvarboError extends Error {
  abstract readonly code: ErrorCode;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }

  /** What a client reads beside the code; nothing unless a subclass says otherwise. */
  extensions(): Record<string, unknown> {
    return {};
  }
}

/** The organisation sends more than it may; `retryAfterSeconds` says when it may again. */
export class RateLimitedError extends KvarboError {
  readonly code = 'RATE_LIMITED';

  constructor(readonly retryAfterSeconds: number) {
    super(publicMessage('RATE_LIMITED'));
  }
}

/** No token, or one that does not verify. `reason` is for the log alone and holds no token. */
export class UnauthenticatedError extends KvarboError {
  readonly code = 'UNAUTHENTICATED';
  readonly #reason: string;

  constructor(reason: string) {
    super(publicMessage('UNAUTHENTICATED'));
    this.#reason = reason;
  }

  get reason(): string {
    return this.#reason;
  }
}

/** A known caller asks for what it may not do. `reason` is for the log alone. */
export class ForbiddenError extends KvarboError {
  readonly code = 'FORBIDDEN';
  readonly #reason: string;

  constructor(reason: string) {
    super(publicMessage('FORBIDDEN'));
    this.#reason = reason;
  }

  get reason(): string {
    return this.#reason;
  }
}

/** The input has faults; all of them are listed, by path and code. */
export class BadUserInputError extends KvarboError {
  readonly code = 'BAD_USER_INPUT';

  constructor(readonly problems: readonly Problem[]) {
    super(publicMessage('BAD_USER_INPUT'));
  }

  override extensions(): Record<string, unknown> {
    return { problems: this.problems };
  }
}

/** Absent, or not for this caller to know of: the two are answered alike. */
export class NotFoundError extends KvarboError {
  readonly code = 'NOT_FOUND';

  constructor() {
    super(publicMessage('NOT_FOUND'));
  }
}

/** `expectedVersion` is not the present version of the reader's share of the case. */
export class VersionConflictError extends KvarboError {
  readonly code = 'VERSION_CONFLICT';

  constructor() {
    super(publicMessage('VERSION_CONFLICT'));
  }
}

/** An idempotency key comes back with other input. */
export class IdempotencyConflictError extends KvarboError {
  readonly code = 'IDEMPOTENCY_CONFLICT';

  constructor() {
    super(publicMessage('IDEMPOTENCY_CONFLICT'));
  }
}

/** The move is not legal from the state that the caller may know of; `legal` names those that are. */
export class IllegalTransitionError extends KvarboError {
  readonly code = 'ILLEGAL_TRANSITION';

  constructor(readonly legal: readonly string[]) {
    super(publicMessage('ILLEGAL_TRANSITION'));
  }

  override extensions(): Record<string, unknown> {
    return { legal: this.legal };
  }
}

/** A part that the answer needs is down or draining. */
export class UnavailableError extends KvarboError {
  readonly code = 'UNAVAILABLE';

  constructor() {
    super(publicMessage('UNAVAILABLE'));
  }
}

/** What would be disclosed could not be written down first, so that nothing is disclosed. */
export class LogUnavailableError extends KvarboError {
  readonly code = 'LOG_UNAVAILABLE';

  constructor() {
    super(publicMessage('LOG_UNAVAILABLE'));
  }
}

/** The operation passes a limit; the message may name the limit, never text of the operation. */
export class TooComplexError extends KvarboError {
  readonly code = 'TOO_COMPLEX';

  constructor(message: string = publicMessage('TOO_COMPLEX')) {
    super(message);
  }
}

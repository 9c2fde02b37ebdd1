import { UnauthenticatedError } from '../shared';

/** The claims of a token that is valid here and now; the last four are only what its issuer asserts. */
export interface AccessTokenClaims {
  readonly client: string;
  readonly user: string | null;
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly expiresAt: number;
  readonly agency: unknown;
  readonly organisation: unknown;
  readonly actingFor: unknown;
  readonly scope: unknown;
}

/** What the clocks of issuer and service may differ by, where an early token would be refused for it. */
const CLOCK_SKEW_SECONDS = 60;
const MAXIMUM_LIFETIME_SECONDS = 24 * 3600;
const MAXIMUM_NAME_LENGTH = 200;

/**
 * Checks the registered claims (RFC 7519, RFC 9068) of a token whose signature is right, from top to bottom.
 *
 * The claim `iss` is not among them: it has chosen the issuer whose key verified the signature.
 */
export function readClaims(
  payload: Readonly<Record<string, unknown>>,
  audience: string,
  now: Date,
): AccessTokenClaims {
  const seconds = now.getTime() / 1000;
  const { aud, exp, nbf, iat, sub, client_id: client, user } = payload;

  demand(names(aud, audience), 'aud is another audience');

  demand(isInstant(exp), 'exp is missing or no number');
  demand(exp > seconds, 'token has expired');
  demand(isInstant(iat), 'iat is missing or no number');
  demand(iat <= seconds + CLOCK_SKEW_SECONDS, 'iat is in the future');
  demand(exp > iat, 'exp is before iat');
  demand(exp - iat <= MAXIMUM_LIFETIME_SECONDS, 'token lives too long');
  demand(nbf === undefined || isInstant(nbf), 'nbf is no number');
  demand(nbf === undefined || nbf <= seconds + CLOCK_SKEW_SECONDS, 'token is not valid yet');

  demand(isName(sub), 'sub is missing or no name');
  demand(isName(client), 'client_id is missing or no name');
  demand(user === undefined || isName(user), 'user is no name');

  return {
    client,
    user: user ?? null,
    expiresAt: exp * 1000,
    agency: payload.agency,
    organisation: payload.organisation,
    actingFor: payload.acting_for,
    scope: payload.scope,
  };
}

function demand(holds: boolean, reason: string): asserts holds {
  if (!holds) throw new UnauthenticatedError(reason);
}

function names(claim: unknown, audience: string): boolean {
  return Array.isArray(claim)
    ? claim.every((value) => typeof value === 'string') && claim.includes(audience)
    : claim === audience;
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= MAXIMUM_NAME_LENGTH &&
    !/\p{Cc}/u.test(value)
  );
}

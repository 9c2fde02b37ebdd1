import {
  ForbiddenError,
  KvarboError,
  UnauthenticatedError,
  type Clock,
  type Purpose,
} from '../shared';
import { assertedIdentity } from './assertions';
import { readBearerToken, type RequestHeaders } from './bearer-token';
import type { Caller } from './caller';
import { readClaims } from './claims';
import type { IdentityLog } from './identity-log';
import { issuerFaults } from './issuer-faults';
import { trustedIssuer, type IssuerConfig, type TrustedIssuer } from './issuers';
import { KeySet } from './key-set';
import { chooseByPurpose, readGrants } from './purposes';
import { verifySignature } from './signature';
import { parseToken } from './token-shape';
import { VerifiedTokenCache, type VerifiedToken } from './verified-token-cache';

/** What {@link createAuthenticator} needs. */
export interface AuthenticatorOptions {
  readonly issuers: readonly IssuerConfig[];
  readonly clock: Clock;
  readonly log: IdentityLog;
  /** How published keys are fetched; the global `fetch` unless given. */
  readonly fetch?: typeof fetch;
}

/** Turns the headers of a request into its {@link Caller}. */
export interface Authenticator {
  /**
   * Decides who calls and for which purpose; pass `request.headersDistinct`. The reason of a refusal is logged here.
   *
   * @throws UnauthenticatedError if there is no token or it is not valid.
   * @throws ForbiddenError if the token asserts what its issuer may not, or its purpose was not granted.
   * @throws UnavailableError if the issuer's keys could never be fetched.
   */
  authenticate(headers: RequestHeaders): Promise<Caller>;
  /** True as soon as the keys of at least one issuer are known: one issuer that is down must not stop the others. */
  ready(): boolean;
  /** Fetches every issuer's keys and keeps them fresh; settles after the first attempts, whether or not they succeeded. */
  start(): Promise<void>;
  /** Stops all fetching; may be called twice. */
  stop(): void;
}

/**
 * Builds the one thing that knows access tokens.
 *
 * @throws Error if the list of issuers cannot be trusted as it stands.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const faults = issuerFaults(options.issuers);
  if (faults.length > 0) throw new Error(faults.join('; '));
  return new TokenAuthenticator(options);
}

interface KnownIssuer {
  readonly trust: TrustedIssuer;
  readonly keySet: KeySet;
}

class TokenAuthenticator implements Authenticator {
  private readonly issuers: ReadonlyMap<unknown, KnownIssuer>;
  private readonly verified: VerifiedTokenCache;
  private readonly clock: Clock;
  private readonly log: IdentityLog;

  constructor({ issuers, clock, log, fetch = globalThis.fetch }: AuthenticatorOptions) {
    this.clock = clock;
    this.log = log;
    this.verified = new VerifiedTokenCache(clock);
    this.issuers = new Map(
      issuers.map((config) => {
        const { issuer, jwksUri } = config;
        const keySet = new KeySet({ issuer, jwksUri, clock, fetch, log });
        return [issuer, { trust: trustedIssuer(config), keySet }];
      }),
    );
  }

  async authenticate(headers: RequestHeaders): Promise<Caller> {
    try {
      const token = readBearerToken(headers);
      const { callers } = this.verified.get(token) ?? (await this.verify(token));
      return chooseByPurpose(callers, headers);
    } catch (error) {
      throw this.refusal(error);
    }
  }

  ready(): boolean {
    return [...this.issuers.values()].some(({ keySet }) => keySet.loaded);
  }

  async start(): Promise<void> {
    await Promise.all([...this.issuers.values()].map(({ keySet }) => keySet.start()));
  }

  stop(): void {
    for (const { keySet } of this.issuers.values()) keySet.stop();
  }

  private async verify(token: string): Promise<VerifiedToken> {
    const { algorithm, keyId, payload } = parseToken(token);
    const known = this.issuers.get(payload.iss);
    if (known === undefined) throw new UnauthenticatedError('issuer is not trusted');
    const { trust, keySet } = known;
    if (!trust.algorithms.has(algorithm)) {
      throw new UnauthenticatedError('algorithm is not the one of the issuer');
    }
    const key = await keySet.find(keyId, algorithm);
    verifySignature(token, key, algorithm);
    const claims = readClaims(payload, trust.audience, this.clock.now());
    const identity = assertedIdentity(claims, trust);
    const { purposes, scopes } = readGrants(claims.scope, identity.agency);
    const { client, user, expiresAt } = claims;
    const reader = identity.actingFor ?? identity.organisation;
    const callerFor = (purpose: Purpose): Caller =>
      Object.freeze({ ...identity, reader, client, user, purpose, scopes, expiresAt });
    const verified: VerifiedToken = {
      callers: purposes.map(callerFor),
      expiresAt,
      keySet,
      keyFingerprint: key.fingerprint,
    };
    this.verified.set(token, verified);
    return verified;
  }

  private refusal(error: unknown): KvarboError {
    if (error instanceof UnauthenticatedError || error instanceof ForbiddenError) {
      this.log.info({ code: error.code, reason: error.reason }, 'caller refused');
      return error;
    }
    if (error instanceof KvarboError) {
      this.log.warn({ code: error.code }, 'caller could not be decided');
      return error;
    }
    // Whatever breaks while a token is read is the token's doing, and its text could quote the token.
    this.log.warn({ code: 'UNAUTHENTICATED', fault: (error as Error).name }, 'caller refused');
    return new UnauthenticatedError('token could not be read');
  }
}

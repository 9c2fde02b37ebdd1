import { Agency, parseOrganisationNumber } from '../shared';

/** The signature algorithms that an issuer may be pinned to; none of them is symmetric. */
export const SIGNING_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
] as const;

/** One of {@link SIGNING_ALGORITHMS}. */
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number];

/** An issuer of access tokens that is trusted, and the limits of that trust. */
export interface IssuerConfig {
  /** The exact value of the claim `iss`. */
  readonly issuer: string;
  /** The value that the claim `aud` must be or contain. */
  readonly audience: string;
  /** Where the issuer publishes its keys (JWKS): https, or http on a loopback address. */
  readonly jwksUri: string;
  readonly algorithms: readonly SigningAlgorithm[];
  /** The agencies that the issuer may speak for. */
  readonly agencies: readonly Agency[];
  /** Organisationsnummer that the issuer may name for landlords, Kronofogden and their auditors; `*` is any. */
  readonly organisations: readonly string[] | '*';
  /** Ids of the social boards that the issuer may name for boards and their auditors; `*` is any. */
  readonly boards: readonly string[] | '*';
  /** Who may act for whom: representative to its principals; `*` is anyone for anyone, absent is nobody. */
  readonly representatives?: Readonly<Record<string, readonly string[]>> | '*';
}

/** An issuer's limits in the form in which they are asked: every number in its one spelling. */
export interface TrustedIssuer {
  readonly audience: string;
  readonly algorithms: ReadonlySet<string>;
  readonly agencies: ReadonlySet<Agency>;
  mayNameOrganisation(organisation: string): boolean;
  mayNameBoard(board: string): boolean;
  mayRepresent(representative: string, principal: string): boolean;
}

export function trustedIssuer(config: IssuerConfig): TrustedIssuer {
  const organisations = allowed(config.organisations, parseOrganisationNumber);
  const boards = allowed(config.boards, parseBoardId);
  const principals = principalsOf(config.representatives ?? {});
  return {
    audience: config.audience,
    algorithms: new Set(config.algorithms),
    agencies: new Set(config.agencies),
    mayNameOrganisation: organisations,
    mayNameBoard: boards,
    mayRepresent: (representative, principal) => principals(representative)(principal),
  };
}

/** The id of a social board, a four-digit municipality code or the slug of a district; null if it is neither. */
export function parseBoardId(value: string): string | null {
  return /^(?:\d{4}|[a-z][a-z0-9-]{0,59})$/.test(value) ? value : null;
}

type Allowed = (value: string) => boolean;

function allowed(list: readonly string[] | '*', parse: (value: string) => string | null): Allowed {
  if (list === '*') return () => true;
  const values = new Set(list.map(parse));
  return (value) => values.has(value);
}

function principalsOf(
  representatives: NonNullable<IssuerConfig['representatives']>,
): (representative: string) => Allowed {
  if (representatives === '*') return () => () => true;
  const principals = new Map(
    Object.entries(representatives).map(([representative, list]) => [
      parseOrganisationNumber(representative),
      allowed(list, parseOrganisationNumber),
    ]),
  );
  return (representative) => principals.get(representative) ?? (() => false);
}

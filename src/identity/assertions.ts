import { Agency, ForbiddenError, parseOrganisationNumber } from '../shared';
import type { AccessTokenClaims } from './claims';
import { parseBoardId, type TrustedIssuer } from './issuers';

/** Whom a valid token speaks for, within what its issuer may assert. */
export interface AssertedIdentity {
  readonly agency: Agency;
  readonly organisation: string;
  readonly actingFor: string | null;
}

/**
 * Decides whether the issuer may assert the agency, the organisation and the principal that its token names.
 *
 * @throws ForbiddenError if not, or if the token does not name them.
 */
export function assertedIdentity(
  claims: AccessTokenClaims,
  issuer: TrustedIssuer,
): AssertedIdentity {
  const agency = agencyOf(claims.agency, issuer);
  const organisation = organisationOf(claims.organisation, agency, issuer);
  return { agency, organisation, actingFor: principalOf(claims, agency, organisation, issuer) };
}

function agencyOf(claim: unknown, issuer: TrustedIssuer): Agency {
  const agency = Object.values(Agency).find((value) => value === claim);
  if (agency === undefined) throw new ForbiddenError('token names no agency');
  if (!issuer.agencies.has(agency)) {
    throw new ForbiddenError(`issuer may not speak for agency ${agency}`);
  }
  return agency;
}

function organisationOf(claim: unknown, agency: Agency, issuer: TrustedIssuer): string {
  if (typeof claim !== 'string') throw new ForbiddenError('token names no organisation');
  const organisation = agency === Agency.SOCIAL_SERVICES ? null : parseOrganisationNumber(claim);
  if (organisation !== null && issuer.mayNameOrganisation(organisation)) return organisation;
  const hasBoards = agency === Agency.SOCIAL_SERVICES || agency === Agency.OVERSIGHT;
  const board = hasBoards ? parseBoardId(claim) : null;
  if (board !== null && issuer.mayNameBoard(board)) return board;
  throw new ForbiddenError(
    organisation === null && board === null
      ? `organisation does not have the form that agency ${agency} has`
      : 'issuer may not name this organisation',
  );
}

function principalOf(
  { actingFor }: AccessTokenClaims,
  agency: Agency,
  organisation: string,
  issuer: TrustedIssuer,
): string | null {
  if (actingFor === undefined) return null;
  if (agency !== Agency.LANDLORD) throw new ForbiddenError('only landlords are represented');
  const principal = typeof actingFor === 'string' ? parseOrganisationNumber(actingFor) : null;
  if (principal === null) throw new ForbiddenError('acting_for is no organisation number');
  if (!issuer.mayRepresent(organisation, principal)) {
    throw new ForbiddenError('issuer may not name this representation');
  }
  return principal;
}

import { Agency, ForbiddenError, Purpose } from '../shared';
import { singleHeader, type RequestHeaders } from './bearer-token';

/**
 * The purposes that each agency can be granted, the one of its daily work first.
 *
 * @swedish ändamål
 * @legalSource SPL-6
 */
export const PURPOSES_BY_AGENCY: Readonly<Record<Agency, readonly Purpose[]>> = Object.freeze({
  [Agency.LANDLORD]: [Purpose.LANDLORD_DUTY, Purpose.AUDIT],
  [Agency.SOCIAL_SERVICES]: [Purpose.CASE_HANDLING, Purpose.FOLLOW_UP, Purpose.AUDIT],
  [Agency.ENFORCEMENT]: [Purpose.EXECUTION, Purpose.FOLLOW_UP, Purpose.AUDIT],
  [Agency.OVERSIGHT]: [Purpose.AUDIT],
});

const PREFIX = 'purpose:';

/** The scope that grants a purpose: `purpose:case_handling`. */
export function purposeScope(purpose: Purpose): string {
  return PREFIX + purpose.toLowerCase();
}

export interface Grants {
  readonly purposes: readonly Purpose[];
  readonly scopes: ReadonlySet<string>;
}

/**
 * Sorts the claim `scope` into purposes and other scopes.
 *
 * @throws ForbiddenError if a purpose is not one of the agency's.
 */
export function readGrants(claim: unknown, agency: Agency): Grants {
  if (claim !== undefined && typeof claim !== 'string')
    throw new ForbiddenError('scope is no text');
  const granted = new Set((claim ?? '').split(' ').filter((scope) => scope !== ''));
  const purposes = [...granted].filter((scope) => scope.startsWith(PREFIX));
  const scopes = [...granted].filter((scope) => !scope.startsWith(PREFIX));
  return { purposes: purposes.map((scope) => purposeOf(scope, agency)), scopes: new Set(scopes) };
}

function purposeOf(scope: string, agency: Agency): Purpose {
  const purpose = PURPOSES_BY_AGENCY[agency].find((value) => purposeScope(value) === scope);
  if (purpose === undefined)
    throw new ForbiddenError(`a purpose that agency ${agency} cannot have`);
  return purpose;
}

/**
 * Picks what was granted for the purpose of this request: the one that `Kvarbo-Purpose` names, or the only one.
 *
 * @throws ForbiddenError if none was granted, the one named was not, or several were and none is named.
 */
export function chooseByPurpose<Granted extends { readonly purpose: Purpose }>(
  granted: readonly Granted[],
  headers: RequestHeaders,
): Granted {
  const [first, ...others] = granted;
  if (first === undefined) throw new ForbiddenError('no purpose was granted');
  const header = singleHeader(headers, 'kvarbo-purpose');
  if (header === undefined) {
    if (others.length > 0) throw new ForbiddenError('several purposes and no Kvarbo-Purpose');
    return first;
  }
  const chosen = granted.find(({ purpose }) => purpose === header?.trim().toUpperCase());
  if (chosen === undefined) throw new ForbiddenError('Kvarbo-Purpose was not granted');
  return chosen;
}

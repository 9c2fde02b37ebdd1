import { Agency } from '../shared';
import { noticesKnownTo, recordsKnownTo } from './case-facts';
import type { HubFacts } from './hub-facts';

/** What a case can be found by. @legalSource SPF-15-SEARCH */
export type SearchKind =
  'PERSON_NUMBER' | 'PERSON_NAME' | 'RECEIPT' | 'ENFORCEMENT_CASE' | 'LANDLORD_REFERENCE';

/** A blind search term and the notice or record (`source`) that it came with. */
export interface SearchTerm {
  readonly source: string;
  readonly kind: SearchKind;
  /** Blind index as hexadecimal text. */
  readonly value: string;
}

/** One term by which one reader finds the case. */
export interface SearchKey {
  readonly agency: Agency;
  readonly organisation: string;
  readonly kind: SearchKind;
  readonly value: string;
}

/**
 * The terms by which a reader finds a case: those of the notices and records that it may know of, and a landlord's reference for
 * that landlord alone.
 *
 * @legalSource SPF-15-SEARCH
 */
export function searchKeysFor(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
  terms: readonly SearchTerm[],
): readonly SearchKey[] {
  if (agency === Agency.OVERSIGHT) return [];
  const sources = new Set([
    ...noticesKnownTo(agency, organisation, facts).map(({ noticeId }) => noticeId),
    ...recordsKnownTo(agency, organisation, facts).map(({ caseNumber }) => caseNumber),
  ]);
  return terms
    .filter(({ source }) => sources.has(source))
    .filter(({ kind }) => kind !== 'LANDLORD_REFERENCE' || agency === Agency.LANDLORD)
    .map(({ kind, value }) => ({ agency, organisation, kind, value }));
}

import type { EntityManager } from 'typeorm';
import { statement } from '../persistence';
import { groupBy } from '../shared';
import type { HubFacts } from './hub-facts';
import type { SearchTerm } from './search-keys';
import { searchKeysFor } from './search-keys';
import type { Share } from './shares';

/** A term with the case in which it was given. */
export type CaseTerm = SearchTerm & { readonly caseId: string };

const TERMS = `
  SELECT DISTINCT case_id AS "caseId", source, kind, encode(value, 'hex') AS value FROM cases.term
  WHERE case_id = ANY ($1)
    AND kind IN ('PERSON_NUMBER', 'PERSON_NAME', 'RECEIPT', 'ENFORCEMENT_CASE', 'LANDLORD_REFERENCE')`;

// One statement, so that a key which stays is neither deleted nor written again.
const REPLACE = `
  WITH wanted AS (
    SELECT DISTINCT agency, organisation, kind, decode(value, 'hex') AS value, case_id
    FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[]) AS w(agency, organisation, kind, value, case_id)
  ), gone AS (
    DELETE FROM cases.search_key k WHERE k.case_id = ANY ($1)
      AND NOT EXISTS (SELECT FROM wanted w WHERE (w.agency, w.organisation, w.kind, w.value, w.case_id)
        = (k.agency, k.organisation, k.kind, k.value, k.case_id))
  )
  INSERT INTO cases.search_key (agency, organisation, kind, value, case_id)
  SELECT agency, organisation, kind, value, case_id FROM wanted ON CONFLICT DO NOTHING`;

/** The terms by which the given cases may be found. */
export function loadTerms(
  manager: EntityManager,
  caseIds: readonly string[],
): Promise<readonly CaseTerm[]> {
  return statement<CaseTerm>(manager, TERMS, [caseIds]);
}

/** Makes the search keys of the given cases what their facts and terms now allow each reader. */
export async function replaceSearchKeys(
  manager: EntityManager,
  cases: ReadonlyMap<string, HubFacts>,
  shares: ReadonlyMap<string, readonly Share[]>,
  terms: readonly CaseTerm[],
): Promise<void> {
  const byCase = groupBy(terms, ({ caseId }) => caseId);
  const keys = [...cases].flatMap(([caseId, facts]) =>
    (shares.get(caseId) ?? []).flatMap(({ agency, organisation }) =>
      searchKeysFor(agency, organisation, facts, byCase.get(caseId) ?? []).map((key) => ({
        ...key,
        caseId,
      })),
    ),
  );
  await statement(manager, REPLACE, [
    [...cases.keys()],
    keys.map(({ agency }) => agency),
    keys.map(({ organisation }) => organisation),
    keys.map(({ kind }) => kind),
    keys.map(({ value }) => value),
    keys.map(({ caseId }) => caseId),
  ]);
}

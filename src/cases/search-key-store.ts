import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import type { HubFacts } from './hub-facts';
import type { SearchTerm } from './search-keys';
import { searchKeysFor } from './search-keys';
import { sharesOf } from './shares';

const ROLE = 'kvarbo_cases_writer';

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

/** Makes the search keys of the given cases what their facts and terms now allow each reader. */
export async function replaceSearchKeys(
  tx: WriteTransaction,
  cases: ReadonlyMap<string, HubFacts>,
): Promise<void> {
  await tx.as(ROLE, '', async (manager) => {
    const caseIds = [...cases.keys()];
    const terms = await statement<SearchTerm & { caseId: string }>(manager, TERMS, [caseIds]);
    const byCase = new Map(caseIds.map((id): [string, SearchTerm[]] => [id, []]));
    for (const term of terms) byCase.get(term.caseId)?.push(term);
    const keys = [...cases].flatMap(([caseId, facts]) =>
      sharesOf(facts).flatMap(({ agency, organisation }) =>
        searchKeysFor(agency, organisation, facts, byCase.get(caseId) ?? []).map((key) => ({
          ...key,
          caseId,
        })),
      ),
    );
    await statement(manager, REPLACE, [
      caseIds,
      keys.map(({ agency }) => agency),
      keys.map(({ organisation }) => organisation),
      keys.map(({ kind }) => kind),
      keys.map(({ value }) => value),
      keys.map(({ caseId }) => caseId),
    ]);
  });
}

import { Agency } from '../../shared';
import type { DisclosurePolicy } from './disclosure-policy';
import { cellText } from './rule';

/** What the policy says of one coordinate to one agency, in words. */
export interface PublishedRuleRow {
  readonly coordinate: string;
  readonly agency: Agency;
  readonly rule: string;
  readonly legalBasis: readonly string[];
  readonly rationale: string;
}

/** Every cell of the policy in words: rows as they stand in it, each with its four agencies in the order of the matrix. */
export function publishedRules(policy: DisclosurePolicy): readonly PublishedRuleRow[] {
  return policy.all.flatMap(({ coordinate, cells, legalBasis, rationale }) =>
    Object.values(Agency).map((agency) => ({
      coordinate,
      agency,
      rule: cellText(cells[agency]),
      legalBasis,
      rationale,
    })),
  );
}

import type { Cell, ConsentGroup } from '../../disclosure';
import { DISCLOSURE_ROWS, OPERATIONS } from '../../disclosure';
import { PURPOSES_BY_AGENCY } from '../../identity';
import { Agency, Purpose } from '../../shared';

/** Control is no reading of a tenant's data by consent, and follow-up never returns records. */
const NEVER_BY_CONSENT: readonly Purpose[] = [Purpose.AUDIT, Purpose.FOLLOW_UP];

/**
 * The agencies to which a consent can open a group: those with a cell of the policy that asks for it, its owner never among them.
 * Nothing else is opened, so that a consent for anybody else would only tell that there is one.
 *
 * @legalSource OSL-12-2
 */
export function recipientsOf(group: ConsentGroup): readonly Agency[] {
  return Object.values(Agency).filter((agency) =>
    DISCLOSURE_ROWS.some(({ cells }) => asksFor(cells[agency], group)),
  );
}

/** The purposes for which an agency reads records. @legalSource SPL-10-ACCESS */
export function readingPurposesOf(agency: Agency): readonly Purpose[] {
  const reading = OPERATIONS.find(({ operation }) => operation === 'Query.case')?.purposes ?? [];
  return PURPOSES_BY_AGENCY[agency].filter(
    (purpose) => reading.includes(purpose) && !NEVER_BY_CONSENT.includes(purpose),
  );
}

function asksFor(cell: Cell, group: ConsentGroup): boolean {
  return (
    typeof cell !== 'string' &&
    cell.some((condition) => 'group' in condition && condition.group === group)
  );
}

import type { Cell, Condition, DisclosurePolicy, DisclosureRow } from '../disclosure';
import type { ShapeContent } from '../disclosure-log';
import { Agency } from '../shared';

/** Conditions of which a landlord knows by itself whether they hold. */
const KNOWN_TO_LANDLORDS: ReadonlySet<string> = new Set(['IF_PARTY', 'IF_DATE_SET']);

const CASE_AGENCIES = [Agency.LANDLORD, Agency.SOCIAL_SERVICES, Agency.ENFORCEMENT];

/** Stands for whatever another organisation did: to change a case is to work on it, and names are the caller's own words. */
const DISCLOSURE = 'disclosure';

/**
 * What the auditor of one controller reads of a disclosure to another organisation's users: only what concerns the controller.
 *
 * A request often reads the data of several controllers at once. Coordinates and legal bases are cut to those that the controller's
 * own agency may always read, since the others tell of the work, the consents and the protection at somebody else; the operation
 * is left out.
 *
 * @param own - the agency of the reader's controller
 * @param recipient - the agency to which was disclosed
 * @param isOneOfSeveralBoards - whether another board's data was disclosed beside that of the reader's controller: which of them
 * opened what the entry does not tell, so that neither reads what was opened
 * @legalSource OSL-26-1
 * @legalSource OSL-22-2
 * @legalSource GDPR-38
 */
export function foreignEntry(
  content: ShapeContent,
  policy: DisclosurePolicy,
  own: Agency,
  recipient: Agency,
  isOneOfSeveralBoards: boolean,
): Omit<ShapeContent, 'policyVersion'> {
  const shown = (coordinate: string): boolean => {
    const row = rowOf(policy, coordinate);
    if (row === undefined || !concerns(row, own, recipient)) return false;
    return !isOneOfSeveralBoards || !restsOnOpening(row.cells[recipient]);
  };
  const disclosed = content.disclosed.filter(shown);
  const bases = new Set(disclosed.flatMap((name) => rowOf(policy, name)?.legalBasis ?? []));
  return {
    operation: { ...content.operation, name: null, roots: [DISCLOSURE] },
    disclosed,
    denied: content.denied.filter(shown),
    legalBasis: content.legalBasis.filter((id) => bases.has(id)),
  };
}

const OPENINGS: ReadonlySet<Condition['kind']> = new Set([
  'IF_CONSENT',
  'IF_SWITCH',
  'IF_SWITCH_OR_CONSENT',
]);

function restsOnOpening(cell: Cell): boolean {
  return typeof cell !== 'string' && cell.some(({ kind }) => OPENINGS.has(kind));
}

function concerns({ cells }: DisclosureRow, own: Agency, recipient: Agency): boolean {
  if (cells[own] !== 'ALLOW') return false;
  // What no other agency may always read is each organisation's own record, the other one's among them.
  if (own === recipient)
    return CASE_AGENCIES.some((agency) => agency !== own && cells[agency] === 'ALLOW');
  const cell = cells[recipient];
  return (
    own !== Agency.LANDLORD ||
    typeof cell === 'string' ||
    cell.every(({ kind }) => KNOWN_TO_LANDLORDS.has(kind))
  );
}

/** The row behind a coordinate as plans and entries write it; none if the policy of today does not know it. */
function rowOf(policy: DisclosurePolicy, coordinate: string): DisclosureRow | undefined {
  const [place = '', way = null] = coordinate.split('@');
  const [type = '', field = ''] = place.split('.');
  return policy.ruleFor(type, field, way);
}

import type { Agency, Purpose } from '../shared';
import { holds } from './conditions';
import type { CaseFacts } from './facts';
import type { DisclosurePolicy } from './policy/disclosure-policy';

/** What decides whether a caller may call an operation at all. */
export interface CallerRights {
  readonly agency: Agency;
  readonly purpose: Purpose;
  readonly scopes: ReadonlySet<string>;
}

/**
 * Whether agency, scope and purpose allow an operation; an operation that the policy does not know is refused.
 *
 * @legalSource SPL-10-ACCESS
 * @legalSource KFL-2-26
 */
export function mayCall(policy: DisclosurePolicy, caller: CallerRights, name: string): boolean {
  const row = policy.operation(name);
  if (row?.agencies[caller.agency] !== 'ALLOW') return false;
  const hasScope = row.scopes.length === 0 || row.scopes.some((scope) => caller.scopes.has(scope));
  return hasScope && row.purposes.includes(caller.purpose);
}

/** Whether an agency may read any of the given coordinates of a case with these facts. */
export function mayRead(
  policy: DisclosurePolicy,
  agency: Agency,
  coordinates: readonly string[],
  facts: CaseFacts,
): boolean {
  return coordinates.some((coordinate) => {
    const cell = policy.at(coordinate).cells[agency];
    return (
      cell === 'ALLOW' || (cell !== 'DENY' && cell.every((condition) => holds(condition, facts)))
    );
  });
}

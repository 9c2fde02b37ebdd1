import type { DisclosurePolicy } from '../../disclosure';
import { cellText } from '../../disclosure';

/** Arguments by name of the directive that says who may ask for a field. */
export type AccessDirectives = Readonly<
  Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>
>;

/**
 * What the policy says of a field, in the directives that federation has for it.
 *
 * An operation needs a token, and one of its scopes where it names any. A field that is not open to every agency names its
 * line of the policy, for engines that ask somebody about such names. They say less than the policy, which each subgraph applies
 * itself: nothing rests on whether an engine reads them.
 */
export function accessTo(policy: DisclosurePolicy, type: string, field: string): AccessDirectives {
  const operation = policy.operation(`${type}.${field}`);
  if (operation) {
    const scopes = operation.scopes.map((scope) => [scope]);
    return { authenticated: {}, ...(scopes.length > 0 && { requiresScopes: { scopes } }) };
  }
  return isOpenToAll(policy, type, field)
    ? {}
    : { policy: { policies: [[`kvarbo:${type}.${field}`]] } };
}

/** Whether every agency is always given a field, whichever way it comes to it. */
function isOpenToAll(policy: DisclosurePolicy, type: string, field: string): boolean {
  const own = policy.all.filter(
    ({ coordinate }) => coordinate.split('@')[0] === `${type}.${field}`,
  );
  const rows = own.some(({ coordinate }) => !coordinate.includes('@'))
    ? own
    : [...own, ...policy.all.filter(({ coordinate }) => coordinate === `${type}.*`)];
  return rows.every(({ cells }) =>
    Object.values(cells).every((cell) => cellText(cell) === 'ALLOW'),
  );
}

import type { GraphQLField } from 'graphql';

/**
 * Extension of fields by which a federation engine puts answers together, such as `Case.key`.
 *
 * They tell of no case and are given to no reader, so that no row of the policy is about them: plan, shield and log pass them by.
 */
export const FOR_ENGINE: Readonly<Record<string, true>> = Object.freeze({ forEngine: true });

export function isForEngine({
  extensions,
}: Pick<GraphQLField<unknown, unknown>, 'extensions'>): boolean {
  return extensions.forEngine === true;
}

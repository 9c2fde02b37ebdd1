import type { ExecutionResult } from 'graphql';
import { GraphQLError } from 'graphql';
import { DisclosureDeniedError } from './disclosure-denied.error';
import type { DisclosureNote, DisclosurePlan } from './plan';

/**
 * The answer with what the plan says of it: an error for each denied field, and the conditional fields in the extensions.
 *
 * Both follow from the plan alone, so they are the same whatever the store held. Complaints of the executor about non-null fields
 * that the plan may close are left out, since they would tell a failed condition from empty data.
 */
export function tellDisclosure(result: ExecutionResult, plan: DisclosurePlan): ExecutionResult {
  const errors = [
    ...plan.denied.map(
      (note) =>
        new GraphQLError('', {
          path: note.path,
          originalError: new DisclosureDeniedError(note),
        }),
    ),
    ...(result.errors ?? []).filter((error) => !isAboutClosedField(error, plan)),
  ];
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(errors.length > 0 && { errors }),
    extensions: {
      ...result.extensions,
      disclosure: { conditional: plan.conditional.map(conditionalEntry) },
    },
  };
}

function conditionalEntry({ path, coordinate, rule, legalBasis }: DisclosureNote) {
  return { path, coordinate, condition: rule, legalBasis };
}

function isAboutClosedField(error: GraphQLError, plan: DisclosurePlan): boolean {
  if (plan.closable.size === 0 || !error.path || ownErrorBehind(error)) return false;
  const path = error.path.map((step) => (typeof step === 'number' ? '@' : step)).join('.');
  return plan.closable.has(path);
}

/** A resolver's own fault at such a field is not about null. */
function ownErrorBehind(error: GraphQLError): boolean {
  return error.originalError != null && !error.message.startsWith('Cannot return null');
}

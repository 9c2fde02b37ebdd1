import type { GraphQLSchema } from 'graphql';
import type { SubgraphName } from '../../shared';

/**
 * Whose each root field and each field of `Case` is: exactly one subgraph's, which alone answers it behind an engine.
 *
 * All other types go with whatever leads to them.
 */
export const OWNED: Readonly<Record<SubgraphName, ReadonlySet<string>>> = {
  cases: new Set([
    'Query.viewer',
    'Query.case',
    'Query.cases',
    'Query.deadlines',
    'Query.collaborationMeeting',
    'Query.evictionStatistics',
    'Query.disclosurePolicy',
    'Query.explainAccess',
    'Query.standingDecisions',
    'Query.disclosureLog',
    'Query.subjectAccessReport',
    'Query.accessReview',
    'Mutation.recordConsent',
    'Mutation.revokeConsent',
    'Mutation.addMeetingInput',
    'Mutation.registerStandingDecision',
    'Mutation.endStandingDecision',
    'Case.id',
    'Case.version',
    'Case.board',
    'Case.stage',
    'Case.receivedAt',
    'Case.tenants',
    'Case.dwelling',
    'Case.deadlines',
  ]),
  'landlord-notices': new Set([
    'Query.notice',
    'Mutation.submitNotice',
    'Mutation.submitNotices',
    'Mutation.reportSettlement',
    'Mutation.grantDeferral',
    'Case.notices',
    'Case.earlierNotices',
    'Case.settlement',
    'Case.deferral',
  ]),
  'social-services': new Set([
    // The directory of boards; a subgraph needs a query of its own.
    'Query.socialBoards',
    'Mutation.openSocialCase',
    'Mutation.recordHousehold',
    'Mutation.recordContact',
    'Mutation.recordAssessment',
    'Mutation.recordFinancialAid',
    'Mutation.proposePaymentPlan',
    'Mutation.respondToPaymentPlan',
    'Mutation.issueRentUndertaking',
    'Mutation.confirmEvictionTime',
    'Mutation.setAttendance',
    'Mutation.markProtectedIdentity',
    'Mutation.recordOutcome',
    'Mutation.rerouteCase',
    'Case.socialServices',
  ]),
  enforcement: new Set([
    'Query.enforcementRecord',
    'Mutation.pushEvictionRecords',
    'Case.enforcement',
  ]),
};

/** The type that all subgraphs know, and that an engine puts together from them. */
export const ENTITY = 'Case';

/** Names of the types whose fields have an owner: the roots of a schema and the entity. */
export function ownedTypes(whole: GraphQLSchema): ReadonlySet<string> {
  const roots = [whole.getQueryType(), whole.getMutationType(), whole.getSubscriptionType()];
  return new Set([...roots.flatMap((root) => root?.name ?? []), ENTITY]);
}

/** Which fields stay in a subgraph, by their coordinates: its own, and those of all types that have no owner. */
export function keptBy(whole: GraphQLSchema, name: SubgraphName): (coordinate: string) => boolean {
  const owned = ownedTypes(whole);
  return (coordinate) => !owned.has(coordinate.split('.')[0] ?? '') || OWNED[name].has(coordinate);
}

import type { GraphQLSchema } from 'graphql';
import {
  AccessExplanationResolver,
  CaseResolver,
  ConsentResolver,
  DeadlineResolver,
  StandingDecisionResolver,
  ViewerResolver,
} from '../cases';
import { CollaborationResolver } from '../collaboration';
import { PolicyResolver } from '../disclosure';
import {
  CaseEnforcementResolver,
  EnforcementRecordResolver,
  EvictionPushResolver,
} from '../enforcement';
import {
  CaseNoticesResolver,
  DeferralResolver,
  LandlordNoticeResolver,
  SettlementResolver,
} from '../landlord-notices';
import { AccessReviewResolver, DisclosureLogResolver, SubjectAccessResolver } from '../oversight';
import {
  EvictionDayResolver,
  ProtectionResolver,
  RentUndertakingResolver,
  RerouteResolver,
  SocialCaseResolver,
  SocialServicesResolver,
  SupportResolver,
} from '../social-services';
import { StatisticsResolver } from '../statistics';
import type { ResolverClass } from './schema';
import { buildUnifiedSchema } from './schema';

/** Every resolver class of the gateway, in the order of the rooms. */
const RESOLVERS: readonly [ResolverClass, ...ResolverClass[]] = [
  PolicyResolver,
  ViewerResolver,
  CaseResolver,
  DeadlineResolver,
  AccessExplanationResolver,
  LandlordNoticeResolver,
  CaseNoticesResolver,
  SettlementResolver,
  DeferralResolver,
  ConsentResolver,
  StandingDecisionResolver,
  SocialServicesResolver,
  SocialCaseResolver,
  SupportResolver,
  EvictionDayResolver,
  RentUndertakingResolver,
  RerouteResolver,
  ProtectionResolver,
  EnforcementRecordResolver,
  CaseEnforcementResolver,
  EvictionPushResolver,
  CollaborationResolver,
  StatisticsResolver,
  DisclosureLogResolver,
  AccessReviewResolver,
  SubjectAccessResolver,
];

/** The schema of the whole gateway in one process, answered by the given instances; built once per process. */
export function unifiedSchema(instances: readonly object[]): GraphQLSchema {
  const byClass = new Map<unknown, object>(
    instances.map((instance) => [instance.constructor, instance]),
  );
  const missing = RESOLVERS.filter((resolver) => !byClass.has(resolver));
  if (missing.length > 0) {
    throw new Error(`No instance of ${missing.map(({ name }) => name).join(', ')} was given.`);
  }
  return buildUnifiedSchema({
    resolvers: RESOLVERS,
    container: { get: (resolver) => byClass.get(resolver) as never },
  });
}

/** The same schema to be printed and compared; it cannot answer. Like any schema of all domains, it is built once per process. */
export function schemaForReading(): GraphQLSchema {
  return buildUnifiedSchema({ resolvers: RESOLVERS, container: { get: () => ({}) as never } });
}

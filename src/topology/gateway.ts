import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import {
  CaseChange,
  CaseContributions,
  CaseLedger,
  CaseList,
  CaseParties,
  CaseReader,
  CaseResolver,
  FactsReader,
  Idempotency,
  Matching,
  socialBoardDirectory,
  Terms,
  ViewerResolver,
} from '../cases';
import { DisclosurePolicy, installShield } from '../disclosure';
import {
  CaseEnforcementResolver,
  EnforcementContribution,
  EnforcementRecordReader,
  EnforcementRecordResolver,
  EvictionPush,
  EvictionPushResolver,
  PushResultReader,
  RecordStore,
} from '../enforcement';
import {
  CaseNoticesResolver,
  LandlordContribution,
  LandlordNoticeReader,
  LandlordNoticeResolver,
  LandlordNoticeService,
  markInvocations,
  NoticeChain,
  SettlementReader,
  SettlementResolver,
  SettlementService,
} from '../landlord-notices';
import type { GraphQLExecutor } from '../server';
import type { Clock } from '../shared';
import {
  SocialCaseResolver,
  SocialCaseService,
  SocialServicesReader,
  SocialServicesResolver,
} from '../social-services';
import { createDisclosureExecutor } from './executor';
import type { GatewayContext, ReadingParts } from './gateway-context';
import type { Keys } from './keys';
import { unifiedSchema } from './unified-schema';

/** What the domains are put together from. */
export interface GatewayParts extends Keys {
  readonly store: DataSource;
  readonly clock: Clock;
}

/** The domains as one schema, with what executes it. */
export interface Gateway {
  readonly schema: GraphQLSchema;
  readonly executor: GraphQLExecutor<GatewayContext>;
  readonly reading: Omit<ReadingParts, 'pool'>;
}

/**
 * Puts hub and domains together in one process; the only place that knows all of them.
 *
 * @throws PolicyGapError naming each field and operation of the schema without a rule
 */
export function createGateway(parts: GatewayParts): Gateway {
  const policy = new DisclosurePolicy();
  const schema = unifiedSchema(resolversFor(parts, policy));
  policy.assertCovers(schema);
  installShield(schema, policy);
  const { indexer, clock } = parts;
  return {
    schema,
    executor: createDisclosureExecutor(schema, policy),
    reading: { indexer, clock, facts: new FactsReader(indexer).load },
  };
}

function resolversFor(parts: GatewayParts, policy: DisclosurePolicy): readonly object[] {
  const { store, clock, keyring, indexer, aliases } = parts;
  const boards = socialBoardDirectory;
  const terms = new Terms(indexer);
  const ledger = new CaseLedger(policy, clock);
  const matching = new Matching(terms);
  const idempotency = new Idempotency(indexer, clock);
  const changes = new CaseChange(store, ledger, idempotency, aliases, indexer, clock);
  const contributions = new CaseContributions();
  const cases = new CaseReader(aliases, boards);

  const notices = new LandlordNoticeReader(keyring, aliases, cases);
  const chain = new NoticeChain(aliases);
  const submission = {
    store,
    ledger,
    matching,
    terms,
    idempotency,
    chain,
    keyring,
    indexer,
    clock,
    boards,
  };
  ledger.onInvocation(markInvocations);

  const records = new EnforcementRecordReader(keyring, aliases, policy);
  const recordStore = new RecordStore(keyring);
  const push = {
    store,
    records: recordStore,
    ledger,
    matching,
    terms,
    idempotency,
    indexer,
    keyring,
    clock,
  };

  // What a notice says weighs more than what was pushed.
  contributions.add(new LandlordContribution(notices));
  contributions.add(new EnforcementContribution(keyring, aliases));

  return [
    new ViewerResolver(boards, clock),
    new CaseResolver(
      cases,
      new CaseList(cases, aliases, terms),
      new CaseParties(contributions, aliases),
      aliases,
    ),
    new LandlordNoticeResolver(new LandlordNoticeService(submission), notices),
    new CaseNoticesResolver(notices, new SettlementReader()),
    new SettlementResolver(new SettlementService(changes, clock), cases),
    new SocialCaseResolver(new SocialCaseService(changes, keyring, clock), cases),
    new SocialServicesResolver(new SocialServicesReader(keyring, aliases, contributions)),
    new EnforcementRecordResolver(records, cases),
    new CaseEnforcementResolver(records),
    new EvictionPushResolver(new EvictionPush(push), new PushResultReader(records, cases)),
  ];
}

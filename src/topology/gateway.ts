import type { GraphQLSchema } from 'graphql';
import type { DataSource } from 'typeorm';
import {
  AccessExplanationResolver,
  CaseChange,
  CaseContributions,
  CaseDeadlines,
  CaseLedger,
  CaseList,
  CaseParties,
  CaseReader,
  CaseReferences,
  CaseResolver,
  ConsentRegister,
  ConsentResolver,
  ConsentService,
  DeadlineResolver,
  FactsReader,
  hubSubjectSource,
  Idempotency,
  Matching,
  socialBoardDirectory,
  StandingDecisionReader,
  StandingDecisionResolver,
  StandingDecisionService,
  Terms,
  ViewerResolver,
} from '../cases';
import {
  Agenda,
  AgendaDates,
  CollaborationResolver,
  MeetingInputReader,
  MeetingInputService,
  MeetingSubjectSource,
} from '../collaboration';
import { Access, DisclosurePolicy, installShield, PolicyResolver, waysTo } from '../disclosure';
import type { DisclosureLog } from '../disclosure-log';
import {
  CaseEnforcementResolver,
  ENFORCEMENT_CONSENTS,
  EnforcementClocks,
  EnforcementContribution,
  EnforcementRecordReader,
  EnforcementRecordResolver,
  EnforcementStatistics,
  EnforcementSubjectSource,
  EvictionPush,
  EvictionPushResolver,
  PushResultReader,
  RecordStore,
  tellEnforcementClocks,
} from '../enforcement';
import {
  answerableNotices,
  handOverNotices,
  arrearsOfBoards,
  CaseNoticesResolver,
  DeferralReader,
  DeferralResolver,
  DeferralService,
  EarlierNoticesReader,
  LandlordClocks,
  LandlordContribution,
  LandlordNoticeReader,
  LandlordNoticeResolver,
  LandlordNoticeService,
  LandlordStatistics,
  LandlordSubjectSource,
  markInvocations,
  NoticeChain,
  NoticeIntake,
  SettlementReader,
  SettlementResolver,
  SettlementService,
  SubmissionResultReader,
  tellLandlordClocks,
} from '../landlord-notices';
import {
  AccessReview,
  AccessReviewResolver,
  DisclosureLogReader,
  DisclosureLogResolver,
  LogEntries,
  SubjectAccess,
  SubjectAccessResolver,
} from '../oversight';
import { retentionSubjectSource } from '../retention';
import type { Replica } from '../persistence';
import type { GraphQLExecutor } from '../server';
import { Agency } from '../shared';
import type { Clock, SubgraphName } from '../shared';
import {
  BoardClocks,
  BOARD_CONSENTS,
  EvictionDayResolver,
  EvictionDayService,
  markEvictionDays,
  rankByPriority,
  PlanAnswerService,
  ProtectionResolver,
  ProtectionService,
  RentUndertakingResolver,
  RentUndertakingService,
  RerouteResolver,
  RerouteService,
  SocialCaseResolver,
  SocialCaseService,
  SocialServicesReader,
  SocialServicesResolver,
  SocialSubjectSource,
  SupportResolver,
  SupportService,
  tellBoardClocks,
} from '../social-services';
import { protectionBy, StatisticsResolver, StatisticsService } from '../statistics';
import { DisclosureRecord } from './disclosure-record';
import { createDisclosureExecutor } from './executor';
import type { GatewayContext, ReadingParts } from './gateway-context';
import type { Keys } from './keys';
import { cutSubgraph } from './subgraphs/cut-subgraph';
import { ENTITY } from './subgraphs/ownership';
import { unifiedSchema } from './unified-schema';

/** What the domains are put together from. */
export interface GatewayParts extends Keys {
  readonly store: DataSource;
  readonly clock: Clock;
  readonly log: Pick<DisclosureLog, 'record'>;
  /** A standby for statistics; none unless given. */
  readonly replica?: Replica | null;
  /** The real one unless a test wants to see what the store hands out by itself; no setting leads here. */
  readonly policy?: DisclosurePolicy;
  /** The one part of the graph that this process answers; all of it unless given. */
  readonly subgraph?: SubgraphName | null;
}

/** A schema with what executes it. */
export interface Served {
  readonly schema: GraphQLSchema;
  readonly executor: GraphQLExecutor<GatewayContext>;
}

/** The domains as one schema or one subgraph of it, with what executes it. */
export interface Gateway extends Served {
  /** What a federation engine is served in its place; null where the process answers the whole graph. */
  readonly engine: ((options: { readonly tellsSdl: boolean }) => Served) | null;
  /** Version of the disclosure policy by which it decides. */
  readonly policyVersion: string;
  readonly reading: Omit<ReadingParts, 'pool'>;
  /** Counts the quarters that are ready and that nobody has asked for; null in a subgraph without statistics. */
  readonly countQuarters: (() => Promise<void>) | null;
}

/**
 * Puts hub and domains together in one process; the only place that knows all of them.
 *
 * @throws PolicyGapError naming each field and operation of the schema without a rule
 */
export function createGateway(parts: GatewayParts): Gateway {
  const { indexer, clock, subgraph = null } = parts;
  const policy = parts.policy ?? new DisclosurePolicy();
  const statistics = statisticsOf(parts);
  const { resolvers, references } = domainsFor(parts, policy, statistics, () => whole);
  const whole: GraphQLSchema = unifiedSchema(resolvers);
  policy.assertCovers(whole);
  const record = new DisclosureRecord(policy, indexer);
  const served = (schema: GraphQLSchema, access: Access): Served => {
    installShield(schema, policy, access);
    const log = { record, log: parts.log };
    return { schema, executor: createDisclosureExecutor(schema, policy, log, access) };
  };
  const common = {
    policyVersion: policy.version,
    reading: { indexer, clock, facts: new FactsReader(indexer).load },
    countQuarters: subgraph === null || subgraph === 'cases' ? () => statistics.countDue() : null,
  };
  if (subgraph === null) {
    return { ...served(whole, new Access(policy)), engine: null, ...common };
  }
  const entities = new Access(policy, waysTo(whole, ENTITY));
  const cut = cutSubgraph(whole, subgraph, { references, policy });
  return {
    ...served(cut.forCallers, new Access(policy)),
    engine: ({ tellsSdl }) => served(cut.forEngine(tellsSdl), entities),
    ...common,
  };
}

function statisticsOf({ store, clock, indexer, replica = null }: GatewayParts): StatisticsService {
  return new StatisticsService({
    store,
    clock,
    replica,
    protect: protectionBy(indexer),
    sources: [new LandlordStatistics(), new EnforcementStatistics()],
  });
}

/** The resolvers of all domains, and what resolves the references of an engine. */
interface Domains {
  readonly resolvers: readonly object[];
  readonly references: CaseReferences;
}

function domainsFor(
  parts: GatewayParts,
  policy: DisclosurePolicy,
  statistics: StatisticsService,
  graph: () => GraphQLSchema,
): Domains {
  const { store, clock, keyring, indexer, aliases, signing } = parts;
  const boards = socialBoardDirectory;
  const terms = new Terms(indexer);
  const ledger = new CaseLedger(policy, clock, indexer);
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
    aliases,
    signing,
    clock,
    boards,
  };
  ledger.onInvocation(markInvocations);
  ledger.onEvictionTime(markEvictionDays);
  ledger.rankBy(rankByPriority(arrearsOfBoards));
  ledger.clocksFrom(tellLandlordClocks, tellEnforcementClocks, tellBoardClocks);

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

  const consentRegisters = {
    [Agency.SOCIAL_SERVICES]: new ConsentRegister(keyring, BOARD_CONSENTS),
    [Agency.ENFORCEMENT]: new ConsentRegister(keyring, ENFORCEMENT_CONSENTS),
  };

  // What a notice says weighs more than what was pushed.
  contributions.add(new LandlordContribution(notices));
  contributions.add(new EnforcementContribution(keyring, aliases));

  const entries = new LogEntries(keyring, aliases, policy);
  const subjectSources = [
    hubSubjectSource,
    new LandlordSubjectSource(keyring),
    new SocialSubjectSource(keyring),
    new EnforcementSubjectSource(keyring),
    new MeetingSubjectSource(keyring),
    retentionSubjectSource,
  ];

  const resolvers = [
    new PolicyResolver(policy),
    new ViewerResolver(boards, clock),
    new CaseResolver(
      cases,
      new CaseList(cases, aliases, terms),
      new CaseParties(contributions, aliases),
      aliases,
      clock,
    ),
    new DeadlineResolver(
      cases,
      new CaseDeadlines(policy, [
        new LandlordClocks(notices),
        new EnforcementClocks(),
        new BoardClocks(),
      ]),
    ),
    new AccessExplanationResolver(cases, aliases, policy, graph),
    new LandlordNoticeResolver(
      new LandlordNoticeService(submission, new NoticeIntake(submission)),
      notices,
      new SubmissionResultReader(notices),
    ),
    new CaseNoticesResolver(
      cases,
      notices,
      new SettlementReader(),
      new DeferralReader(),
      new EarlierNoticesReader(),
    ),
    new SettlementResolver(new SettlementService(changes, clock), cases),
    new DeferralResolver(new DeferralService(changes, clock), cases),
    new ConsentResolver(new ConsentService(changes, consentRegisters, aliases, clock), cases),
    new StandingDecisionResolver(
      new StandingDecisionService({ store, idempotency, aliases, indexer, keyring, clock }),
      new StandingDecisionReader(keyring, aliases),
    ),
    new SocialCaseResolver(new SocialCaseService(changes, keyring, clock), cases),
    new SupportResolver(new SupportService(changes, clock), new PlanAnswerService(changes), cases),
    new EvictionDayResolver(new EvictionDayService(changes, keyring, clock), cases),
    new RentUndertakingResolver(
      new RentUndertakingService({ changes, answerable: answerableNotices, boards, signing }),
      cases,
    ),
    new RerouteResolver(
      new RerouteService({ changes, handOver: handOverNotices(boards), boards, keyring, clock }),
      cases,
    ),
    new ProtectionResolver(new ProtectionService(changes, keyring, aliases), cases),
    new SocialServicesResolver(cases, new SocialServicesReader(keyring, aliases, contributions)),
    new EnforcementRecordResolver(records, cases, clock),
    new CaseEnforcementResolver(cases, records),
    new EvictionPushResolver(new EvictionPush(push), new PushResultReader(records, cases)),
    new CollaborationResolver(
      new Agenda({
        policy,
        cases,
        boards,
        dates: new AgendaDates(policy),
        inputs: new MeetingInputReader(policy, keyring),
      }),
      new MeetingInputService(changes, keyring, clock),
      cases,
    ),
    new StatisticsResolver(statistics, boards),
    new DisclosureLogResolver(new DisclosureLogReader(entries, aliases, terms, indexer)),
    new AccessReviewResolver(new AccessReview(entries, indexer, policy)),
    new SubjectAccessResolver(
      new SubjectAccess({ sources: subjectSources, entries, terms, indexer, clock }),
    ),
  ];
  return { resolvers, references: new CaseReferences(cases) };
}

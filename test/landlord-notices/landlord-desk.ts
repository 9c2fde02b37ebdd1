import { randomBytes, randomUUID } from 'node:crypto';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { execute, getOperationAST, parse, validate } from 'graphql';
import { Client, type Pool } from 'pg';
import type { DataSource } from 'typeorm';
import {
  CaseChange,
  CaseContributions,
  CaseLedger,
  CaseList,
  CaseParties,
  CaseReader,
  CaseResolver,
  EnforcementFactRow,
  FactsReader,
  Idempotency,
  Matching,
  NoticeFactRow,
  readerKey,
  SettlementFactRow,
  socialBoardDirectory,
  SocialFactRow,
  Terms,
} from '../../src/cases';
import type { Arrears } from '../../src/cases';
import type { RequestContext } from '../../src/disclosure';
import {
  Batch,
  compilePlan,
  DisclosurePolicy,
  installShield,
  Position,
  Reading,
  tellDisclosure,
} from '../../src/disclosure';
import type { Caller } from '../../src/identity';
import {
  CaseNoticesResolver,
  DeferralReader,
  DeferralResolver,
  DeferralService,
  EarlierNoticesReader,
  GrantedDeferral,
  LandlordContribution,
  LandlordNotice,
  LandlordNoticeReader,
  LandlordNoticeResolver,
  LandlordNoticeService,
  markInvocations,
  NoticeChain,
  NoticeIntake,
  ReportedSettlement,
  SettlementReader,
  SettlementResolver,
  SettlementService,
  SubmissionResultReader,
} from '../../src/landlord-notices';
import {
  Aliases,
  BlindIndexer,
  createDataSource,
  createReadingPool,
  Keyring,
  newSigningKey,
  openReading,
  runWrite,
  SigningKeys,
  type KeySet,
  type ReaderRole,
} from '../../src/persistence';
import { Agency, civilDay, newReceiptNumber, Purpose } from '../../src/shared';
import { buildUnifiedSchema } from '../../src/topology/schema';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { movingClock, type MovingClock } from '../support/moving-clock';

const ROLES: Readonly<Record<Agency, ReaderRole>> = {
  [Agency.LANDLORD]: 'kvarbo_landlord',
  [Agency.SOCIAL_SERVICES]: 'kvarbo_social_services',
  [Agency.ENFORCEMENT]: 'kvarbo_enforcement',
  [Agency.OVERSIGHT]: 'kvarbo_oversight',
};
const PURPOSES: Readonly<Record<Agency, Purpose>> = {
  [Agency.LANDLORD]: Purpose.LANDLORD_DUTY,
  [Agency.SOCIAL_SERVICES]: Purpose.CASE_HANDLING,
  [Agency.ENFORCEMENT]: Purpose.EXECUTION,
  [Agency.OVERSIGHT]: Purpose.AUDIT,
};

export const KRONOFOGDEN = '202100-5448';

export function aCaller(agency: Agency, organisation: string, actingFor?: string): Caller {
  return {
    agency,
    organisation,
    actingFor: actingFor ?? null,
    reader: actingFor ?? organisation,
    client: 'test-client',
    user: null,
    purpose: PURPOSES[agency],
    scopes: new Set(['cases:read', 'notices:write']),
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
}

/** The landlord domain and the hub on a database of their own, asked through their schema as any agency. */
export interface LandlordDesk {
  readonly store: DataSource;
  readonly pool: Pool;
  readonly database: TestDatabase;
  readonly service: LandlordNoticeService;
  readonly clock: MovingClock;
  /** As they are published for whoever checks a receipt. */
  readonly publicKeys: KeySet;
  /** Statements of the landlord domain that were sent for the last question. */
  readonly statements: string[];
  /** Receipt numbers to draw before any random one. */
  readonly drawn: string[];
  ask(
    caller: Caller,
    source: string,
    variables?: Record<string, unknown>,
  ): Promise<ExecutionResult>;
  /** Data alone, after a check that nothing went wrong but what the plan denies. */
  read(caller: Caller, source: string, variables?: Record<string, unknown>): Promise<Answered>;
  key(organisation: string): string;
  /** What the landlord domain tells a reader of the arrears of a case. */
  arrears(caller: Caller, caseAlias: string): Promise<Arrears | undefined>;
  /** Changes the store itself, as the superuser. */
  alter(sql: string): Promise<unknown>;
  /** Rows as the superuser counts them. */
  count(table: string, where?: string): Promise<number>;
  /** Writes an enforcement case into the facts, as the enforcement domain would. */
  invoke(applicant: string, quotedReceipt: string, appliedOn?: string | null): Promise<void>;
  close(): Promise<void>;
}

/** A notice as an answer has it; which fields are there, the question decides. */
export interface ReadNotice {
  readonly id: string;
  readonly receiptNumber: string;
  readonly kind: string;
  readonly status: string;
  readonly supersededBy: string | null;
  readonly tenants: readonly { readonly id: string }[];
  readonly message: { readonly receivedByBoardAt: string };
  readonly case: ReadCase;
}

/** A case as an answer has it. */
export interface ReadCase {
  readonly id: string;
  readonly version: number;
  readonly settlement: object | null;
  readonly deferral: object | null;
  readonly tenants: readonly { readonly id: string }[];
  readonly dwelling: object;
  readonly notices: readonly ReadNotice[];
}

/** What a question of these tests can be answered with. */
export interface Answered {
  readonly notice: ReadNotice;
  readonly case: ReadCase;
  readonly cases: { readonly edges: readonly { readonly node: ReadCase }[] };
  readonly submitNotice: { readonly notice: ReadNotice };
  readonly reportSettlement: { readonly case: ReadCase };
  readonly grantDeferral: { readonly case: ReadCase };
}

/** A copy of an input with some fields replaced. */
export function withChanges<T extends object>(input: T, changes: Partial<T>): T {
  return Object.assign({}, input, changes);
}

export async function openLandlordDesk(): Promise<LandlordDesk> {
  const database = await createTestDatabase();
  const store = createDataSource({
    url: database.serviceUrl,
    poolSize: 10,
    migrations: false,
    entities: [
      LandlordNotice,
      ReportedSettlement,
      GrantedDeferral,
      NoticeFactRow,
      SettlementFactRow,
      EnforcementFactRow,
      SocialFactRow,
    ],
  });
  await store.initialize();
  const pool = createReadingPool({
    url: database.serviceUrl,
    size: 4,
    onIdleError: () => undefined,
  });
  const superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  const clock = movingClock('2026-11-22T12:00:00Z');
  const keyring = new Keyring([{ id: 'test', key: randomBytes(32).toString('base64') }]);
  const indexer = new BlindIndexer(randomBytes(32));
  const aliases = new Aliases(randomBytes(32));
  const signing = new SigningKeys([newSigningKey('2026-1')]);
  const policy = new DisclosurePolicy();
  const ledger = new CaseLedger(policy, clock, indexer);
  ledger.onInvocation(markInvocations);
  const terms = new Terms(indexer);
  const matching = new Matching(terms);
  const idempotency = new Idempotency(indexer, clock);
  const boards = socialBoardDirectory;
  const drawn: string[] = [];
  const submission = {
    store,
    ledger,
    matching,
    terms,
    idempotency,
    chain: new NoticeChain(aliases),
    keyring,
    indexer,
    aliases,
    signing,
    clock,
    boards,
    drawReceiptNumber: () => drawn.shift() ?? newReceiptNumber(randomBytes),
  };
  const service = new LandlordNoticeService(submission, new NoticeIntake(submission));
  const changes = new CaseChange(store, ledger, idempotency, aliases, indexer, clock);
  const cases = new CaseReader(aliases, boards);
  const notices = new LandlordNoticeReader(keyring, aliases, cases);
  const contributions = new CaseContributions();
  const contribution = new LandlordContribution(notices);
  contributions.add(contribution);
  const instances = new Map<unknown, unknown>([
    [
      CaseResolver,
      new CaseResolver(
        cases,
        new CaseList(cases, aliases, terms),
        new CaseParties(contributions, aliases),
        aliases,
        clock,
      ),
    ],
    [
      LandlordNoticeResolver,
      new LandlordNoticeResolver(service, notices, new SubmissionResultReader(notices)),
    ],
    [
      CaseNoticesResolver,
      new CaseNoticesResolver(
        cases,
        notices,
        new SettlementReader(),
        new DeferralReader(),
        new EarlierNoticesReader(),
      ),
    ],
    [DeferralResolver, new DeferralResolver(new DeferralService(changes, clock), cases)],
    [SettlementResolver, new SettlementResolver(new SettlementService(changes, clock), cases)],
  ]);
  const schema = buildUnifiedSchema({
    resolvers: [
      CaseResolver,
      LandlordNoticeResolver,
      CaseNoticesResolver,
      SettlementResolver,
      DeferralResolver,
    ],
    container: { get: (type: unknown) => instances.get(type) },
  });
  installShield(schema, policy);
  const facts = new FactsReader(indexer);
  const statements: string[] = [];
  const openFor = (caller: Caller): Reading => {
    const organisation = readerKey(indexer, caller.reader);
    const session = openReading(pool, { role: ROLES[caller.agency], organisation });
    const rows = session.rows.bind(session);
    session.rows = (name, sql, params) => {
      if (sql.includes('landlord.')) statements.push(sql);
      return rows(name, sql, params);
    };
    return new Reading(session, caller, civilDay(clock.now()), facts.load);
  };
  const ask: LandlordDesk['ask'] = async (caller, source, variables = {}) => {
    statements.length = 0;
    return run(schema, policy, caller, openFor, source, variables);
  };
  const key = (organisation: string): string => readerKey(indexer, organisation);
  return {
    store,
    pool,
    database,
    service,
    clock,
    publicKeys: signing.publicKeys(),
    statements,
    drawn,
    ask,
    key,
    read: async (caller, source, variables) => {
      const { data, errors = [] } = await ask(caller, source, variables);
      const faults = errors.filter(
        ({ originalError }) =>
          (originalError as { code?: string } | undefined)?.code !== 'DISCLOSURE_DENIED',
      );
      const [fault] = faults;
      if (fault) throw fault.originalError ?? fault;
      return data as unknown as Answered;
    },
    arrears: async (caller, caseAlias) => {
      const caseId = aliases.resolve('case', caller.reader, caseAlias) ?? '';
      const reading = openFor(caller);
      const batch = new Batch(reading, askedForPriority(), [caseId]);
      const arrears = await contribution.arrears(batch);
      await reading.session.close();
      return arrears.get(caseId);
    },
    invoke: async (applicant, quotedReceipt, appliedOn = null) => {
      await runWrite(store, async (tx) => {
        const [match] = await matching.match(tx, [
          {
            landlord: key(applicant),
            boardId: 'farsta',
            terms: [],
            record: {
              receipt: terms.receipt(quotedReceipt),
              told: true,
              caseNumber: '',
              presentCase: null,
            },
          },
        ]);
        if (!match) throw new Error('No notice has that receipt number.');
        const before = await ledger.lock(tx, [match.caseId]);
        await tx.as('kvarbo_enforcement_writer', key(KRONOFOGDEN), (manager) =>
          manager.insert(EnforcementFactRow, {
            caseNumber: `U-${randomUUID()}`,
            caseId: match.caseId,
            authority: key(KRONOFOGDEN),
            applicant: key(applicant),
            boardId: 'farsta',
            firstRecordedAt: clock.now(),
            boardKnowsSince: clock.now(),
            status: 'OPEN',
            statusForBoard: 'OPEN',
            statusIfTold: 'OPEN',
            statusForApplicant: 'OPEN',
            appliedOn,
            evictionOn: null,
            closedOn: null,
            evictionNotifiedAt: null,
            closedForBoardOn: null,
            personIds: [],
            quotedNotice: match.quotedNotice,
          }),
        );
        await ledger.refresh(tx, before, new Map());
      });
    },
    alter: (sql) => superuser.query(sql),
    count: async (table, where = 'true') => {
      const { rows } = await superuser.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
      );
      return rows[0]?.n ?? 0;
    },
    close: async () => {
      await superuser.end();
      await pool.end();
      await store.destroy();
      await database.drop();
    },
  };
}

/** A case of which the board's own record is asked for its priority. */
function askedForPriority(): Position {
  const field = (coordinate: string, position: Position | null) => ({
    coordinate,
    when: [],
    position,
  });
  const record = new Position('SocialServicesRecord');
  record.fields.set('priority', field('SocialServicesRecord.priority', null));
  const position = new Position('Case');
  position.fields.set('socialServices', field('Case.socialServices', record));
  return position;
}

async function run(
  schema: GraphQLSchema,
  policy: DisclosurePolicy,
  caller: Caller,
  openFor: (caller: Caller) => Reading,
  source: string,
  variables: Record<string, unknown>,
): Promise<ExecutionResult> {
  const document = parse(source);
  const faults = validate(schema, document);
  const operation = getOperationAST(document);
  const [fault] = faults;
  if (fault) throw fault;
  if (!operation) throw new Error('No operation.');
  const plan = compilePlan({
    schema,
    policy,
    document,
    operation,
    agency: caller.agency,
    variables,
    mayCall: () => true,
  });
  let reading = openFor(caller);
  const context: RequestContext = {
    caller,
    plan,
    get reading() {
      return reading;
    },
    renewReading: async () => {
      await reading.session.close();
      reading = openFor(caller);
      return reading;
    },
  };
  try {
    const result = await execute({
      schema,
      document,
      contextValue: context,
      variableValues: variables,
    });
    return tellDisclosure(result, plan);
  } finally {
    await reading.session.close();
  }
}

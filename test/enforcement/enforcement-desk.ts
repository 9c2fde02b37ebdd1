import { randomBytes, randomUUID } from 'node:crypto';
import { execute, getOperationAST, parse, validate } from 'graphql';
import { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import {
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
  type DwellingInput,
  type TenantInput,
  type FlatAddress,
  type NamedPerson,
} from '../../src/cases';
import type { RequestContext } from '../../src/disclosure';
import { compilePlan, DisclosurePolicy, Reading, tellDisclosure } from '../../src/disclosure';
import {
  CaseEnforcementResolver,
  EnforcementContribution,
  EnforcementRecordReader,
  EnforcementRecordResolver,
  EnforcementRecordRow,
  EvictionPush,
  EvictionPushResolver,
  PushResultReader,
  RecordStore,
  RecordVersion,
} from '../../src/enforcement';
import type { EvictionRecordInput } from '../../src/enforcement/push-eviction-records.input';
import type { Caller } from '../../src/identity';
import {
  Aliases,
  BlindIndexer,
  createDataSource,
  createReadingPool,
  Keyring,
  openReading,
  runWrite,
  type ReaderRole,
} from '../../src/persistence';
import { Agency, civilDay, Purpose } from '../../src/shared';
import { buildUnifiedSchema } from '../../src/topology/schema';
import { createTestDatabase } from '../support/database';
import { anEvictionRecord, aTenant } from '../support/inputs';
import { movingClock, type MovingClock } from '../support/moving-clock';

const ROLES: Readonly<Record<Agency, ReaderRole>> = {
  [Agency.LANDLORD]: 'kvarbo_landlord',
  [Agency.SOCIAL_SERVICES]: 'kvarbo_social_services',
  [Agency.ENFORCEMENT]: 'kvarbo_enforcement',
  [Agency.OVERSIGHT]: 'kvarbo_oversight',
};

export function aCaller(agency: Agency, organisation: string): Caller {
  return {
    agency,
    organisation,
    actingFor: null,
    reader: organisation,
    client: 'test-client',
    user: null,
    purpose: Purpose.EXECUTION,
    scopes: new Set(),
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
}

export const kronofogden = aCaller(Agency.ENFORCEMENT, '202100-5448');

/** A notice as the hub knows it: enough to be matched, quoted and invoked. */
export interface HubNotice {
  readonly landlord: string;
  readonly flat: FlatAddress;
  readonly persons: readonly NamedPerson[];
  readonly receiptNumber: string;
  readonly boardId?: string;
}

/** A row or an answered object, by name. */
export type Data = Readonly<Record<string, unknown>>;

/** A pushed record as a plain object, of which tests make others. */
export type RecordInput = Pick<EvictionRecordInput, keyof EvictionRecordInput>;

/** A record with every field, its flat and its defendant. */
export const aPushedRecord: RecordInput = anEvictionRecord;
export const aFlat: Pick<DwellingInput, keyof DwellingInput> = anEvictionRecord.dwelling;
export const aPerson: Pick<TenantInput, keyof TenantInput> = aTenant;

/** What stands at a path such as `enforcementRecord.case` of an answer. */
export function at(answer: unknown, path: string): unknown {
  return path.split('.').reduce((value, name) => (value as Data | null)?.[name], answer);
}

/** Kronofogden's domain and the hub on a database of their own. */
export interface EnforcementDesk {
  readonly store: DataSource;
  readonly clock: MovingClock;
  readonly keyring: Keyring;
  /** Outcomes of a push under a new idempotency key, in order. */
  push(...records: readonly RecordInput[]): Promise<readonly string[]>;
  readonly service: EvictionPush;
  /** Puts a notice into a case of its own; gives the ids of both. */
  notice(notice: HubNotice): Promise<{ readonly caseId: string; readonly noticeId: string }>;
  /** Rows as the superuser sees them. */
  rows(sql: string, params?: readonly unknown[]): Promise<Data[]>;
  /** The answer's data, after a check that nothing went wrong but what the plan denies. */
  ask(caller: Caller, source: string, variables?: Record<string, unknown>): Promise<Data>;
  /** Errors and statements of the last question. */
  readonly last: { statements: string[]; codes: string[] };
  key(organisation: string): string;
  close(): Promise<void>;
}

export async function openEnforcementDesk(): Promise<EnforcementDesk> {
  const database = await createTestDatabase();
  const store = createDataSource({
    url: database.serviceUrl,
    poolSize: 10,
    migrations: false,
    entities: [
      EnforcementRecordRow,
      RecordVersion,
      NoticeFactRow,
      SettlementFactRow,
      EnforcementFactRow,
      SocialFactRow,
    ],
  });
  await store.initialize();
  const superuser = new Pool({ connectionString: database.superuserUrl, max: 2 });
  const pool = createReadingPool({
    url: database.serviceUrl,
    size: 4,
    onIdleError: () => undefined,
  });
  const clock = movingClock('2026-11-22T12:00:00Z');
  const keyring = new Keyring([{ id: 'test', key: randomBytes(32).toString('base64') }]);
  const indexer = new BlindIndexer(randomBytes(32));
  const aliases = new Aliases(randomBytes(32));
  const policy = new DisclosurePolicy();
  const ledger = new CaseLedger(policy, clock, indexer);
  const terms = new Terms(indexer);
  const matching = new Matching(terms);
  const service = new EvictionPush({
    store,
    records: new RecordStore(keyring),
    ledger,
    matching,
    terms,
    idempotency: new Idempotency(indexer, clock),
    indexer,
    keyring,
    clock,
  });
  const cases = new CaseReader(aliases, socialBoardDirectory);
  const records = new EnforcementRecordReader(keyring, aliases, policy);
  const contributions = new CaseContributions();
  contributions.add(new EnforcementContribution(keyring, aliases));
  const list = new CaseList(cases, aliases, terms);
  const instances: readonly object[] = [
    new CaseResolver(cases, list, new CaseParties(contributions, aliases), aliases, clock),
    new EnforcementRecordResolver(records, cases, clock),
    new CaseEnforcementResolver(cases, records),
    new EvictionPushResolver(service, new PushResultReader(records, cases)),
  ];
  const schema = buildUnifiedSchema({
    resolvers: [
      CaseResolver,
      EnforcementRecordResolver,
      CaseEnforcementResolver,
      EvictionPushResolver,
    ],
    container: {
      get: (type: unknown) => instances.find((one) => one.constructor === type),
    },
  });
  const facts = new FactsReader(indexer);
  const key = (organisation: string): string => readerKey(indexer, organisation);
  const last = { statements: [] as string[], codes: [] as string[] };
  const openFor = (caller: Caller): Reading => {
    const session = openReading(pool, {
      role: ROLES[caller.agency],
      organisation: key(caller.reader),
    });
    const rows = session.rows.bind(session);
    session.rows = (name, sql, params) => {
      last.statements.push(sql);
      return rows(name, sql, params);
    };
    return new Reading(session, caller, civilDay(clock.now()), facts.load);
  };

  const ask: EnforcementDesk['ask'] = async (caller, source, variables = {}) => {
    last.statements.length = 0;
    const document = parse(source);
    const faults = validate(schema, document);
    const operation = getOperationAST(document);
    if (faults[0]) throw faults[0];
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
    const contextValue: RequestContext = {
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
      const result = await execute({ schema, document, contextValue, variableValues: variables });
      const { data, errors = [] } = tellDisclosure(result, plan);
      const codes = errors.map(
        ({ originalError, message }) =>
          (originalError as { code?: string } | undefined)?.code ?? message,
      );
      const fault = errors.find((_, index) => codes[index] !== 'DISCLOSURE_DENIED');
      if (fault) throw fault.originalError ?? fault;
      last.codes = codes;
      return JSON.parse(JSON.stringify(data)) as Data;
    } finally {
      await reading.session.close();
    }
  };

  return {
    store,
    clock,
    keyring,
    service,
    key,
    ask,
    last,
    push: async (...pushed) => {
      const answers = await service.push(kronofogden, {
        idempotencyKey: randomUUID(),
        records: pushed,
      });
      return answers.map(({ outcome }) => outcome);
    },
    notice: (notice) =>
      runWrite(store, async (tx) => {
        const [caseId, noticeId] = [randomUUID(), randomUUID()];
        const landlord = key(notice.landlord);
        await ledger.open(tx, [caseId]);
        const before = await ledger.lock(tx, [caseId]);
        const [personIds = []] = await matching.identify(tx, [
          { caseId, circle: notice.boardId ?? 'farsta', persons: notice.persons },
        ]);
        await tx.as('kvarbo_landlord_writer', landlord, (manager) =>
          manager.insert(NoticeFactRow, {
            noticeId,
            caseId,
            landlord,
            boardId: notice.boardId ?? 'farsta',
            kind: 'ARREARS',
            receivedAt: clock.now(),
            recoveryEndsOn: null,
            standing: true,
            personIds,
          }),
        );
        const receipt = {
          kind: 'RECEIPT',
          value: terms.receipt(notice.receiptNumber),
          numberIndex: null,
          apartmentIndex: null,
        } as const;
        await matching.storeTerms(tx, [
          {
            source: noticeId,
            caseId,
            terms: [receipt, ...terms.tenancy(landlord, notice.flat, notice.persons)],
          },
        ]);
        await ledger.refresh(tx, before, new Map());
        return { caseId, noticeId };
      }),
    rows: async (sql, params = []) => (await superuser.query(sql, [...params])).rows as Data[],
    close: async () => {
      await superuser.end();
      await pool.end();
      await store.destroy();
      await database.drop();
    },
  };
}

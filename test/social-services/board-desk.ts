import { randomUUID } from 'node:crypto';
import { buildSchema, Kind, parse } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { Client } from 'pg';
import {
  CaseChange,
  CaseContributions,
  CaseLedger,
  FactsReader,
  Idempotency,
  SocialFactRow,
} from '../../src/cases';
import type { Arrears } from '../../src/cases';
import { Batch, compilePlan, DisclosurePolicy, Position, Reading } from '../../src/disclosure';
import type { Caller } from '../../src/identity';
import type { ReaderRole } from '../../src/persistence';
import {
  Aliases,
  BlindIndexer,
  createDataSource,
  createReadingPool,
  Keyring,
  openReading,
  runWrite,
} from '../../src/persistence';
import { Agency, civilDay, Purpose } from '../../src/shared';
import {
  AssessmentRow,
  AttendanceRow,
  EvictionConfirmationRow,
  EvictionDayService,
  FinancialAidRow,
  ContactAttemptRow,
  HouseholdRow,
  markEvictionDays,
  OutcomeRow,
  PaymentPlanRow,
  PlanAnswerService,
  SocialCaseRow,
  SocialCaseService,
  SocialServicesReader,
  SupportService,
} from '../../src/social-services';
import { contractSdl } from '../support/contract';
import { createTestDatabase } from '../support/database';
import { movingClock } from '../support/moving-clock';

const ROLES: Readonly<Record<Agency, ReaderRole>> = {
  LANDLORD: 'kvarbo_landlord',
  SOCIAL_SERVICES: 'kvarbo_social_services',
  ENFORCEMENT: 'kvarbo_enforcement',
  OVERSIGHT: 'kvarbo_oversight',
};

/** Somebody who calls. */
export function aCaller(organisation: string, agency = Agency.SOCIAL_SERVICES): Caller {
  return {
    agency,
    organisation,
    actingFor: null,
    reader: organisation,
    client: `client-${organisation}`,
    user: null,
    purpose: Purpose.CASE_HANDLING,
    scopes: new Set(['cases:read', 'cases:write']),
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
}

/** A case and the one tenant in it. */
interface Tenancy {
  readonly caseId: string;
  readonly personId: string;
}

export const farsta = aCaller('farsta');
export const skarpnack = aCaller('skarpnack');

/** The social domain on a database of its own, with cases that come from nowhere. */
export async function aBoardDesk() {
  const database = await createTestDatabase();
  const clock = movingClock('2026-11-22T12:00:00Z');
  const keyring = new Keyring([{ id: 'test', key: Buffer.alloc(32, 1).toString('base64') }]);
  const indexer = new BlindIndexer(Buffer.alloc(32, 2));
  const aliases = new Aliases(Buffer.alloc(32, 3));
  const policy = new DisclosurePolicy();
  const ledger = new CaseLedger(policy, clock, indexer);
  const store = createDataSource({
    url: database.serviceUrl,
    poolSize: 4,
    migrations: false,
    entities: [
      SocialFactRow,
      SocialCaseRow,
      HouseholdRow,
      ContactAttemptRow,
      AssessmentRow,
      OutcomeRow,
      FinancialAidRow,
      PaymentPlanRow,
      EvictionConfirmationRow,
      AttendanceRow,
    ],
  });
  await store.initialize();
  const pool = createReadingPool({
    url: database.serviceUrl,
    size: 2,
    onIdleError: () => undefined,
  });
  const superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();

  const arrears = new Map<string, Arrears>();
  const contributions = new CaseContributions();
  contributions.add({
    readers: new Set([Agency.SOCIAL_SERVICES]),
    persons: () => Promise.resolve(new Map()),
    dwellings: () => Promise.resolve(new Map()),
    arrears: () => Promise.resolve(arrears),
  });
  const change = new CaseChange(
    store,
    ledger,
    new Idempotency(indexer, clock),
    aliases,
    indexer,
    clock,
  );
  const service = new SocialCaseService(change, keyring, clock);
  const support = new SupportService(change, clock);
  const evictionDay = new EvictionDayService(change, keyring, clock);
  ledger.onEvictionTime(markEvictionDays);
  const answers = new PlanAnswerService(change);
  const reader = new SocialServicesReader(keyring, aliases, contributions);
  const facts = new FactsReader(indexer);
  const schema = buildSchema(contractSdl());

  // The fact comes first: it needs the row of the case, which the refresh locks.
  const refreshed = async (caseId: string, write: () => Promise<unknown>): Promise<void> => {
    await write();
    await runWrite(store, async (tx) => {
      await ledger.refresh(tx, await ledger.lock(tx, [caseId]), new Map());
    });
  };
  const sql = async <T extends object>(text: string, values: readonly unknown[] = []) =>
    (await superuser.query<T>(text, [...values])).rows;

  /** A landlord's notice about a case comes in at the board. */
  const noticeArrives = (caseId: string, boardId: string) =>
    refreshed(caseId, () =>
      sql(
        `INSERT INTO cases.notice_fact VALUES ($1, $2, $3, $4, 'ARREARS', $5, NULL, true, '{}')`,
        [randomUUID(), caseId, 'landlord-key', boardId, clock.now()],
      ),
    );

  return {
    clock,
    service,
    support,
    answers,
    evictionDay,
    reader,
    sql,
    arrears,
    noticeArrives,

    /** A case of which Farsta knows by one notice. */
    async aCase(boardId = 'farsta'): Promise<string> {
      const caseId = randomUUID();
      await runWrite(store, (tx) => ledger.open(tx, [caseId]));
      await noticeArrives(caseId, boardId);
      return caseId;
    },

    /** A case of boards that know one and the same tenant by notices. */
    async aTenancy(...boards: readonly string[]): Promise<Tenancy> {
      const [caseId, personId] = [randomUUID(), randomUUID()];
      await runWrite(store, (tx) => ledger.open(tx, [caseId]));
      for (const board of boards) await noticeArrives(caseId, board);
      await sql('UPDATE cases.notice_fact SET person_ids = ARRAY[$2::uuid] WHERE case_id = $1', [
        caseId,
        personId,
      ]);
      return { caseId, personId };
    },

    /** The tenant lets landlords read a group of fields of a board. */
    async consents({ caseId, personId }: Tenancy, board: string, group: string): Promise<void> {
      const terms = [randomUUID(), caseId, board, personId, group];
      await sql(
        `INSERT INTO social.consent VALUES ($1, $2, $3, $4, $5, 'LANDLORD', 'LANDLORD_DUTY', '2026-11-01', '2026-12-31',
          now(), NULL, '\\x00')`,
        terms,
      );
      await sql(
        `INSERT INTO cases.consent_fact VALUES ($1, $2, $3, $4, $5, 'LANDLORD', 'LANDLORD_DUTY', '2026-11-01',
          '2026-12-31', NULL)`,
        terms,
      );
    },

    /** The tenant takes every consent back. */
    async revokes({ caseId }: Tenancy): Promise<void> {
      for (const table of ['social.consent', 'cases.consent_fact'])
        await sql(`UPDATE ${table} SET revoked_at = $2 WHERE case_id = $1`, [caseId, clock.now()]);
    },

    /** Kronofogden sets a time for the eviction, and the board is told. */
    timeIsSet: (caseId: string) =>
      refreshed(caseId, () =>
        sql(
          `INSERT INTO cases.enforcement_fact VALUES ($1, $2, 'authority-key', 'landlord-key', 'farsta', $3, $3,
            'DATE_SET', 'DATE_SET', 'DATE_SET', '2026-12-10', $3, NULL, NULL, '{}', NULL)`,
          [randomUUID(), caseId, clock.now()],
        ),
      ),

    /** Kronofogden moves the time that was set, or clears it, and the board is told now. */
    timeMoves: (caseId: string, evictionOn: string | null) =>
      runWrite(store, async (tx) => {
        const before = await ledger.lock(tx, [caseId]);
        await sql(
          `UPDATE cases.enforcement_fact SET eviction_on = $2,
             eviction_notified_at = CASE WHEN $2::date IS NULL THEN NULL ELSE $3::timestamptz END
           WHERE case_id = $1`,
          [caseId, evictionOn, clock.now()],
        );
        await ledger.refresh(tx, before, new Map());
      }),

    /** What every change of a case carries, for the case as it stands. */
    async of(caseId: string, caller: Caller = farsta) {
      return {
        idempotencyKey: randomUUID(),
        caseId: aliases.alias('case', caller.reader, caseId),
        expectedVersion: await versionOf(caseId, caller.reader),
      };
    },

    versionOf,
    positionFor,

    /** What a query `{ socialServices { … } }` of the case is answered to a caller, and what it took. */
    async read(caller: Caller, caseIds: readonly string[], selection: string) {
      const session = openReading(pool, {
        role: ROLES[caller.agency],
        organisation: caller.reader,
        today: civilDay(clock.now()),
        purpose: caller.purpose,
      });
      const statements: string[] = [];
      let rowCount = 0;
      const watched = {
        rows: async (name: string, text: string, params: unknown[]) => {
          statements.push(text);
          const found = await session.rows(name, text, params);
          rowCount += found.length;
          return found;
        },
        decide: (name: string, text: string, params: unknown[]) =>
          session.decide(name, text, params),
        close: () => session.close(),
      } as typeof session;
      const reading = new Reading(watched, caller, civilDay(clock.now()), facts.load);
      const position = positionFor(caller.agency, selection);
      const records = await reader.records(new Batch(reading, position, caseIds));
      await session.close();
      return { records: caseIds.map((id) => records.get(id)), statements, rowCount };
    },

    async close(): Promise<void> {
      await pool.end();
      await store.destroy();
      await superuser.end();
      await database.drop();
    },
  };

  /** Where a case is answered with this selection of its record. */
  function positionFor(agency: Agency, selection: string): Position {
    return planned(schema, policy, agency, selection);
  }

  async function versionOf(caseId: string, organisation: string): Promise<number> {
    const [share] = await sql<{ version: number }>(
      `SELECT version FROM cases.share WHERE case_id = $1 AND organisation = $2 AND agency <> 'OVERSIGHT'`,
      [caseId, organisation],
    );
    return share?.version ?? 1;
  }
}

function planned(
  schema: GraphQLSchema,
  policy: DisclosurePolicy,
  agency: Agency,
  selection: string,
): Position {
  const document = parse(`{ case(id: "x") { socialServices ${selection} } }`);
  const operation = document.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('The selection makes no operation.');
  const plan = compilePlan({
    schema,
    policy,
    document,
    operation,
    agency,
    variables: {},
    mayCall: () => true,
  });
  return plan.roots.get('case') ?? new Position('Case');
}

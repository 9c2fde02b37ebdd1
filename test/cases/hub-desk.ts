import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import {
  CaseLedger,
  EnforcementFactRow,
  Idempotency,
  Matching,
  NoticeFactRow,
  SettlementFactRow,
  SocialFactRow,
  Terms,
} from '../../src/cases';
import type {
  EnforcementFact,
  HubFacts,
  NoticeFact,
  SettlementFact,
  SocialFact,
  Written,
} from '../../src/cases';
import { DisclosurePolicy } from '../../src/disclosure';
import { Aliases, BlindIndexer, createDataSource, runWrite } from '../../src/persistence';
import type { WriteTransaction } from '../../src/persistence';
import { createTestDatabase } from '../support/database';
import { movingClock } from '../support/moving-clock';

/** What a share says of its reader's case, as the lists find it. */
export interface SeenShare {
  readonly reader: string;
  readonly version: number;
  readonly known: boolean;
  readonly stage: string | null;
}

/** The hub on a database of its own, with facts written in place of the domains, under their roles. */
export async function aHubDesk() {
  const database = await createTestDatabase();
  const clock = movingClock('2026-11-22T12:00:00Z');
  const indexer = new BlindIndexer(Buffer.alloc(32, 2));
  const terms = new Terms(indexer);
  const store = createDataSource({
    url: database.serviceUrl,
    poolSize: 6,
    migrations: false,
    entities: [NoticeFactRow, SettlementFactRow, EnforcementFactRow, SocialFactRow],
  });
  await store.initialize();
  const superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
  const ledger = new CaseLedger(new DisclosurePolicy(), clock, indexer);
  const sql = async <T extends object>(text: string, params: unknown[] = []): Promise<T[]> =>
    (await superuser.query<T>(text, params)).rows;

  const facts = {
    notice: (tx: WriteTransaction, caseId: string, fact: NoticeFact) =>
      tx.as('kvarbo_landlord_writer', fact.landlord, (manager) =>
        manager.upsert(NoticeFactRow, { ...fact, caseId, receivedAt: new Date(fact.receivedAt) }, [
          'noticeId',
        ]),
      ),
    settlement: (tx: WriteTransaction, caseId: string, fact: SettlementFact) =>
      tx.as('kvarbo_landlord_writer', fact.landlord, (manager) =>
        manager.upsert(
          SettlementFactRow,
          { ...fact, caseId, reportedAt: new Date(fact.reportedAt) },
          ['caseId', 'landlord'],
        ),
      ),
    record: (tx: WriteTransaction, caseId: string, fact: EnforcementFact) =>
      tx.as('kvarbo_enforcement_writer', fact.authority, (manager) =>
        manager.upsert(
          EnforcementFactRow,
          {
            ...fact,
            caseId,
            firstRecordedAt: new Date(fact.firstRecordedAt),
            boardKnowsSince: fact.boardKnowsSince === null ? null : new Date(fact.boardKnowsSince),
            endedAt: fact.endedAt === null ? null : new Date(fact.endedAt),
            endedForBoardAt: fact.endedForBoardAt === null ? null : new Date(fact.endedForBoardAt),
          },
          ['caseNumber'],
        ),
      ),
    board: (tx: WriteTransaction, caseId: string, fact: SocialFact) =>
      tx.as('kvarbo_social_writer', fact.boardId, (manager) =>
        manager.upsert(SocialFactRow, { ...fact, caseId, recordedAt: new Date(fact.recordedAt) }, [
          'caseId',
          'boardId',
        ]),
      ),
  };

  const write = <T>(work: (tx: WriteTransaction) => Promise<T>): Promise<T> =>
    runWrite(store, work);

  /** Changes one case as a domain does: lock, write, refresh. */
  const change = (
    caseId: string,
    written: readonly Written[],
    work: (tx: WriteTransaction, before: HubFacts) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> =>
    write(async (tx) => {
      const before = await ledger.lock(tx, [caseId]);
      const own = before.get(caseId);
      if (!own) throw new Error('A locked case has no facts.');
      await work(tx, own);
      await ledger.refresh(tx, before, new Map([[caseId, written]]));
    });

  return {
    clock,
    indexer,
    terms,
    store,
    ledger,
    facts,
    write,
    change,
    sql,
    database,
    matching: new Matching(terms),
    idempotency: new Idempotency(indexer, clock),
    aliases: new Aliases(Buffer.alloc(32, 3)),
    /** Opens a case with notices under ids of its own. */
    async aCase(...notices: readonly NoticeFact[]): Promise<string> {
      const caseId = randomUUID();
      await write((tx) => ledger.open(tx, [caseId]));
      await change(caseId, [], async (tx) => {
        for (const notice of notices)
          await facts.notice(tx, caseId, { ...notice, noticeId: randomUUID() });
      });
      return caseId;
    },
    /** `LANDLORD bostaden` with version and stage, in alphabetical order. */
    async shares(caseId: string): Promise<readonly SeenShare[]> {
      return sql<SeenShare>(
        `SELECT agency || ' ' || organisation AS reader, version, known, stage FROM cases.share
         WHERE case_id = $1 ORDER BY 1`,
        [caseId],
      );
    },
    async versions(caseId: string): Promise<Readonly<Record<string, number>>> {
      return Object.fromEntries(
        (await this.shares(caseId)).map(({ reader, version }) => [reader, version]),
      );
    },
    async close(): Promise<void> {
      await store.destroy();
      await superuser.end();
      await database.drop();
    },
  };
}

/** The desk that {@link aHubDesk} sets up. */
export type HubDesk = Awaited<ReturnType<typeof aHubDesk>>;

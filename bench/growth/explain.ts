import path from 'node:path';
import { freePort } from '../../src/development/free-port';
import { civilDay } from '../../src/shared';
import { startGatewayProcess } from '../../test/support/gateway-process';
import { headersOf, senderTo, withStore } from '../gateway';
import { SINGLE_WRITES } from '../workloads/single-writes';
import { beginningOf, pagesOf, sequentialScans } from './plan-text';
import type { StatementPlan } from './plan-text';
import { pushInput, PUSH_RECORDS } from './push';
import { prepare, QUESTIONS } from './questions';
import type { Sized } from './sizes';
import { keepPlans, statementsOf, tellPlans } from './statements';

/** What one question or write makes PostgreSQL do. */
export interface Explained {
  readonly title: string;
  readonly statements: readonly StatementPlan[];
  /** Sequential scans over growing tables and statements that touch too much, each with the beginning of its statement. */
  readonly faults: readonly string[];
}

/** PostgreSQL settles on a plan for all parameters after the fifth run of a prepared statement, on each connection. */
const RUNS = 30;
/** Above the writes that are measured. */
const [FIRST_WRITE, WRITES] = [30_000, 8] as const;
const [FIRST_PUSHED, PUSHED] = [40_000, 100] as const;
/** Pages that a statement may touch for one question or write of one thing: many times what any needs whose plan goes by keys. */
const MOST_PAGES = 500;
/** Rows from which a table counts as one that grows: a smaller one is rightly read whole for a call with many items. */
const GROWING_ROWS = 10_000;

/** Gathers the statements of every read from a running gateway, under its own roles and settings. */
export function explainReads(store: Sized): Promise<readonly Explained[]> {
  return explain(store, readsOf);
}

/** The same for every write. The lists of the store hold other cases afterwards. */
export function explainWrites(store: Sized): Promise<readonly Explained[]> {
  return explain(store, writesOf);
}

async function explain(
  store: Sized,
  worksOf: (store: Sized) => readonly Work[],
): Promise<readonly Explained[]> {
  const { pathname } = new URL(store.databaseUrl);
  const database = pathname.slice(1);
  return withStore(store, async (client) => {
    const growing = await growingTables(client);
    await tellPlans(client, database);
    try {
      return await explainedBy(store, worksOf, growing);
    } finally {
      await keepPlans(client, database);
    }
  });
}

async function explainedBy(
  store: Sized,
  worksOf: (store: Sized) => readonly Work[],
  growing: ReadonlySet<string>,
): Promise<readonly Explained[]> {
  const gateway = await startGatewayProcess({
    program: path.join(__dirname, '..', '..'),
    settings: store.settings,
    port: await freePort(),
  });
  try {
    const told: Sized = { ...store, kvarbo: { ...store.kvarbo, ...gateway } };
    const all: Explained[] = [];
    for (const { title, work, isOfMany } of worksOf(told)) {
      const asked = await work();
      const statements = await statementsOf(store.folder, asked);
      const faults = statements.flatMap(({ text, plan }) => [
        ...sequentialScans(plan, growing).map(
          (table) => `${title}: sequential scan of ${table} in ${beginningOf(text)}`,
        ),
        ...(isOfMany || pagesOf(plan) <= MOST_PAGES
          ? []
          : [`${title}: ${pagesOf(plan)} pages for ${beginningOf(text)}`]),
      ]);
      all.push({ title, statements, faults });
    }
    return all;
  } finally {
    await gateway.stop();
  }
}

/** A piece of work in two steps: what makes it ready, and what is looked at. */
interface Work {
  readonly title: string;
  readonly work: () => Promise<() => Promise<void>>;
  /** Whether it is one call with many items. */
  readonly isOfMany?: boolean;
}

function readsOf(store: Sized): readonly Work[] {
  return QUESTIONS.map((question) => ({
    title: question.title,
    work: async () => {
      const prepared = await prepare(question, store);
      return async () => {
        if (!prepared) return;
        for (let run = 0; run < RUNS; run += 1) await post(store, prepared.headers, prepared.body);
      };
    },
  }));
}

function writesOf(store: Sized): readonly Work[] {
  const today = civilDay(new Date());
  const single = SINGLE_WRITES.map(({ title, client, query, inputs }) => ({
    title,
    work: async () => {
      const headers = await headersOf(store, client);
      const given = await inputs({ first: FIRST_WRITE, count: WRITES }, today, senderTo(store));
      return async () => {
        for (const input of given) {
          await post(store, headers, JSON.stringify({ query, variables: { input } }));
        }
      };
    },
  }));
  const push = async () => {
    const headers = await headersOf(store, 'kronofogden');
    return async () => {
      for (let call = 0; call < WRITES; call += 1) {
        const input = pushInput(FIRST_PUSHED + call * PUSHED, PUSHED, today);
        await post(store, headers, JSON.stringify({ query: PUSH_RECORDS, variables: { input } }));
      }
    };
  };
  return [...single, { title: `push of ${PUSHED} records`, work: push, isOfMany: true }];
}

async function post(
  { kvarbo }: Sized,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<void> {
  const response = await fetch(kvarbo.url, { method: 'POST', headers, body });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(`Refused: ${JSON.stringify(errors).slice(0, 500)}`);
}

async function growingTables(
  client: Parameters<typeof tellPlans>[0],
): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('cases', 'landlord', 'social', 'enforcement', 'log', 'disclosure', 'collaboration')
       AND (c.reltuples >= $1 OR c.relname LIKE 'entry%')`,
    [GROWING_ROWS],
  );
  return new Set(rows.map(({ name }) => name));
}

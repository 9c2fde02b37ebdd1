import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import type { PlanNode, StatementPlan } from './plan-text';

/** Settings by which PostgreSQL writes the plan of each statement, with what it cost, into its log. Parameters stay out of it. */
const SETTINGS: Readonly<Record<string, string>> = {
  session_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  'auto_explain.log_buffers': 'on',
  'auto_explain.log_verbose': 'on',
  'auto_explain.log_format': 'json',
  'auto_explain.log_parameter_max_length': '0',
};

/** PostgreSQL tells of a statement a moment after it has answered. */
const SETTLE_MS = 500;

/** Lets every connection that is opened from now on to the store's database tell its plans. */
export async function tellPlans(store: Client, database: string): Promise<void> {
  for (const [name, value] of Object.entries(SETTINGS)) {
    await store.query(`ALTER DATABASE "${database}" SET ${name} = '${value}'`);
  }
}

/** Ends {@link tellPlans}. */
export async function keepPlans(store: Client, database: string): Promise<void> {
  for (const name of Object.keys(SETTINGS)) {
    await store.query(`ALTER DATABASE "${database}" RESET ${name}`);
  }
}

/** The plans of the statements that some work makes PostgreSQL run; of statements with the same text the last one. */
export async function statementsOf(
  folder: string,
  work: () => Promise<unknown>,
): Promise<readonly StatementPlan[]> {
  const file = path.join(folder, 'postgres', 'server.log');
  const before = await stat(file);
  await work();
  await pause(SETTLE_MS);
  const log = await open(file, 'r');
  try {
    const { size } = await log.stat();
    const part = Buffer.alloc(size - before.size);
    await log.read(part, 0, part.length, before.size);
    return plansIn(part.toString('utf8'));
  } finally {
    await log.close();
  }
}

/** The plans in a part of a log, each over several lines of which all but the first begin with a tab. */
export function plansIn(log: string): readonly StatementPlan[] {
  const byText = new Map<string, StatementPlan>();
  for (const entry of log.split(/\n(?!\t)/)) {
    const json = /LOG: {2}duration: [\d.]+ ms {2}plan:\n([\s\S]*)/.exec(entry)?.[1];
    if (json === undefined) continue;
    const { 'Query Text': text, Plan: plan } = JSON.parse(json.replaceAll('\n\t', '\n')) as {
      'Query Text': string;
      Plan: PlanNode;
    };
    byText.set(text, { text, plan });
  }
  return [...byText.values()];
}

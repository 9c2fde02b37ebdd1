import type { ClientBase } from 'pg';
import { createLogPartition, logMonths, logPartition } from '../../migrations/log-partitions';
import { SignatureVerifier } from '../persistence';
import type { KeySet, SigningKeys } from '../persistence';
import type { ChainHead } from './chain';
import { addCheckpoints } from './checkpoint-store';
import type { SavedCheckpoint } from './checkpoint-trail';
import { readLog } from './read-log';
import { RetentionPlan, type Month } from './retention-plan';
import { verifyLog, type LogVerdict } from './verify-log';

/** What the upkeep of the log is told. */
export interface MaintenanceOptions {
  readonly signing: SigningKeys;
  /** Public keys by which the log is checked before anything goes; those of {@link MaintenanceOptions.signing} at least. */
  readonly keys: KeySet;
  readonly now: Date;
  readonly retentionMonths: number;
  /** Changes nothing and tells what would be done. */
  readonly isDryRun: boolean;
}

/** What was done, or would be. */
export interface MaintenanceReport {
  /** The check that came first; nothing was dropped if it found a fault. */
  readonly verdict: LogVerdict;
  /** The first instant that is kept. */
  readonly before: Date;
  /** Coming months that got a partition of their own. */
  readonly made: readonly Month[];
  /** Months whose sheets lie among the rest, where they may stay. */
  readonly inRest: readonly Month[];
  /** Months that are over and went, with their number of sheets. */
  readonly dropped: ReadonlyMap<Month, number>;
  /** Months that are over but have sheets that must stay for now, since a clock once went wrong. */
  readonly mixed: readonly Month[];
  /**
   * Ends of chains that were signed, since no instance had. Upkeep vouches from now on for what stood there; that an instance wrote it, and
   * not whoever rules the database, it cannot know.
   */
  readonly signed: readonly ChainHead[];
  readonly shapes: number;
  readonly actors: number;
}

/** Milliseconds after which nobody but the upkeep signs the end of a chain; instances do within seconds. */
const ABANDONED_MS = 3_600_000;

/** How many months from now on have a partition of their own. */
const MONTHS_AHEAD = 24;

/** The writer waits meanwhile, and answers wait for the writer. */
const SHORT = `SET LOCAL lock_timeout = '1500ms'`;

/** Sheets came, went or changed between the check and the drop. */
export class LogMovedError extends Error {
  constructor() {
    super('Old sheets changed while the log was checked; nothing was dropped. Run it again.');
    this.name = 'LogMovedError';
  }
}

/**
 * Makes coming months, and lets months go that were kept for as long as is set: checks the log first, drops nothing of one with
 * a fault, and leaves a signed checkpoint that says where each chain begins from now on. It also signs the ends of chains whose
 * instance was killed before it could.
 *
 * Shapes and actors to which no sheet refers any more go with them.
 *
 * @param client - of the owner's login, which may become `kvarbo_owner`, `kvarbo_log_auditor` and `kvarbo_log_keeper`
 * @throws LogMovedError when the log changed where it must not
 * @throws whatever the driver threw, such as when somebody reads the log for longer than the writer may wait
 */
export async function maintainLog(
  client: ClientBase,
  options: MaintenanceOptions,
): Promise<MaintenanceReport> {
  const { now, retentionMonths, isDryRun } = options;
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - retentionMonths, 1));
  const months = await makeMonths(client, options);
  const plan = new RetentionPlan(before);
  const saved: readonly SavedCheckpoint[] = [];
  const verifier = new SignatureVerifier(options.keys);
  const verdict = await verifyLog(plan.watch(readLog(client)), { verifier, saved, actors: null });
  const isSound = verdict.faultCount === 0;
  const unsigned = plan.unsignedBefore(new Date(now.getTime() - ABANDONED_MS));
  let shared = { shapes: 0, actors: 0 };
  if (isSound && !isDryRun) {
    await signEnds(client, unsigned, options);
    shared = await drop(client, plan, options);
  }
  return {
    verdict,
    before,
    ...months,
    dropped: isSound ? plan.going : new Map<Month, number>(),
    mixed: [...plan.mixed],
    signed: isSound ? unsigned : [],
    ...shared,
  };
}

async function makeMonths(
  client: ClientBase,
  { now, isDryRun }: MaintenanceOptions,
): Promise<Pick<MaintenanceReport, 'made' | 'inRest'>> {
  const there = new Set((await partitions(client)).map(({ name }) => name));
  const made: Month[] = [];
  const inRest: Month[] = [];
  for (const month of logMonths(now, 0, MONTHS_AHEAD)) {
    if (there.has(logPartition(month))) continue;
    const name = month.from.slice(0, 7);
    await inTransaction(client, async () => {
      const sheets = await countBetween(client, month.from, month.to);
      if (sheets > 0) {
        inRest.push(name);
        return;
      }
      made.push(name);
      if (isDryRun) return;
      for (const statement of createLogPartition(month)) await client.query(statement);
    });
  }
  return { made, inRest };
}

async function signEnds(
  client: ClientBase,
  heads: readonly ChainHead[],
  { signing, now }: MaintenanceOptions,
): Promise<void> {
  if (heads.length === 0) return;
  const subjects = heads.map((head) => ({ kind: 'head', ...head }) as const);
  await inTransaction(client, () => addCheckpoints(client, signing, now, subjects));
}

async function drop(
  client: ClientBase,
  plan: RetentionPlan,
  { signing, now }: MaintenanceOptions,
): Promise<Pick<MaintenanceReport, 'shapes' | 'actors'>> {
  const dropped = plan.boundaries();
  const over = (await partitions(client)).filter(({ to }) => to <= plan.before);
  const going = over.filter(({ month }) => !plan.mixed.has(month));
  if (dropped.length === 0 && going.length === 0) return { shapes: 0, actors: 0 };
  return inTransaction(client, async () => {
    for (const { name, month } of going) {
      await client.query(`LOCK TABLE ${name} IN SHARE MODE`);
      const stored = await countBetween(client, `${month}-01`, nextMonth(month));
      if (stored !== (plan.going.get(month) ?? 0)) throw new LogMovedError();
    }
    for (const { name } of going) await client.query(`DROP TABLE ${name}`);
    // From here on nobody writes a sheet until all is done, so that no row goes to which a new one refers.
    await client.query('LOCK TABLE log.entry IN ACCESS EXCLUSIVE MODE');
    await client.query(
      `DELETE FROM log.entry e USING unnest($1::uuid[], $2::bigint[]) AS gone(instance, sequence)
       WHERE e.instance = gone.instance AND e.sequence <= gone.sequence`,
      [dropped.map(({ instance }) => instance), dropped.map(({ sequence }) => sequence)],
    );
    const shared = await dropShared(client, plan);
    if (dropped.length > 0) {
      const subject = { kind: 'retention', before: plan.before, dropped } as const;
      await addCheckpoints(client, signing, now, [subject]);
    }
    return shared;
  });
}

async function dropShared(
  client: ClientBase,
  plan: RetentionPlan,
): Promise<Pick<MaintenanceReport, 'shapes' | 'actors'>> {
  const heads = plan.heads();
  // Sheets since the check, and chains that began since.
  const { rows } = await client.query<{ shape: Buffer; actor: Buffer }>(
    `SELECT e.shape, e.actor FROM log.chain c
       LEFT JOIN unnest($1::uuid[], $2::bigint[]) AS seen(instance, sequence) ON seen.instance = c.instance
       CROSS JOIN LATERAL (SELECT shape, actor FROM log.entry
         WHERE instance = c.instance AND sequence > coalesce(seen.sequence, 0)) e`,
    [heads.map(({ instance }) => instance), heads.map(({ sequence }) => sequence)],
  );
  const needed = {
    shape: [...plan.shapes, ...rows.map(({ shape }) => shape.toString('hex'))],
    actor: [...plan.actors, ...rows.map(({ actor }) => actor.toString('hex'))],
  };
  const forget = async (table: 'shape' | 'actor'): Promise<number> => {
    const gone = await client.query(
      `DELETE FROM log.${table} WHERE id NOT IN (SELECT decode(id, 'hex') FROM unnest($1::text[]) AS id)`,
      [needed[table]],
    );
    return gone.rowCount ?? 0;
  };
  return { shapes: await forget('shape'), actors: await forget('actor') };
}

/** A partition that holds one month. */
interface Partition {
  readonly name: string;
  readonly month: Month;
  /** The first instant after it. */
  readonly to: Date;
}

async function partitions(client: ClientBase): Promise<readonly Partition[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'log.entry'::regclass ORDER BY 1`,
  );
  return rows.flatMap(({ name }) => {
    const [, year, month] = /^entry_(\d{4})_(\d{2})$/.exec(name) ?? [];
    if (year === undefined || month === undefined) return [];
    const first = `${year}-${month}`;
    return [{ name: `log.${name}`, month: first, to: new Date(`${nextMonth(first)}T00:00:00Z`) }];
  });
}

/** The first day of the month after one. */
function nextMonth(month: Month): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
}

/** Counts sheets from one day on and before another, in UTC. */
async function countBetween(client: ClientBase, from: string, to: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    'SELECT count(*) FROM log.entry WHERE recorded_at >= $1 AND recorded_at < $2',
    [`${from}T00:00:00Z`, `${to}T00:00:00Z`],
  );
  return Number(rows[0]?.count);
}

/** As the owner role, so that what is made belongs to no login. */
async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query(`${SHORT}; SET LOCAL ROLE kvarbo_owner`);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

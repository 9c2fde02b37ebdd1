import type { CaseFacts, LookUp, Position, Reading, Trail } from '../disclosure';
import { mayTellExecution } from '../disclosure';
import { authoritiesTelling } from '../cases';
import { byKeys, statementName } from '../persistence';

/** What one look at the store has put into an answer, with what its entries need. */
export interface NotedDisclosures {
  /** By case, the positions at which it is answered. */
  readonly cases: ReadonlyMap<string, readonly Position[]>;
  readonly facts: ReadonlyMap<string, CaseFacts>;
  readonly trails: ReadonlyMap<string, Trail>;
  readonly lookUps: readonly LookUp[];
}

const TRAILS = 'SELECT case_id, trail FROM cases.share WHERE case_id';

/** Collects what a look at the store discloses, before it ends; null when that is nothing. */
export async function noteDisclosures(reading: Reading): Promise<NotedDisclosures | null> {
  const { batches, lookUps } = reading.disclosures;
  const cases = new Map<string, Position[]>();
  for (const { position, caseIds } of batches) {
    for (const id of caseIds) {
      const positions = cases.get(id);
      if (!positions) cases.set(id, [position]);
      else if (!positions.includes(position)) positions.push(position);
    }
  }
  if (cases.size === 0) return lookUps.length === 0 ? null : { ...NOTHING, lookUps };
  const caseIds = [...cases.keys()];
  const [facts, trails] = await Promise.all([
    (await restsOnFacts(reading)) ? reading.facts(caseIds) : NOTHING.facts,
    trailsOf(reading, caseIds),
  ]);
  return { cases, facts, trails, lookUps };
}

/** Of most cases the share was read, and its trail with it. */
async function trailsOf(
  reading: Reading,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, Trail>> {
  const { trails } = reading.disclosures;
  const missing = caseIds.filter((id) => !trails.has(id));
  if (missing.length === 0) return trails;
  const keys = byKeys(missing);
  const sql = `${TRAILS} ${keys.is}`;
  const rows = await reading.session.rows<{ case_id: string; trail: Trail }>(
    statementName('log_trails', sql),
    sql,
    [keys.value],
  );
  return new Map([...trails, ...rows.map((row) => [row.case_id, row.trail] as const)]);
}

/** Whether anything disclosed rests on the facts of its case, so that what opened it must be quoted. */
async function restsOnFacts(reading: Reading): Promise<boolean> {
  const { batches } = reading.disclosures;
  if (batches.some(({ position }) => position.conditional)) return true;
  const { agency } = reading.caller;
  if (!batches.some(({ position }) => mayTellExecution(agency, position))) return false;
  return (await authoritiesTelling(reading)).length > 0;
}

const NOTHING: NotedDisclosures = {
  cases: new Map(),
  facts: new Map(),
  trails: new Map(),
  lookUps: [],
};

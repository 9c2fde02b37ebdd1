import type { EntityManager } from 'typeorm';
import { statement } from '../persistence';
import { Agency } from '../shared';
import type { NextDeadline } from './deadlines/awaited-days';
import type { Share } from './shares';

/** One stretch of time in a reader's list, as it stands in the store. */
export interface Stretch {
  readonly agency: Agency;
  readonly organisation: string;
  readonly caseId: string;
  readonly isOpen: boolean;
  /** `-infinity` from the beginning. */
  readonly after: string;
  /** `infinity` for good. */
  readonly until: string;
  readonly day: string | null;
}

const LOAD = `
  SELECT agency, organisation, case_id AS "caseId", is_open AS "isOpen", after, until, day
  FROM cases.next_deadline WHERE case_id = ANY ($1)`;

const REMOVE = `
  DELETE FROM cases.next_deadline d
  USING unnest($1::text[], $2::text[], $3::uuid[], $4::date[]) AS gone(agency, organisation, case_id, after)
  WHERE (d.agency, d.organisation, d.case_id, d.after) = (gone.agency, gone.organisation, gone.case_id, gone.after)`;

const STORE = `
  INSERT INTO cases.next_deadline (agency, organisation, case_id, is_open, after, until, day)
  SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::boolean[], $5::date[], $6::date[], $7::date[])
  ON CONFLICT (agency, organisation, case_id, after) DO UPDATE SET is_open = excluded.is_open, until = excluded.until, day = excluded.day`;

/** Whether a reader's list of cases has an order; auditors list no cases. */
export function isListed({ agency }: Pick<Share, 'agency'>): boolean {
  return agency !== Agency.OVERSIGHT;
}

/** Every stretch of the given cases. */
export function loadStretches(
  manager: EntityManager,
  caseIds: readonly string[],
): Promise<readonly Stretch[]> {
  return statement<Stretch>(manager, LOAD, [caseIds]);
}

/** The stretches of a share, from what stands next in each. */
export function stretchesOf(
  caseId: string,
  { agency, organisation, closedOn }: Share,
  next: readonly NextDeadline[],
): readonly Stretch[] {
  return next.map(({ after, until, day }) => ({
    agency,
    organisation,
    caseId,
    isOpen: closedOn === null,
    after: after ?? '-infinity',
    until: until ?? 'infinity',
    day,
  }));
}

/**
 * Makes the stretches of locked cases what they are now. Rows that are as they were are left alone; those of a reader that no longer
 * knows of its case go.
 *
 * @param stored - every stretch of these cases as it stands
 * @legalSource SPF-15-SEARCH
 */
export async function replaceStretches(
  manager: EntityManager,
  stored: readonly Stretch[],
  wanted: readonly Stretch[],
): Promise<void> {
  const old = new Map(stored.map((one) => [keyOf(one), one]));
  const kept = new Set(wanted.map(keyOf));
  const gone = stored.filter((one) => !kept.has(keyOf(one)));
  const changed = wanted.filter((one) => !isSame(one, old.get(keyOf(one))));
  const column = <K extends keyof Stretch>(rows: readonly Stretch[], name: K) =>
    rows.map((row) => row[name]);
  const key = (rows: readonly Stretch[]) => [
    column(rows, 'agency'),
    column(rows, 'organisation'),
    column(rows, 'caseId'),
  ];
  if (gone.length > 0) await statement(manager, REMOVE, [...key(gone), column(gone, 'after')]);
  if (changed.length === 0) return;
  await statement(manager, STORE, [
    ...key(changed),
    column(changed, 'isOpen'),
    column(changed, 'after'),
    column(changed, 'until'),
    column(changed, 'day'),
  ]);
}

function keyOf({ agency, organisation, caseId, after }: Stretch): string {
  return `${caseId} ${agency} ${organisation} ${after}`;
}

function isSame(one: Stretch, other: Stretch | undefined): boolean {
  return one.isOpen === other?.isOpen && one.until === other.until && one.day === other.day;
}

import type { EntityManager } from 'typeorm';
import type { Trail } from '../disclosure';
import { statement } from '../persistence';
import type { Share } from './shares';

/** A share as it stands in the store. */
export interface StoredShare extends Share {
  readonly caseId: string;
  readonly version: number;
  /** False once its reader may no longer know of the case; the version stays, so that it never falls. */
  readonly known: boolean;
  /** Whose data the case is, for the disclosure log; no part of what its reader sees. */
  readonly trail: Trail;
  /** A board's place for the case in its queue; null for everybody else. */
  readonly queuePlace: string | null;
}

const LOAD = `
  SELECT case_id AS "caseId", agency, organisation, version, board_id AS "boardId",
    to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "receivedAt", stage,
    recovery_ends_on AS "recoveryEndsOn", eviction_on AS "evictionOn", closed_on AS "closedOn", known, handed_over AS "handedOver",
    CASE WHEN executed_by IS NOT NULL THEN json_build_object(
      'executedBy', executed_by, 'stage', stage_if_told, 'recoveryEndsOn', recovery_ends_if_told_on,
      'closedOn', closed_if_told_on) END AS "ifTold",
    trail, queue_place AS "queuePlace"
  FROM cases.share WHERE case_id = ANY ($1)`;

const STORE = `
  INSERT INTO cases.share (case_id, agency, organisation, version, board_id, received_at, stage, recovery_ends_on, eviction_on,
    closed_on, known, executed_by, stage_if_told, recovery_ends_if_told_on, closed_if_told_on, handed_over, trail, queue_place,
    known_since)
  SELECT u.*, $19::timestamptz FROM unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::text[],
    $8::date[], $9::date[], $10::date[], $11::boolean[], $12::text[], $13::text[], $14::date[], $15::date[],
    $16::boolean[], $17::jsonb[], $18::text[]) AS u
  ON CONFLICT (agency, organisation, case_id) DO UPDATE SET version = excluded.version, board_id = excluded.board_id,
    received_at = excluded.received_at, stage = excluded.stage, recovery_ends_on = excluded.recovery_ends_on,
    eviction_on = excluded.eviction_on, closed_on = excluded.closed_on, known = excluded.known,
    executed_by = excluded.executed_by, stage_if_told = excluded.stage_if_told,
    recovery_ends_if_told_on = excluded.recovery_ends_if_told_on,
    closed_if_told_on = excluded.closed_if_told_on, handed_over = excluded.handed_over, trail = excluded.trail,
    queue_place = excluded.queue_place`;

/** Every share of the given cases, those no longer known included. */
export function loadShares(
  manager: EntityManager,
  caseIds: readonly string[],
): Promise<readonly StoredShare[]> {
  return statement<StoredShare>(manager, LOAD, [caseIds]);
}

/** Adds shares or replaces them as a whole; since when a reader knows of its case is said once. */
export async function storeShares(
  manager: EntityManager,
  shares: readonly StoredShare[],
  now: Date,
): Promise<void> {
  if (shares.length === 0) return;
  const column = <K extends keyof StoredShare>(name: K) => shares.map((share) => share[name]);
  await statement(manager, STORE, [
    column('caseId'),
    column('agency'),
    column('organisation'),
    column('version'),
    column('boardId'),
    column('receivedAt'),
    column('stage'),
    column('recoveryEndsOn'),
    column('evictionOn'),
    column('closedOn'),
    column('known'),
    shares.map(({ ifTold }) => ifTold?.executedBy ?? null),
    shares.map(({ ifTold }) => ifTold?.stage ?? null),
    shares.map(({ ifTold }) => ifTold?.recoveryEndsOn ?? null),
    shares.map(({ ifTold }) => ifTold?.closedOn ?? null),
    column('handedOver'),
    shares.map(({ trail }) => JSON.stringify(trail)),
    column('queuePlace'),
    now,
  ]);
}

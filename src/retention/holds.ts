import { randomUUID } from 'node:crypto';
import type { ClientBase } from 'pg';
import { appendToLedger } from './ledger-file';
import type { HoldLine } from './ledger-file';

/** Who orders that a case is kept, or kept no longer, and why; no personal data, since it is kept for good. */
export interface HoldOrder {
  readonly authority: string;
  readonly reason: string;
  readonly now: Date;
}

/** One hold with its end, if it has one. */
export interface Hold {
  readonly id: string;
  readonly placedAt: Date;
  readonly authority: string;
  readonly reason: string;
  readonly liftedAt: Date | null;
  readonly liftedBy: string | null;
  readonly liftReason: string | null;
}

/** What was named is not there. */
class HoldError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'HoldError';
  }
}

const AS_KEEPER = `SET LOCAL lock_timeout = '2s'; SET LOCAL ROLE kvarbo_hold_keeper`;

const CASE_BY = {
  receipt: `SELECT case_id AS id FROM landlord.notice WHERE receipt_number = $1
    UNION SELECT case_id FROM retention.proof WHERE receipt_number = $1`,
  record: 'SELECT case_id AS id FROM enforcement.record WHERE case_number = $1',
} as const;

/**
 * Keeps everything of a case from being purged until the hold is lifted; several holds on one case stand beside each other.
 *
 * @param by - the receipt number of a notice, or the number of a record, of the case
 * @param ledger - file outside the database, so that a restored copy knows of the hold
 * @returns the hold's id
 * @throws HoldError when no case has that number
 */
export function placeHold(
  client: ClientBase,
  by: { readonly kind: keyof typeof CASE_BY; readonly value: string },
  ledger: string,
  { authority, reason, now }: HoldOrder,
): Promise<string> {
  return asKeeper(client, async () => {
    const { rows } = await client.query<{ id: string }>(CASE_BY[by.kind], [by.value]);
    const caseId = rows[0]?.id;
    if (caseId === undefined) throw new HoldError('There is no case with this number.');
    const id = randomUUID();
    const line = { kind: 'HELD', id, caseId, at: now.toISOString(), authority, reason } as const;
    await writeHold(client, line);
    await appendToLedger(ledger, [line]);
    return id;
  });
}

/** Ends a hold. @throws HoldError when there is none with this id, or it was lifted before */
export function liftHold(
  client: ClientBase,
  id: string,
  ledger: string,
  { authority, reason, now }: HoldOrder,
): Promise<void> {
  return asKeeper(client, async () => {
    const { rows } = await client.query<{ lifted: boolean }>(
      `SELECT EXISTS (SELECT FROM retention.hold_lift l WHERE l.hold_id = h.id) AS lifted FROM retention.hold h WHERE h.id = $1`,
      [id],
    );
    const [hold] = rows;
    if (hold === undefined) throw new HoldError('There is no hold with this id.');
    if (hold.lifted) throw new HoldError('This hold was lifted before.');
    const line = {
      kind: 'LIFTED',
      id,
      caseId: null,
      at: now.toISOString(),
      authority,
      reason,
    } as const;
    await writeHold(client, line);
    await appendToLedger(ledger, [line]);
  });
}

/** Every hold that was ever placed, in order. */
export function listHolds(client: ClientBase): Promise<readonly Hold[]> {
  return asKeeper(client, async () => {
    const { rows } = await client.query<Hold>(
      `SELECT h.id, h.placed_at AS "placedAt", h.authority, h.reason, l.lifted_at AS "liftedAt", l.authority AS "liftedBy",
         l.reason AS "liftReason"
       FROM retention.hold h LEFT JOIN retention.hold_lift l ON l.hold_id = h.id ORDER BY h.placed_at, h.id`,
    );
    return rows;
  });
}

/** Writes again what the ledger file says of holds; what is there already stays. */
export function replayHolds(client: ClientBase, lines: readonly HoldLine[]): Promise<void> {
  return asKeeper(client, async () => {
    for (const line of lines) await writeHold(client, line);
  });
}

async function writeHold(client: ClientBase, line: HoldLine): Promise<void> {
  const { kind, id, caseId, at, authority, reason } = line;
  if (kind === 'HELD') {
    await client.query(
      `INSERT INTO retention.hold (id, case_id, placed_at, authority, reason) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [id, caseId, at, authority, reason],
    );
    return;
  }
  await client.query(
    `INSERT INTO retention.hold_lift (hold_id, lifted_at, authority, reason) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
    [id, at, authority, reason],
  );
}

async function asKeeper<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    await client.query(AS_KEEPER);
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

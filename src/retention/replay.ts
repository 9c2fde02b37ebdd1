import type { ClientBase } from 'pg';
import { civilDay } from '../shared';
import { replayHolds } from './holds';
import { readLedger } from './ledger-file';
import type { HoldLine, LedgerLine } from './ledger-file';
import { enter, removeKeys } from './purge';
import { excluding, inTransaction } from './purge-transaction';
import { FORGET_PERSONS } from './remove';

/** What a replay did. */
export interface ReplayReport {
  readonly holds: number;
  /** Keys that the ledger names and that are gone now, whether or not the restored copy had them. */
  readonly keys: number;
  /** Keys that stay for now, since their case is held. */
  readonly held: number;
}

const ORDER = ['CASE', 'RECORD', 'FILE', 'CONSENT', 'DECISION'] as const;
const BATCH = 50;

/**
 * Purges from a restored copy of the database what was purged from the database itself, by the ledger file that lies outside both.
 * Safe to run again.
 *
 * @throws LedgerError when the file is not a ledger
 * @throws PurgeRunningError when a purge is at work
 * @legalSource GDPR-5
 */
export async function replayLedger(
  client: ClientBase,
  ledger: string,
  now: Date,
): Promise<ReplayReport> {
  const lines = await readLedger(ledger);
  const holds = lines.filter((line): line is HoldLine => line.kind !== 'PURGED');
  const purged = lines.filter((line): line is LedgerLine => line.kind === 'PURGED');
  const day = civilDay(now);
  return excluding(client, async () => {
    await replayHolds(client, holds);
    const held = await heldCases(client);
    const going = purged.filter(({ caseId }) => caseId === null || !held.has(caseId));
    for (const name of ORDER) {
      const ofClass = going.filter((line) => line.class === name);
      for (let at = 0; at < ofClass.length; at += BATCH) {
        const batch = ofClass.slice(at, at + BATCH);
        await inTransaction(client, day, async () => {
          await enter(client, batch, true);
          await removeKeys(
            client,
            name,
            batch.map(({ key }) => key),
            day,
          );
        });
      }
    }
    await inTransaction(client, day, () => client.query(FORGET_PERSONS));
    return { holds: holds.length, keys: going.length, held: purged.length - going.length };
  });
}

async function heldCases(client: ClientBase): Promise<ReadonlySet<string>> {
  return inTransaction(client, '2000-01-01', async () => {
    const { rows } = await client.query<{ id: string }>(
      `SELECT h.case_id AS id FROM retention.hold h WHERE NOT EXISTS (SELECT FROM retention.hold_lift l WHERE l.hold_id = h.id)`,
    );
    return new Set(rows.map(({ id }) => id));
  });
}

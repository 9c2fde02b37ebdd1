import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { ChangedCase } from '../cases';
import { answered, findRows, insertRows, updateRows } from '../persistence';
import type { BoardEntry, SupersededEntry } from './board-entry.entity';

/** What every new entry starts with. */
export function newEntry(changed: ChangedCase): Pick<BoardEntry, keyof BoardEntry> {
  return {
    id: randomUUID(),
    caseId: changed.caseId,
    boardId: changed.organisation,
    recordedAt: changed.now,
  };
}

/** What every new entry starts with that holds until another one takes its place. */
export function newStandingEntry(
  changed: ChangedCase,
): Pick<SupersededEntry, keyof SupersededEntry> {
  return { ...newEntry(changed), supersededAt: null };
}

/** The entry of this kind that holds for the board, or null. */
export async function currentEntry<E extends SupersededEntry>(
  manager: EntityManager,
  entity: new () => E,
  changed: ChangedCase,
): Promise<E | null> {
  const [current] = await findRows<SupersededEntry>(manager, entity, holding(changed));
  return (current as E | undefined) ?? null;
}

/** Closes the entry of this kind that holds, if there is one; nothing else in it changes. */
export async function supersede(
  manager: EntityManager,
  entity: new () => SupersededEntry,
  changed: ChangedCase,
): Promise<void> {
  await updateRows(manager, entity, holding(changed), { supersededAt: changed.now });
}

/** Puts an entry in the place of the one of its kind that holds, if there is one. */
export async function succeed<E extends SupersededEntry>(
  manager: EntityManager,
  entity: new () => E,
  changed: ChangedCase,
  entry: E,
): Promise<void> {
  await answered([supersede(manager, entity, changed), insertRows(manager, entity, [entry])]);
}

function holding({ caseId, organisation }: ChangedCase) {
  return { caseId, boardId: organisation, supersededAt: null };
}

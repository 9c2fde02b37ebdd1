import { randomUUID } from 'node:crypto';
import type { EntityManager, EntityTarget } from 'typeorm';
import { IsNull } from 'typeorm';
import type { ChangedCase } from '../cases';
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

/** The entry of this kind that holds for the board, or null. */
export function currentEntry<E extends SupersededEntry>(
  manager: EntityManager,
  entity: new () => E,
  changed: ChangedCase,
): Promise<E | null> {
  const target = entity as EntityTarget<SupersededEntry>;
  return manager.findOneBy(target, holding(changed)) as Promise<E | null>;
}

/** Closes the entry of this kind that holds, if there is one; nothing else in it changes. */
export async function supersede(
  manager: EntityManager,
  entity: new () => SupersededEntry,
  changed: ChangedCase,
): Promise<void> {
  await manager.update(entity, holding(changed), { supersededAt: changed.now });
}

function holding({ caseId, organisation }: ChangedCase) {
  return { caseId, boardId: organisation, supersededAt: IsNull() };
}

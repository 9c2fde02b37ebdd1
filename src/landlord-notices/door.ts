import { isOpen, NO_FACTS, type Place, type Position } from '../disclosure';

/** What is asked for behind a door; null where the plan has none, or its conditions fail for this case. */
export async function openDoor(place: Place | undefined, field: string): Promise<Position | null> {
  const planned = place?.batch.position.fields.get(field);
  if (!place || !planned?.position) return null;
  if (planned.when.length === 0) return planned.position;
  const { reading, caseIds } = place.batch;
  const facts = (await reading.facts(caseIds)).get(place.caseId) ?? NO_FACTS;
  return isOpen(planned, facts) ? planned.position : null;
}

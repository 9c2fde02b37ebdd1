import type { Batch } from './batch';
import { placeOf } from './batch';
import { NO_FACTS } from './facts';
import { isOpen } from './projection';
import type { PlannedField, Position } from './plan';

/**
 * Answers a field of every object of a level, by case id; a case that is absent is answered with null.
 *
 * @param position - what is asked for below the field; null for a leaf
 */
export type Door<T = unknown> = (
  batch: Batch,
  position: Position | null,
) => Promise<ReadonlyMap<string, T>>;

/** Why a door could not answer for one case, in place of its answer: the other cases of the level have theirs. */
export class CaseFault {
  constructor(readonly fault: unknown) {}
}

/** What a door has answered for a level, or why it could not. */
type Opened = { readonly answers: ReadonlyMap<string, unknown> } | { readonly fault: unknown };

const openedFor = new WeakMap<Batch, Map<string, Opened>>();

/**
 * The doors of one type: fields that lead into another domain, or that several domains put together.
 *
 * All that are asked for are opened as soon as their level is known, each once for all objects: so that what they read travels
 * together, and an object of a list has its answer at hand when the executor comes to it.
 */
export class Doors {
  readonly #doors = new Map<string, Door>();

  /** @throws Error when the field has a door already */
  add(field: string, door: Door): void {
    if (this.#doors.has(field)) throw new Error(`The field ${field} has two doors.`);
    this.#doors.set(field, door);
  }

  /** Opens the doors that the plan leads through. Never rejects: whoever asks for an answer meets the fault. */
  async open(batch: Batch): Promise<void> {
    const opened = new Map<string, Opened>();
    openedFor.set(batch, opened);
    await Promise.all(
      [...batch.position.fields].map(async ([field, planned]) => {
        const door = this.#doors.get(field);
        if (door) opened.set(field, await outcomeOf(answersOf(door, planned, batch)));
      }),
    );
  }
}

/**
 * What the door of a field answers for an object; null for one without a place, or where the plan does not lead through the door.
 *
 * @throws whatever the door met
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the resolver states what its door answers
export function behindDoor<T>(parent: object, field: string): T | null {
  const place = placeOf(parent);
  const opened = place && openedFor.get(place.batch)?.get(field);
  if (!opened) return null;
  if ('fault' in opened) throw opened.fault;
  const answer = opened.answers.get(place.caseId) ?? null;
  if (answer instanceof CaseFault) throw answer.fault;
  return answer as T | null;
}

/** What the door answers for the cases at which its own conditions hold. */
async function answersOf(
  door: Door,
  planned: PlannedField,
  batch: Batch,
): Promise<ReadonlyMap<string, unknown>> {
  const { reading, caseIds } = batch;
  const [answers, facts] = await Promise.all([
    door(batch, planned.position),
    planned.when.length === 0 ? null : reading.facts(caseIds),
  ]);
  if (facts === null) return answers;
  return new Map([...answers].filter(([caseId]) => isOpen(planned, facts.get(caseId) ?? NO_FACTS)));
}

async function outcomeOf(answers: Promise<ReadonlyMap<string, unknown>>): Promise<Opened> {
  try {
    return { answers: await answers };
  } catch (fault) {
    return { fault };
  }
}

import type { BlindIndexer, Keyring } from '../persistence';
import type { ActorRow } from './actors';
import { Actors } from './actors';
import type { Disclosure } from './disclosure';
import { assertStorable } from './disclosure';
import type { SheetHead, SheetText, ShapeRow } from './sheet-format';
import { headText, sortedOnce } from './sheet-format';
import { Shapes } from './shapes';

/** A sheet with the rows that it refers to. */
export interface PreparedSheet {
  readonly sheet: SheetText;
  readonly shape: ShapeRow;
  readonly actor: ActorRow;
}

interface KnownHead {
  readonly actor: ActorRow;
  readonly head: SheetHead;
  readonly text: string;
}

/** Disclosures as the log stores and hashes them; what those of one request have in common is put into words once. */
export class SheetTexts {
  readonly #shapes = new Shapes();
  readonly #actors: Actors;

  constructor(indexer: BlindIndexer, keyring: Keyring) {
    this.#actors = new Actors(indexer, keyring);
  }

  /** @throws TypeError when a disclosure is malformed */
  prepare(disclosures: readonly Disclosure[]): readonly PreparedSheet[] {
    const storable = new Set<string>();
    // By shape, as long as everything else of the head stays as it is.
    const heads = new Map<ShapeRow, KnownHead>();
    let [before] = disclosures;
    const prepared: PreparedSheet[] = [];
    for (const disclosure of disclosures) {
      assertStorable(disclosure, storable);
      if (before && !areAlike(before, disclosure)) heads.clear();
      before = disclosure;
      const shape = this.#shapes.of(disclosure);
      const known = heads.get(shape) ?? this.#headOf(disclosure, shape);
      heads.set(shape, known);
      const sheet = {
        head: known.head,
        headText: known.text,
        cases: disclosure.cases,
        controllers: sortedOnce(disclosure.controllers),
        subjects: disclosure.subjects,
        openedBy: sortedOnce(disclosure.openedBy),
      };
      prepared.push({ sheet, shape, actor: known.actor });
    }
    return prepared;
  }

  #headOf(disclosure: Disclosure, shape: ShapeRow): KnownHead {
    const { requestId, agency, organisation, principal, purpose } = disclosure;
    const actor = this.#actors.of(disclosure);
    const head = {
      request: requestId,
      agency,
      organisation,
      principal,
      actor: actor.id.toString('hex'),
      purpose,
      shape: shape.id.toString('hex'),
    };
    return { actor, head, text: headText(head) };
  }
}

/** Whether the sheets have the same head but for its shape. */
function areAlike(one: Disclosure, other: Disclosure): boolean {
  return (
    one.requestId === other.requestId &&
    one.agency === other.agency &&
    one.organisation === other.organisation &&
    one.principal === other.principal &&
    one.actor === other.actor &&
    one.purpose === other.purpose
  );
}

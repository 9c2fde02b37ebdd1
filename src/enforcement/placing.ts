import type { Term } from '../cases';
import type { RecordState } from './record-state';

/** What places a record among the cases, before or after a push. */
export interface Placing {
  readonly state: RecordState;
  readonly terms: readonly Term[];
  /** Receipt numbers, blind, from the current version downward. */
  readonly receipts: readonly (Buffer | null)[];
}

/** How much of a record's former place holds after a push. */
export interface Keeping {
  /** Whether it is not placed anew at all. */
  readonly stays: boolean;
  /** Whether, placed anew, it prefers the case in which it was. */
  readonly prefersPresent: boolean;
}

/**
 * Whether a push places a record anew: if parties, dwelling or quoted notices have changed, or its progress as all those see it who
 * are told of it. Everything else may be hidden from one of them, who would notice it by the move.
 *
 * A record of which another board is told than before, or one at all, is placed as if it were new: where it was before was decided
 * by what that board does not know.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-SUMMARY
 */
export function keepsPlace(before: Placing | null, after: Placing): Keeping {
  if (before === null || toldBoard(before.state) !== toldBoard(after.state))
    return { stays: false, prefersPresent: false };
  const stays =
    progress(before.state) === progress(after.state) &&
    before.state.content.dwelling.boardId === after.state.content.dwelling.boardId &&
    namesOf(before.terms) === namesOf(after.terms) &&
    quotesOf(before.receipts) === quotesOf(after.receipts);
  return { stays, prefersPresent: true };
}

function toldBoard({ boardKnowsSince, content }: RecordState): string | null {
  return boardKnowsSince === null ? null : content.dwelling.boardId;
}

function progress(state: RecordState): string | null {
  return state.boardKnowsSince === null ? state.statusForApplicant : state.statusForBoard;
}

function namesOf(terms: readonly Term[]): string {
  const names = terms.map(({ kind, value, apartmentIndex }) =>
    [kind, value.toString('hex'), apartmentIndex?.toString('hex')].join(' '),
  );
  return names.sort().join();
}

function quotesOf(receipts: readonly (Buffer | null)[]): string {
  return [...new Set(receipts.flatMap((receipt) => receipt?.toString('hex') ?? []))].join();
}

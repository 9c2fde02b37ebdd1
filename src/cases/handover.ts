import type { WriteTransaction } from '../persistence';
import { Agency } from '../shared';
import { noticesKnownTo, recordsKnownTo } from './case-facts';
import type { ChangedCase } from './case-change';
import type { Written } from './written';
import type { HandoverFact, HubFacts, NoticeFact } from './hub-facts';
import type { CirclePerson } from './persons';

/**
 * Gives the notices that the changed case's board received to another board, in the transaction of its own change; the landlords'
 * domain does it.
 */
export type NoticeHandover = (
  tx: WriteTransaction,
  changed: ChangedCase,
  toBoard: string,
) => Promise<HandedOver>;

/** What went over to another board. */
export interface HandedOver {
  /** What of it others can see. */
  readonly written: readonly Written[];
  /** Whom the notices name, as they were named to the board that had them. */
  readonly persons: readonly CirclePerson[];
  readonly receiptNumbers: readonly string[];
}

/** The facts of a case once a board's notices lie with another one. */
export function factsAfterHandover(facts: HubFacts, from: string, to: string): HubFacts {
  const notices = facts.notices.map((one) =>
    one.boardId === from ? { ...one, boardId: to } : one,
  );
  return { ...facts, notices };
}

/**
 * What a board said when it handed the case on, while that is all it has: of the case it keeps its own record, and of what others
 * sent nothing. Null for a board that a notice or a record still, or again, lies with.
 *
 * @legalSource SOL-29-1-RESP
 * @legalSource OSL-8-1
 */
export function handedOver(
  agency: Agency,
  organisation: string,
  facts: Pick<HubFacts, 'handovers' | 'notices' | 'enforcement'>,
): HandoverFact | null {
  if (agency !== Agency.SOCIAL_SERVICES) return null;
  const own = facts.handovers.find(({ boardId }) => boardId === organisation);
  const isEmpty =
    noticesKnownTo(agency, organisation, facts).length === 0 &&
    recordsKnownTo(agency, organisation, facts).length === 0;
  return own && isEmpty ? own : null;
}

/** The facts of a case with each notice at the board at which its landlord is shown it. */
export function factsAsShown(facts: HubFacts): HubFacts {
  return placedAt(facts, ({ boardId, boardForLandlord }) => boardForLandlord ?? boardId);
}

/** The facts of a case with each notice at the board to which its landlord sent it, as Kronofogden knows it. */
export function factsAsAddressed(facts: HubFacts): HubFacts {
  return placedAt(facts, ({ boardId, addressedBoard }) => addressedBoard ?? boardId);
}

function placedAt(facts: HubFacts, boardOf: (notice: NoticeFact) => string): HubFacts {
  const notices = facts.notices.map((one) => ({
    ...one,
    boardId: boardOf(one),
    boardForLandlord: null,
  }));
  return { ...facts, notices };
}

/**
 * The board to which a landlord's next notice of a case goes: the one that it addresses, or, where that board has handed the case on,
 * the one with which the landlord's notices lie now as far as the landlord is shown it.
 *
 * @param landlord - as the store names it
 * @legalSource SOL-29-1-RESP
 */
export function boardOfNextNotice(
  { notices, handovers }: Pick<HubFacts, 'notices' | 'handovers'>,
  landlord: string,
  addressed: string,
): string {
  const own = notices.filter((notice) => notice.landlord === landlord);
  const follow = (board: string, passed: readonly string[]): string | null => {
    if (own.some((one) => one.boardId === board && one.boardForLandlord === null)) return board;
    const next = handovers.find(({ boardId }) => boardId === board)?.toBoard;
    return next === undefined || passed.includes(next) ? null : follow(next, [...passed, next]);
  };
  return follow(addressed, [addressed]) ?? addressed;
}

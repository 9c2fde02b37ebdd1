import type { BoardDirectory, CaseChange, ChangedCase, HandedOver, NoticeHandover } from '../cases';
import { boardShare, checkContext, HandoverFactRow, writtenByReroute } from '../cases';
import type { Caller } from '../identity';
import type { Keyring, WriteTransaction } from '../persistence';
import { insertRows, replaceRows } from '../persistence';
import { BadUserInputError, IllegalTransitionError, Problems } from '../shared';
import type { Clock } from '../shared';
import { newEntry } from './board-entries';
import { refuseHandedOver } from './handed-over';
import { HandoverRow, handoverSeal } from './handover.entity';
import type { RerouteCaseInput } from './reroute-case.input';
import { validateReroute } from './validate-reroute';
import type { ValidReroute } from './validate-reroute';

/** What a board may do in a case where no notice is left to hand on. */
const INSTEAD = ['openSocialCase', 'recordContact', 'recordAssessment', 'recordOutcome'];

/** What {@link RerouteService} works with. */
export interface RerouteParts {
  readonly changes: CaseChange;
  readonly handOver: NoticeHandover;
  readonly boards: Pick<BoardDirectory, 'all'>;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/**
 * Hands a case that came to the wrong board on to another one. The landlord's notices go over as they are; what the board recorded
 * itself stays with it, for the other board is another authority (OSL-8-1).
 *
 * @legalSource SOL-29-1-RESP
 * @legalSource JB-12-44-RECOVERY
 * @legalSource OSL-26-1
 */
export class RerouteService {
  constructor(private readonly parts: RerouteParts) {}

  /**
   * Gives every notice of the case that lies with the caller's board to another board.
   *
   * @returns the id of the case, also when it was handed on before under the same key
   * @throws BadUserInputError when the input has problems, a board that does not exist and the caller's own among them
   * @throws NotFoundError for a case that the board may not know of
   * @throws IllegalTransitionError for a case that is closed for the board, or in which it has no notice to hand on
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async rerouteCase(caller: Caller, input: RerouteCaseInput): Promise<string> {
    const { boards, changes, clock, handOver } = this.parts;
    const problems = new Problems('input');
    const places = { boards, ownBoard: caller.reader };
    const valid = validateReroute(input, problems, checkContext(clock.now()), places);
    if (!valid) throw new BadUserInputError(problems.list);
    return changes.make(caller, 'rerouteCase', input, async (tx, changed) => {
      refuseHandedOver(changed);
      const share = boardShare(changed);
      const hasNotice = changed.facts.notices.some(
        ({ boardId }) => boardId === changed.organisation,
      );
      if (share?.closedOn !== null || !hasNotice) throw new IllegalTransitionError(INSTEAD);
      const handed = await handOver(tx, changed, valid.board);
      await this.record(tx, changed, valid, { ...handed, receivedAt: new Date(share.receivedAt) });
      return [...handed.written, ...writtenByReroute(changed, valid.board)];
    });
  }

  private async record(
    tx: WriteTransaction,
    changed: ChangedCase,
    { board: toBoard, reason }: ValidReroute,
    { persons, receiptNumbers, receivedAt }: HandedOver & { readonly receivedAt: Date },
  ): Promise<void> {
    const entry = newEntry(changed);
    const { caseId, boardId, recordedAt } = entry;
    const sealedReason = this.parts.keyring.seal(reason, handoverSeal(entry.id));
    await tx.as('kvarbo_social_writer', changed.organisation, async (manager) => {
      await insertRows(manager, HandoverRow, [
        {
          ...entry,
          toBoard,
          sealedReason,
          personIds: persons.map(({ id }) => id),
          numberIndexes: persons.map(({ numberIndex }) => numberIndex),
          receiptNumbers: [...receiptNumbers],
        },
      ]);
      await replaceRows(manager, HandoverFactRow, [
        { caseId, boardId, toBoard, receivedAt, handedOverAt: recordedAt },
      ]);
    });
  }
}

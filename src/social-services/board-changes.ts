import type { EntityManager } from 'typeorm';
import type { CaseChange, CaseChangeInput, ChangedCase, CheckContext, Written } from '../cases';
import { checkContext } from '../cases';
import type { Caller } from '../identity';
import { BadUserInputError, IllegalTransitionError, Problems } from '../shared';
import type { Clock } from '../shared';
import { currentEntry } from './board-entries';
import { refuseHandedOver } from './handed-over';
import { SocialCaseRow } from './social-case.entity';

/** A board’s own part of a change: writes its rows, and says what of it others may see. */
type BoardWrite = (manager: EntityManager, changed: ChangedCase) => Promise<readonly Written[]>;

/** The frame of everything that a board records in its own cases. */
export class BoardChanges {
  constructor(
    private readonly change: CaseChange,
    private readonly clock: Clock,
  ) {}

  /**
   * An input in its normal form.
   *
   * @throws BadUserInputError with every problem of the input
   */
  sound<I, V>(
    input: I,
    check: (input: I, problems: Problems, context: CheckContext) => V | undefined,
    now = this.clock.now(),
  ): V {
    const problems = new Problems('input');
    const value = check(input, problems, checkContext(now));
    if (value === undefined) throw new BadUserInputError(problems.list);
    return value;
  }

  /**
   * An entry that needs a case which the board has taken on.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link make}
   */
  record(
    caller: Caller,
    operation: string,
    input: CaseChangeInput,
    coordinates: readonly string[],
    write: BoardWrite,
  ): Promise<string> {
    return this.make(caller, operation, input, coordinates, async (manager, changed) => {
      if ((await currentEntry(manager, SocialCaseRow, changed)) === null)
        throw new IllegalTransitionError(['openSocialCase']);
      return write(manager, changed);
    });
  }

  /**
   * One change in one transaction, made under the board’s own writer.
   *
   * @param coordinates - what the board itself sees changed
   * @returns the id of the case, also when the change was made before under the same key
   * @throws NotFoundError for a case that the board may not know of
   * @throws IllegalTransitionError in a case that the board has handed on
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   */
  make(
    caller: Caller,
    operation: string,
    input: CaseChangeInput,
    coordinates: readonly string[],
    write: BoardWrite,
  ): Promise<string> {
    return this.change.make(caller, operation, input, async (tx, changed) => {
      refuseHandedOver(changed);
      const forOthers = await tx.as('kvarbo_social_writer', changed.organisation, (manager) =>
        write(manager, changed),
      );
      return [{ organisations: [changed.organisation], coordinates }, ...forOthers];
    });
  }
}

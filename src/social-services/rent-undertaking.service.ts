import type {
  AnswerableNotice,
  AnswerableNotices,
  BoardDirectory,
  CaseChange,
  ChangedCase,
} from '../cases';
import {
  checkChange,
  complete,
  UNDERTAKING_TYPE,
  undertakingClaims,
  UndertakingFactRow,
} from '../cases';
import type { Caller } from '../identity';
import type { SigningKeys, WriteTransaction } from '../persistence';
import { findRows, insertRows } from '../persistence';
import { BadUserInputError, IllegalTransitionError, Problems } from '../shared';
import type { LocalDate } from '../shared';
import { currentEntry, newEntry } from './board-entries';
import { refuseHandedOver } from './handed-over';
import type { IssueRentUndertakingInput } from './issue-rent-undertaking.input';
import { RentUndertakingRow } from './rent-undertaking.entity';
import { SocialCaseRow } from './social-case.entity';
import { writtenByUndertaking } from './undertaking-written';

/** The words of the law (JB 12:44, fourth paragraph, item 1), in the language in which the landlord must be told. */
const STATEMENT =
  'Socialnämnden åtar sig betalningsansvaret för den hyra som avses i hyresvärdens meddelande med angivet kvittonummer ' +
  '(12 kap. 44 § fjärde stycket 1 jordabalken).';

/** A tenant-owned flat has no such rule: there the fee itself must be paid in time. */
const WITHOUT_UNDERTAKING = 'TENANT_OWNED';

/** What a board may still record where an undertaking would have no effect. */
const INSTEAD = ['recordContact', 'recordAssessment', 'recordOutcome'];

const ROLE = 'kvarbo_social_writer';

/** What {@link RentUndertakingService} works with. */
export interface RentUndertakingParts {
  readonly changes: CaseChange;
  readonly answerable: AnswerableNotices;
  readonly boards: Pick<BoardDirectory, 'find'>;
  readonly signing: SigningKeys;
}

/** A notice that is answered, with its last day; null while its three weeks have not started. */
interface Answered extends AnswerableNotice {
  readonly endsOn: LocalDate | null;
}

/**
 * The board's written undertaking to answer for the rent, told to each landlord whose notice it answers.
 *
 * @legalSource JB-12-44-UNDERTAKING
 * @legalSource OSL-10-2
 */
export class RentUndertakingService {
  constructor(private readonly parts: RentUndertakingParts) {}

  /**
   * Tells every landlord with an unpaid notice of a rented flat, whose recovery period has not ended, that the board answers for the
   * rent; each is told of its own notices alone.
   *
   * @returns the id of the case
   * @throws BadUserInputError when the input has problems
   * @throws NotFoundError for a case that the board may not know of
   * @throws VersionConflictError when the expected version is old
   * @throws IllegalTransitionError before the board has taken the case on, and where no notice is left that an undertaking can answer
   */
  async issueRentUndertaking(caller: Caller, input: IssueRentUndertakingInput): Promise<string> {
    const problems = new Problems('input');
    if (!complete(checkChange(input, problems))) throw new BadUserInputError(problems.list);
    return this.parts.changes.make(caller, 'issueRentUndertaking', input, async (tx, changed) => {
      refuseHandedOver(changed);
      const notices = await this.answered(tx, changed);
      if (notices.length === 0) throw new IllegalTransitionError(INSTEAD);
      const landlords = [...new Set(notices.map(({ landlord }) => landlord))];
      const rows = await Promise.all(
        landlords.map((landlord) =>
          this.documentFor(
            changed,
            landlord,
            notices.filter((notice) => notice.landlord === landlord),
          ),
        ),
      );
      await tx.as(ROLE, changed.organisation, async (manager) => {
        await insertRows(manager, RentUndertakingRow, rows);
        await insertRows(manager, UndertakingFactRow, factsOf(changed, notices));
      });
      return writtenByUndertaking(changed, landlords);
    });
  }

  /** The notices that an undertaking of today answers: of rented flats, in time, and not answered before. */
  private async answered(tx: WriteTransaction, changed: ChangedCase): Promise<readonly Answered[]> {
    const { caseId, organisation, facts, today } = changed;
    const earlier = await tx.as(ROLE, organisation, async (manager) => {
      if ((await currentEntry(manager, SocialCaseRow, changed)) === null)
        throw new IllegalTransitionError(['openSocialCase']);
      return findRows(manager, RentUndertakingRow, { caseId, boardId: organisation });
    });
    const before = new Set(earlier.flatMap(({ noticeIds }) => noticeIds));
    const lastDays = new Map(facts.notices.map((one) => [one.noticeId, one.recoveryEndsOn]));
    const notices = await this.parts.answerable(tx, caseId, organisation);
    return notices
      .filter(({ noticeId, tenure }) => tenure !== WITHOUT_UNDERTAKING && !before.has(noticeId))
      .map((notice) => ({ ...notice, endsOn: lastDays.get(notice.noticeId) ?? null }))
      .filter(({ endsOn }) => endsOn === null || today <= endsOn);
  }

  private async documentFor(
    changed: ChangedCase,
    landlord: string,
    notices: readonly Answered[],
  ): Promise<RentUndertakingRow> {
    const { organisation, now, today } = changed;
    const board = this.parts.boards.find(organisation);
    if (!board) throw new Error('A board that acts is not in the directory.');
    const claims = undertakingClaims({
      board: { id: board.id, name: board.name },
      receiptNumbers: notices.map(({ receiptNumber }) => receiptNumber).sort(),
      issuedAt: now.toISOString(),
      issuedOn: today,
      statement: STATEMENT,
    });
    return {
      ...newEntry(changed),
      landlord,
      noticeIds: notices.map(({ noticeId }) => noticeId),
      recoveryEndsOn: lastDayOf(notices),
      jws: await this.parts.signing.sign(claims, UNDERTAKING_TYPE),
      contentSha256: claims.contentSha256,
    };
  }
}

/** What the hub lets count in the stage of the board and of each landlord that was told. */
function factsOf(
  { caseId, organisation, today }: ChangedCase,
  notices: readonly Answered[],
): UndertakingFactRow[] {
  return notices.map(({ noticeId, landlord }) => ({
    noticeId,
    boardId: organisation,
    caseId,
    landlord,
    undertakenOn: today,
  }));
}

/** With several notices the latest day counts, to the tenant's advantage; one that has not started has none yet. */
function lastDayOf(notices: readonly Answered[]): LocalDate | null {
  const days = notices.map(({ endsOn }) => endsOn);
  return days.includes(null) ? null : (days.sort().at(-1) ?? null);
}

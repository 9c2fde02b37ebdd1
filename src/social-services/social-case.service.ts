import type { EntityManager } from 'typeorm';
import type { CaseChange, CaseChangeInput, ChangedCase, CheckContext, Written } from '../cases';
import { canonical, checkContext, SocialFactRow } from '../cases';
import type { Caller } from '../identity';
import type { Keyring } from '../persistence';
import { BadUserInputError, IllegalTransitionError, Problems } from '../shared';
import type { Clock, LocalDate } from '../shared';
import { AssessmentRow } from './assessment.entity';
import { currentEntry, newEntry, supersede } from './board-entries';
import { ContactAttemptRow } from './contact-attempt.entity';
import { HouseholdRow } from './household.entity';
import type { OpenSocialCaseInput } from './open-social-case.input';
import { OutcomeRow } from './outcome.entity';
import type { RecordAssessmentInput } from './record-assessment.input';
import type { RecordContactInput } from './record-contact.input';
import type { RecordHouseholdInput } from './record-household.input';
import type { RecordOutcomeInput } from './record-outcome.input';
import { SealedEntry } from './sealed-entry';
import { endsWork } from './social-case-status';
import { SocialCaseRow } from './social-case.entity';
import { validateAssessment } from './validate-assessment';
import type { ValidCaseworker } from './validate-caseworker';
import { validateContact } from './validate-contact';
import { validateHousehold } from './validate-household';
import { validateOpenSocialCase } from './validate-open-case';
import { validateOutcome } from './validate-outcome';
import { caseworkerShown, WRITTEN } from './written-coordinates';

/**
 * What a board records in its own cases; every method is one change in one transaction and answers with the id of the case.
 *
 * Nothing is overwritten: an entry that replaces another closes it by the instant at which it ceased to hold.
 *
 * @legalSource SOL-14-3-DOC
 * @legalSource OSL-26-1
 */
export class SocialCaseService {
  private readonly sealed: SealedEntry;

  constructor(
    private readonly change: CaseChange,
    keyring: Keyring,
    private readonly clock: Clock,
  ) {
    this.sealed = new SealedEntry(keyring);
  }

  /**
   * Takes a case on, or hands it to another caseworker when the board has it already.
   *
   * A case that an outcome has ended is taken on anew: the outcome ceases to hold. A file reference stays until another is given.
   *
   * @throws BadUserInputError when the input has problems
   * @throws NotFoundError for a case that the board may not know of
   * @throws VersionConflictError when the expected version is old
   * @legalSource SOL-14-2-OPEN
   */
  async openSocialCase(caller: Caller, input: OpenSocialCaseInput): Promise<string> {
    const { caseworker, journalReference } = this.sound(input, validateOpenSocialCase);
    return this.make(caller, 'openSocialCase', input, WRITTEN.opening, async (manager, changed) => {
      const before = await currentEntry(manager, SocialCaseRow, changed);
      const isOther = !this.isCaseworkerOf(before, caseworker);
      const outcome = await currentEntry(manager, OutcomeRow, changed);
      const entry = newEntry(changed);
      const reference = journalReference ?? this.journalReferenceOf(before);
      await supersede(manager, SocialCaseRow, changed);
      await manager.insert(SocialCaseRow, {
        ...entry,
        openedAt: before?.openedAt ?? changed.now,
        sealedCaseworker: this.sealed.sealCaseworker(entry.id, caseworker),
        sealedJournalReference:
          reference === null ? null : this.sealed.sealJournalReference(entry.id, reference),
      });
      const ended = outcome !== null && endsWork(outcome.kind);
      if (ended) await supersede(manager, OutcomeRow, changed);
      if (before === null || ended) await this.state(manager, changed, null);
      return isOther ? [caseworkerShown(changed)] : [];
    });
  }

  /**
   * Records who lives in the home.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link openSocialCase}
   * @legalSource SPL-7
   */
  async recordHousehold(caller: Caller, input: RecordHouseholdInput): Promise<string> {
    const { adults, children, elderly } = this.sound(input, validateHousehold);
    return this.record(
      caller,
      'recordHousehold',
      input,
      WRITTEN.household,
      async (manager, changed) => {
        await supersede(manager, HouseholdRow, changed);
        await manager.insert(HouseholdRow, { ...newEntry(changed), adults, children, elderly });
      },
    );
  }

  /**
   * Adds an attempt to reach the tenant.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link openSocialCase}
   */
  async recordContact(caller: Caller, input: RecordContactInput): Promise<string> {
    const { at, channel, result } = this.sound(input, validateContact);
    return this.record(
      caller,
      'recordContact',
      input,
      WRITTEN.contact,
      async (manager, changed) => {
        await manager.insert(ContactAttemptRow, {
          ...newEntry(changed),
          attemptedAt: at,
          channel,
          result,
        });
      },
    );
  }

  /**
   * Records pattern and cause of the arrears.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link openSocialCase}
   */
  async recordAssessment(caller: Caller, input: RecordAssessmentInput): Promise<string> {
    const { pattern, cause, assessedOn } = this.sound(input, validateAssessment);
    return this.record(
      caller,
      'recordAssessment',
      input,
      WRITTEN.assessment,
      async (manager, changed) => {
        await supersede(manager, AssessmentRow, changed);
        await manager.insert(AssessmentRow, { ...newEntry(changed), pattern, cause, assessedOn });
      },
    );
  }

  /**
   * Records how the case ended; an outcome that ends the work closes the board's share of the case.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link openSocialCase}
   * @legalSource SPF-12-PURPOSE
   */
  async recordOutcome(caller: Caller, input: RecordOutcomeInput): Promise<string> {
    const { kind, decidedOn } = this.sound(input, validateOutcome);
    return this.record(
      caller,
      'recordOutcome',
      input,
      WRITTEN.outcome,
      async (manager, changed) => {
        await supersede(manager, OutcomeRow, changed);
        await manager.insert(OutcomeRow, { ...newEntry(changed), kind, decidedOn });
        await this.state(manager, changed, endsWork(kind) ? decidedOn : null);
      },
    );
  }

  private sound<I, V>(
    input: I,
    check: (input: I, problems: Problems, context: CheckContext) => V | undefined,
  ): V {
    const problems = new Problems('input');
    const value = check(input, problems, checkContext(this.clock.now()));
    if (value === undefined) throw new BadUserInputError(problems.list);
    return value;
  }

  /** An entry that needs a case which the board has taken on. */
  private record(
    caller: Caller,
    operation: string,
    input: CaseChangeInput,
    coordinates: readonly string[],
    write: (manager: EntityManager, changed: ChangedCase) => Promise<void>,
  ): Promise<string> {
    return this.make(caller, operation, input, coordinates, async (manager, changed) => {
      if ((await currentEntry(manager, SocialCaseRow, changed)) === null)
        throw new IllegalTransitionError(['openSocialCase']);
      await write(manager, changed);
      return [];
    });
  }

  private make(
    caller: Caller,
    operation: string,
    input: CaseChangeInput,
    coordinates: readonly string[],
    write: (manager: EntityManager, changed: ChangedCase) => Promise<readonly Written[]>,
  ): Promise<string> {
    return this.change.make(caller, operation, input, async (tx, changed) => {
      const forOthers = await tx.as('kvarbo_social_writer', changed.organisation, (manager) =>
        write(manager, changed),
      );
      return [{ organisations: [changed.organisation], coordinates }, ...forOthers];
    });
  }

  /** The one fact that the hub needs: that the board works on the case, or since when it no longer does. */
  private async state(
    manager: EntityManager,
    { caseId, organisation, now }: ChangedCase,
    closedOn: LocalDate | null,
  ): Promise<void> {
    await manager.upsert(
      SocialFactRow,
      { caseId, boardId: organisation, closedOn, recordedAt: now },
      ['caseId', 'boardId'],
    );
  }

  /** Whether a row names this very caseworker, so that nobody is shown anything new of that person. */
  private isCaseworkerOf(row: SocialCaseRow | null, caseworker: ValidCaseworker): boolean {
    const known = row && this.sealed.openCaseworker(row.id, row.sealedCaseworker);
    return known !== null && canonical(known) === canonical(caseworker);
  }

  private journalReferenceOf(row: SocialCaseRow | null): string | null {
    return row?.sealedJournalReference
      ? this.sealed.openJournalReference(row.id, row.sealedJournalReference)
      : null;
  }
}

import type { EntityManager } from 'typeorm';
import type { CaseChange, ChangedCase } from '../cases';
import { canonical, SocialFactRow } from '../cases';
import type { Caller } from '../identity';
import type { Keyring } from '../persistence';
import { insertRows, replaceRows } from '../persistence';
import type { Clock, LocalDate } from '../shared';
import { AssessmentRow } from './assessment.entity';
import { BoardChanges } from './board-changes';
import { currentEntry, newEntry, newStandingEntry, succeed, supersede } from './board-entries';
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

  private readonly changes: BoardChanges;

  constructor(change: CaseChange, keyring: Keyring, clock: Clock) {
    this.sealed = new SealedEntry(keyring);
    this.changes = new BoardChanges(change, clock);
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
    const { caseworker, journalReference } = this.changes.sound(input, validateOpenSocialCase);
    return this.changes.make(
      caller,
      'openSocialCase',
      input,
      WRITTEN.opening,
      async (manager, changed) => {
        const before = await currentEntry(manager, SocialCaseRow, changed);
        const isOther = !this.isCaseworkerOf(before, caseworker);
        const outcome = await currentEntry(manager, OutcomeRow, changed);
        const entry = newStandingEntry(changed);
        const reference = journalReference ?? this.journalReferenceOf(before);
        await succeed(manager, SocialCaseRow, changed, {
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
      },
    );
  }

  /**
   * Records who lives in the home.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link openSocialCase}
   * @legalSource SPL-7
   */
  async recordHousehold(caller: Caller, input: RecordHouseholdInput): Promise<string> {
    const { adults, children, elderly } = this.changes.sound(input, validateHousehold);
    return this.changes.record(
      caller,
      'recordHousehold',
      input,
      WRITTEN.household,
      async (manager, changed) => {
        await succeed(manager, HouseholdRow, changed, {
          ...newStandingEntry(changed),
          adults,
          children,
          elderly,
        });
        return [];
      },
    );
  }

  /**
   * Adds an attempt to reach the tenant.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link openSocialCase}
   */
  async recordContact(caller: Caller, input: RecordContactInput): Promise<string> {
    const { at, channel, result } = this.changes.sound(input, validateContact);
    return this.changes.record(
      caller,
      'recordContact',
      input,
      WRITTEN.contact,
      async (manager, changed) => {
        await insertRows(manager, ContactAttemptRow, [
          {
            ...newEntry(changed),
            attemptedAt: at,
            channel,
            result,
          },
        ]);
        return [];
      },
    );
  }

  /**
   * Records pattern and cause of the arrears.
   *
   * @throws IllegalTransitionError before the board has taken the case on; the rest as {@link openSocialCase}
   */
  async recordAssessment(caller: Caller, input: RecordAssessmentInput): Promise<string> {
    const { pattern, cause, assessedOn } = this.changes.sound(input, validateAssessment);
    return this.changes.record(
      caller,
      'recordAssessment',
      input,
      WRITTEN.assessment,
      async (manager, changed) => {
        await succeed(manager, AssessmentRow, changed, {
          ...newStandingEntry(changed),
          pattern,
          cause,
          assessedOn,
        });
        return [];
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
    const { kind, decidedOn } = this.changes.sound(input, validateOutcome);
    return this.changes.record(
      caller,
      'recordOutcome',
      input,
      WRITTEN.outcome,
      async (manager, changed) => {
        await succeed(manager, OutcomeRow, changed, {
          ...newStandingEntry(changed),
          kind,
          decidedOn,
        });
        await this.state(manager, changed, endsWork(kind) ? decidedOn : null);
        return [];
      },
    );
  }

  /** The one fact that the hub needs: that the board works on the case, or since when it no longer does. */
  private async state(
    manager: EntityManager,
    { caseId, organisation, now }: ChangedCase,
    closedOn: LocalDate | null,
  ): Promise<void> {
    await replaceRows(manager, SocialFactRow, [
      { caseId, boardId: organisation, closedOn, recordedAt: now },
    ]);
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

import type { EntityManager } from 'typeorm';
import type { CaseChange, CaseChangeInput, ChangedCase, ToldEvictionTime, Written } from '../cases';
import { canonical, evictionTimeTold } from '../cases';
import type { Caller } from '../identity';
import type { Keyring } from '../persistence';
import { Agency, IllegalTransitionError } from '../shared';
import type { Clock } from '../shared';
import { AttendanceRow } from './attendance.entity';
import { BoardChanges } from './board-changes';
import { currentEntry, newStandingEntry, succeed } from './board-entries';
import type { ConfirmEvictionTimeInput } from './confirm-eviction-time.input';
import { acknowledgementOf } from './eviction-acknowledgement';
import { EvictionConfirmationRow } from './eviction-confirmation.entity';
import { SealedEntry } from './sealed-entry';
import type { SetAttendanceInput } from './set-attendance.input';
import { validateAttendance } from './validate-attendance';
import type { ValidCaseworker } from './validate-caseworker';
import { validateConfirmation } from './validate-eviction-confirmation';
import { attendanceShown, WRITTEN } from './written-coordinates';

/** The time of which a board speaks, and the instant at which it does: never before it was told. */
interface Spoken extends ToldEvictionTime {
  readonly at: Date;
}

/**
 * What a board tells Kronofogden about the day of an eviction, while a time is set of which it was told. It need not have taken the
 * case on: the day of the notice does not wait.
 *
 * @legalSource SOF-11-3-ACK
 * @legalSource OSL-10-2
 */
export class EvictionDayService {
  private readonly changes: BoardChanges;
  private readonly sealed: SealedEntry;

  constructor(
    private readonly change: CaseChange,
    keyring: Keyring,
    clock: Clock,
  ) {
    this.changes = new BoardChanges(change, clock);
    this.sealed = new SealedEntry(keyring);
  }

  /**
   * Confirms the time that is set. A time that is confirmed already stays confirmed since when it was; only who is responsible may be
   * named anew.
   *
   * @returns the id of the case, also when it was confirmed before under the same key
   * @throws BadUserInputError when the input has problems
   * @throws IllegalTransitionError while no time is set of which the board was told
   * @throws NotFoundError for a case that the board may not know of
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   * @legalSource SOF-11-3-ACK
   */
  async confirmEvictionTime(caller: Caller, input: ConfirmEvictionTimeInput): Promise<string> {
    const { caseworker } = this.changes.sound(input, validateConfirmation);
    return this.speak(caller, 'confirmEvictionTime', input, async (manager, changed, spoken) => {
      const before = await currentEntry(manager, EvictionConfirmationRow, changed);
      const confirmed = before?.lapsedAt === null ? before : null;
      if (confirmed && this.names(confirmed, caseworker)) return [];
      const entry = newStandingEntry(changed);
      const { confirmedAt, dueOn, onTime } = confirmed ?? {
        confirmedAt: spoken.at,
        ...acknowledgementOf(new Date(spoken.notifiedAt), spoken.at),
      };
      await succeed(manager, EvictionConfirmationRow, changed, {
        ...entry,
        confirmedAt,
        dueOn,
        onTime,
        sealedCaseworker: this.sealed.sealConfirming(entry.id, caseworker),
        lapsedAt: null,
      });
      const { evictionConfirmation: coordinates } = WRITTEN;
      return [
        { organisations: [changed.organisation], coordinates },
        { organisations: spoken.authorities, agencies: [Agency.ENFORCEMENT], coordinates },
      ];
    });
  }

  /**
   * States whether somebody of the board comes at the time that is set; what it stated before is kept and ceases to hold.
   *
   * @returns the id of the case, also when it was stated before under the same key
   * @throws BadUserInputError, IllegalTransitionError, NotFoundError, VersionConflictError and IdempotencyConflictError as
   *   {@link confirmEvictionTime}
   * @legalSource OSL-10-2
   */
  async setAttendance(caller: Caller, input: SetAttendanceInput): Promise<string> {
    const { status, contactName, contactPhone } = this.changes.sound(input, validateAttendance);
    return this.speak(caller, 'setAttendance', input, async (manager, changed, spoken) => {
      const entry = { ...newStandingEntry(changed), recordedAt: spoken.at };
      const contact = { name: contactName, phone: contactPhone };
      const isNamed = contactName !== null || contactPhone !== null;
      await succeed(manager, AttendanceRow, changed, {
        ...entry,
        status,
        sealedContact: isNamed ? this.sealed.sealContact(entry.id, contact) : null,
        lapsedAt: null,
      });
      return [
        { organisations: [changed.organisation], coordinates: WRITTEN.attendance },
        attendanceShown(changed, spoken.authorities),
      ];
    });
  }

  private speak(
    caller: Caller,
    operation: string,
    input: CaseChangeInput,
    write: (
      manager: EntityManager,
      changed: ChangedCase,
      spoken: Spoken,
    ) => Promise<readonly Written[]>,
  ): Promise<string> {
    return this.change.make(caller, operation, input, async (tx, changed) => {
      const { organisation, facts, now } = changed;
      const time = evictionTimeTold(organisation, facts);
      if (time === null) throw new IllegalTransitionError([]);
      // Another machine's clock may be ahead of this one's.
      const at = new Date(Math.max(now.getTime(), Date.parse(time.notifiedAt)));
      return tx.as('kvarbo_social_writer', organisation, (manager) =>
        write(manager, changed, { ...time, at }),
      );
    });
  }

  private names(row: EvictionConfirmationRow, caseworker: ValidCaseworker): boolean {
    const named = this.sealed.openConfirming(row.id, row.sealedCaseworker);
    return canonical(named) === canonical(caseworker);
  }
}

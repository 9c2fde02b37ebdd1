import type { ClockEvents } from '../cases';
import { confirmationDue, deferralLapses, warnsOfLapseFrom } from '../deadlines';
import type { CaseFacts, DisclosurePolicy, Reading } from '../disclosure';
import { AGENDA_CLOCKS, clocksOpenTo, clocksThatOpenTo, NO_FACTS } from '../disclosure';
import { EnforcementClocks } from '../enforcement';
import { deferredCases } from '../landlord-notices';
import type { LocalDate } from '../shared';
import { Agency, civilDay } from '../shared';
import { attendanceStated, BoardClocks } from '../social-services';
import type { KnownDates } from './agenda-reasons';

/** The dates of a case that the reader's own share holds. */
export interface SharedDates {
  readonly caseId: string;
  readonly recoveryEndsOn: LocalDate | null;
  readonly evictionOn: LocalDate | null;
}

/** What the domains tell one reader of a case. */
interface Told {
  readonly record: ClockEvents['record'];
  readonly confirmedAt: Date | null;
  readonly deferred: boolean;
  readonly attends: boolean;
}

/**
 * The dates of cases on which an agenda rests, each as its reader may know it: a clock of which the reader is not shown everything
 * gives none, as in the case itself.
 *
 * @legalSource SOF-11-3-ACK
 * @legalSource UB-16-5-DEFERRAL
 */
export class AgendaDates {
  private readonly records = new EnforcementClocks();
  private readonly boards = new BoardClocks();

  constructor(private readonly policy: DisclosurePolicy) {}

  /** The dates of every case, by case id. */
  async of(
    reading: Reading,
    shares: readonly SharedDates[],
    facts: ReadonlyMap<string, CaseFacts>,
  ): Promise<ReadonlyMap<string, KnownDates>> {
    const { agency } = reading.caller;
    const caseIds = shares.map(({ caseId }) => caseId);
    const kinds = clocksThatOpenTo(this.policy, agency);
    const wanted = new Set(AGENDA_CLOCKS.filter((kind) => kinds.has(kind)));
    const isBoard = agency === Agency.SOCIAL_SERVICES;
    const [records, boards, deferred, attended] = await Promise.all([
      this.records.clockEvents({ reading, caseIds }, wanted),
      this.boards.clockEvents({ reading, caseIds }, wanted),
      deferredCases(reading, caseIds),
      isBoard ? attendanceStated(reading, caseIds) : new Set<string>(),
    ]);
    return new Map(
      shares.map((share) => {
        const { caseId } = share;
        const told: Told = {
          record: records.get(caseId)?.record,
          confirmedAt: boards.get(caseId)?.confirmedAt ?? null,
          deferred: deferred.has(caseId),
          attends: attended.has(caseId),
        };
        return [caseId, this.datesOf(reading, share, told, facts.get(caseId) ?? NO_FACTS)];
      }),
    );
  }

  private datesOf(
    { caller: { agency }, today }: Reading,
    { recoveryEndsOn, evictionOn }: SharedDates,
    { record, confirmedAt, deferred, attends }: Told,
    facts: CaseFacts,
  ): KnownDates {
    const open = clocksOpenTo(this.policy, agency, facts);
    const notifiedAt = record?.timeNotifiedAt ?? null;
    const due = confirmationDue({ notifiedAt, confirmedAt }, today);
    const isMissing = open.has('CONFIRMATION_DUE') && due.state !== 'MET';
    const waits = (deferred || record?.deferred === true) && open.has('DEFERRAL_LAPSES');
    return {
      recoveryEndsOn,
      evictionOn,
      confirmationDueOn: isMissing ? due.startsOn : null,
      undecidedSince: attends || notifiedAt === null ? null : civilDay(notifiedAt),
      lapse: waits && record ? lapseOf(record, today) : null,
    };
  }
}

/** When an application that waits lapses; null once it has come to its end. */
function lapseOf(
  { appliedOn = null, closedOn = null, executedOn = null }: NonNullable<ClockEvents['record']>,
  today: LocalDate,
): KnownDates['lapse'] {
  const clock = deferralLapses(appliedOn, { closedOn, executedOn }, today);
  const warnedFrom = warnsOfLapseFrom(clock);
  return clock.state === 'MET' || clock.endsOn === null || warnedFrom === null
    ? null
    : { warnedFrom, on: clock.endsOn };
}

import type { Deadline, DeadlineKind, NoteName } from '../../deadlines';
import {
  confirmationDue,
  DEADLINE_KINDS,
  deferralLapses,
  earliestDecision,
  earliestEviction,
  evictionTarget,
  forfeitableFrom,
  recoveryEnd,
  reopeningEnd,
  stayLimit,
  stayLimitExceptional,
  storageEnd,
  transferRequestEnd,
} from '../../deadlines';
import type { LocalDate } from '../../shared';
import { Agency } from '../../shared';
import type { ClockEvents, NoticeEvents, RecordEvents } from './clock-events';

/** Whose clocks they are, and when. */
export interface ClockReader {
  readonly agency: Agency;
  /** The clocks whose inputs are all open to the reader in this case. */
  readonly open: ReadonlySet<DeadlineKind>;
  readonly today: LocalDate;
}

/**
 * The clocks of a case for one reader, in the order of their kinds: those of each message about arrears, superseded ones marked, and
 * those of the enforcement case. None is counted from, or met by, what the reader may not read; where that leaves something out for
 * readers of its kind, the clock says so whether or not there is anything.
 *
 * @legalSource JB-12-44-FORM-CASES
 * @legalSource UF-16-2-NOTIFY
 */
export function clocksOfCase(events: ClockEvents, reader: ClockReader): readonly Deadline[] {
  const clocks = [
    ...(events.notices ?? []).flatMap((notice) => clocksOfNotice(notice, events, reader)),
    ...(events.record ? clocksOfRecord(events.record, events, reader) : []),
  ];
  return clocks
    .filter(({ kind, begun }) => begun && reader.open.has(kind))
    .toSorted((a, b) => DEADLINE_KINDS.indexOf(a.kind) - DEADLINE_KINDS.indexOf(b.kind));
}

/** The board's undertaking is Kronofogden's to know by consent only, so that it counts in none of its clocks. */
function clocksOfNotice(
  notice: NoticeEvents,
  { undertakings = [] }: ClockEvents,
  { agency, today }: ClockReader,
): readonly Deadline[] {
  const { noticeId, tenure, paidOn } = notice;
  const isTold = agency !== Agency.ENFORCEMENT;
  const undertaking = undertakings.find(({ noticeIds }) => noticeIds.includes(noticeId));
  const notes: readonly NoteName[] = [
    ...(notice.superseded ? (['SUPERSEDED_CHAIN'] as const) : []),
    ...(isTold || tenure === 'TENANT_OWNED' ? [] : (['UNDERTAKING_NOT_COUNTED'] as const)),
  ];
  const done = { paidOn, undertakenOn: isTold ? (undertaking?.on ?? null) : null, notes };
  return [
    forfeitableFrom(notice, today),
    recoveryEnd(notice, done, today),
    earliestDecision(notice, done, today),
  ];
}

/** Executions are told to a board by a decision that can end, so that none counts in its clocks; a closing that it may know does. */
function clocksOfRecord(
  record: RecordEvents,
  { deferredUntil = null, confirmedAt = null }: ClockEvents,
  { agency, today }: ClockReader,
): readonly Deadline[] {
  const { documentsReceivedOn = null, closedOn = null, executedOn = null } = record;
  const isTold = agency !== Agency.SOCIAL_SERVICES;
  const notes: readonly NoteName[] = isTold ? [] : ['EXECUTION_NOT_COUNTED'];
  const end = { closedOn, executedOn: isTold ? executedOn : null, notes };
  const hearing = { heardOn: record.heardOn ?? null, abroad: record.defendantAbroad ?? false };
  const stay = { documentsReceivedOn, ...hearing };
  const isDeferred =
    (record.deferred ?? false) || (deferredUntil !== null && deferredUntil >= today);
  return [
    transferRequestEnd(record.contestationSentOn ?? null, today),
    reopeningEnd(record.decidedOn ?? null, today),
    evictionTarget(documentsReceivedOn, end, today),
    earliestEviction(hearing, today),
    stayLimit(stay, today),
    stayLimitExceptional(stay, today),
    ...(isDeferred ? [deferralLapses(record.appliedOn ?? null, end, today)] : []),
    storageEnd(executedOn, today),
    confirmationDue({ notifiedAt: record.timeNotifiedAt ?? null, confirmedAt }, today),
  ];
}

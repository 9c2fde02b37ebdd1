import type { DeadlineKind, MessageWay, TenantServed, TenureKind } from '../../deadlines';
import type { Batch } from '../../disclosure';
import type { LocalDate } from '../../shared';

/** A message about arrears that stands or was superseded, with what clocks are counted from. */
export interface NoticeEvents {
  readonly noticeId: string;
  readonly tenure: TenureKind;
  readonly superseded: boolean;
  /** The earliest due date of the rent that it claims. */
  readonly rentDueOn: LocalDate | null;
  readonly terminatedOn: LocalDate | null;
  readonly tenantServed: readonly TenantServed[];
  readonly tenantCount: number;
  readonly messageGivenOn: LocalDate;
  readonly messageWay: MessageWay;
  /** The day on which its debt was paid in full; null while it was not. */
  readonly paidOn: LocalDate | null;
}

/** An enforcement case as the reader may know it; each day null while it is not there, and every day left out that the reader may never read. */
export interface RecordEvents {
  readonly contestationSentOn?: LocalDate | null;
  readonly decidedOn?: LocalDate | null;
  readonly documentsReceivedOn?: LocalDate | null;
  readonly heardOn?: LocalDate | null;
  readonly defendantAbroad?: boolean | null;
  readonly appliedOn?: LocalDate | null;
  /** Whether its status says that the applicant lets it wait. */
  readonly deferred?: boolean;
  readonly closedOn?: LocalDate | null;
  readonly executedOn?: LocalDate | null;
  readonly timeNotifiedAt?: Date | null;
}

/** An undertaking of a board to answer for the rent: the notices that it answers, and the day on which the landlord was told. */
export interface UndertakingEvents {
  readonly noticeIds: readonly string[];
  readonly on: LocalDate;
}

/** What one domain knows of what starts or meets the clocks of one case. */
export interface ClockEvents {
  readonly notices?: readonly NoticeEvents[];
  /** The record that the reader sees of the case. */
  readonly record?: RecordEvents;
  /** The last day until which the applicant has granted a deferral; null where it has granted none. */
  readonly deferredUntil?: LocalDate | null;
  /** The board's undertakings, as the reader may know them. */
  readonly undertakings?: readonly UndertakingEvents[];
  /** The instant at which the board confirmed the present time of the eviction. */
  readonly confirmedAt?: Date | null;
}

/**
 * A domain's share in the clocks: by case id, from rows that the reader's own role may see, with only those columns read that a clock
 * of the given kinds needs. It leaves every condition to the hub, which shows no clock whose inputs are closed.
 */
export interface ClockSource {
  readonly clockEvents: (
    batch: Batch,
    kinds: ReadonlySet<DeadlineKind>,
  ) => Promise<ReadonlyMap<string, ClockEvents>>;
}

import type { Arrears } from '../cases';
import type { LocalDate } from '../shared';
import type { ArrearsCause, ArrearsPattern } from './assessment.type';
import type { AttendanceStatus } from './attendance.type';
import type { OutcomeKind } from './case-outcome.type';
import type { ContactChannel, ContactResult } from './contact-attempt.type';
import type { FinancialAidStatus } from './financial-aid.type';
import type { StoredInstalment } from './payment-plan.entity';
import type { PlanResponse } from './payment-plan.type';

/** A board's record of one case as it is read: what was not asked for, or is not there, is null. */
export interface RecordRow {
  readonly caseId: string;
  readonly boardId: string | null;
  /** Null where no board has taken the case on. */
  readonly entryId: string | null;
  readonly openedAt: Date | null;
  readonly sealedCaseworker: Buffer | null;
  readonly sealedJournalReference: Buffer | null;
  readonly householdId: string | null;
  readonly adults: number | null;
  readonly children: number | null;
  readonly elderly: boolean | null;
  readonly contactCount: number;
  readonly contactAt: readonly Date[] | null;
  readonly contactChannel: readonly ContactChannel[] | null;
  readonly contactResult: readonly ContactResult[] | null;
  readonly reached: boolean;
  readonly assessmentId: string | null;
  readonly pattern: ArrearsPattern | null;
  readonly cause: ArrearsCause | null;
  readonly assessedOn: LocalDate | null;
  readonly outcomeId: string | null;
  readonly outcomeKind: OutcomeKind | null;
  readonly decidedOn: LocalDate | null;
  readonly aidId: string | null;
  readonly aidStatus: FinancialAidStatus | null;
  /** In kronor, with two decimals. */
  readonly aidAmount: string | null;
  readonly aidDecidedOn: LocalDate | null;
  readonly planId: string | null;
  readonly instalments: readonly StoredInstalment[] | null;
  readonly proposedOn: LocalDate | null;
  readonly planResponse: PlanResponse | null;
  readonly confirmationId: string | null;
  readonly confirmationLapsed: boolean;
  readonly confirmedAt: Date | null;
  readonly confirmationDueOn: LocalDate | null;
  readonly confirmedOnTime: boolean | null;
  readonly sealedConfirming: Buffer | null;
  readonly attendanceId: string | null;
  readonly attendanceLapsed: boolean;
  readonly attendanceStatus: AttendanceStatus | null;
  readonly sealedContact: Buffer | null;
  readonly shareClosed: boolean;
  readonly handedOver: boolean;
  /** As the reader may see them; null where it may see none, or they were not asked for. */
  readonly consents: readonly object[] | null;
  /** Likewise. */
  readonly rentUndertaking: object | null;
  /** From the landlords' notices; null where the priority was not asked for or nothing is claimed. */
  readonly arrears: Arrears | null;
}

/** The record of a case that no board has taken on. */
export function noRecord(caseId: string): RecordRow {
  return { ...NOTHING, caseId };
}

const NOTHING: Omit<RecordRow, 'caseId'> = {
  boardId: null,
  entryId: null,
  openedAt: null,
  sealedCaseworker: null,
  sealedJournalReference: null,
  householdId: null,
  adults: null,
  children: null,
  elderly: null,
  contactCount: 0,
  contactAt: null,
  contactChannel: null,
  contactResult: null,
  reached: false,
  assessmentId: null,
  pattern: null,
  cause: null,
  assessedOn: null,
  outcomeId: null,
  outcomeKind: null,
  decidedOn: null,
  aidId: null,
  aidStatus: null,
  aidAmount: null,
  aidDecidedOn: null,
  planId: null,
  instalments: null,
  proposedOn: null,
  planResponse: null,
  confirmationId: null,
  confirmationLapsed: false,
  confirmedAt: null,
  confirmationDueOn: null,
  confirmedOnTime: null,
  sealedConfirming: null,
  attendanceId: null,
  attendanceLapsed: false,
  attendanceStatus: null,
  sealedContact: null,
  shareClosed: false,
  handedOver: false,
  consents: null,
  rentUndertaking: null,
  arrears: null,
};

import type { HeldRecord, SubjectValue } from '../cases';
import { told } from '../cases';
import type { StoredInstalment } from './payment-plan.entity';

/** What every entry of a board has. */
export interface HeldEntry {
  readonly id: string;
  readonly case_id: string;
  readonly recorded_at: Date;
  /** Absent for what is never replaced. */
  readonly superseded_at?: Date | null;
}

/** That a board has taken a case on. */
export interface HeldSocialCase extends HeldEntry {
  readonly opened_at: Date;
  readonly sealed_caseworker: Buffer;
  readonly sealed_journal_reference: Buffer | null;
}
/** A household, of whose children nothing is read. */
export interface HeldHousehold extends HeldEntry {
  readonly adults: number;
  readonly elderly: boolean;
}
/** An attempt to reach the person. */
export interface HeldContact extends HeldEntry {
  readonly attempted_at: Date;
  readonly channel: string;
  readonly result: string;
}
/** Pattern and cause of the arrears. */
export interface HeldAssessment extends HeldEntry {
  readonly pattern: string;
  readonly cause: string;
  readonly assessed_on: string;
}
/** How a case ended. */
export interface HeldOutcome extends HeldEntry {
  readonly kind: string;
  readonly decided_on: string;
}

/** Aid for the rent. */
export interface HeldFinancialAid extends HeldEntry {
  readonly status: string;
  readonly amount: string | null;
  readonly decided_on: string | null;
}

/** A payment plan. */
export interface HeldPaymentPlan extends HeldEntry {
  readonly instalments: readonly StoredInstalment[];
  readonly proposed_on: string;
  readonly response: string;
}

/** That a board knows the time of an eviction. */
export interface HeldConfirmation extends HeldEntry {
  readonly confirmed_at: Date;
  readonly due_on: string;
  readonly on_time: boolean;
  readonly sealed_caseworker: Buffer;
  readonly lapsed_at: Date | null;
}
/** Whether somebody of the board comes to an eviction. */
export interface HeldAttendance extends HeldEntry {
  readonly status: string;
  readonly sealed_contact: Buffer | null;
  readonly lapsed_at: Date | null;
}

/** What a board undertook to a landlord. */
export interface HeldUndertaking extends HeldEntry {
  readonly recovery_ends_on: string | null;
  readonly jws: string;
  readonly content_sha256: string;
}

/** That a board handed a case on. */
export interface HeldHandover extends HeldEntry {
  readonly to_board: string;
  readonly person_ids: readonly string[];
  readonly receipt_numbers: readonly string[];
  readonly sealed_reason: Buffer;
}

/** A statement about a protected identity. */
export interface HeldProtection extends HeldEntry {
  readonly protected: boolean;
  readonly sealed_reason: Buffer;
}

/** An entry as the person is told of it. */
export function held(kind: string, row: HeldEntry, fields: readonly SubjectValue[]): HeldRecord {
  return {
    domain: 'social',
    kind,
    caseId: row.case_id,
    recordedAt: row.recorded_at,
    fields: [
      ...fields,
      ...(row.superseded_at === undefined ? [] : [told('supersededAt', row.superseded_at)]),
    ],
  };
}

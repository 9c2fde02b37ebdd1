import type { HeldRecord } from '../cases';
import { told } from '../cases';
import type { LocalDate } from '../shared';

/** A report of payment as its landlord and the boards that received it hold it. */
export interface HeldSettlement {
  readonly case_id: string;
  readonly status: string;
  readonly amount: string | null;
  readonly settled_on: LocalDate;
  readonly reported_at: Date;
  readonly superseded_at: Date | null;
}

/** What the tenant is told of a report of payment: all of it. */
export function settlementForSubject(row: HeldSettlement): HeldRecord {
  return {
    domain: 'landlord',
    kind: 'settlement',
    caseId: row.case_id,
    recordedAt: row.reported_at,
    fields: [
      told('status', row.status),
      told('amount', row.amount),
      told('on', row.settled_on),
      told('supersededAt', row.superseded_at),
    ],
  };
}

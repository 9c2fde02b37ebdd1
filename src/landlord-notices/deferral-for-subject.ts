import type { HeldRecord } from '../cases';
import { told } from '../cases';
import type { LocalDate } from '../shared';

/** A deferral as its landlord and the boards that were told of it hold it. */
export interface HeldDeferral {
  readonly case_id: string;
  readonly granted_on: LocalDate;
  readonly until: LocalDate;
  readonly granted_at: Date;
  readonly superseded_at: Date | null;
}

/** What the tenant is told of a deferral: all of it. */
export function deferralForSubject(row: HeldDeferral): HeldRecord {
  return {
    domain: 'landlord',
    kind: 'deferral',
    caseId: row.case_id,
    recordedAt: row.granted_at,
    fields: [
      told('grantedOn', row.granted_on),
      told('until', row.until),
      told('supersededAt', row.superseded_at),
    ],
  };
}

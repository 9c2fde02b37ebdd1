import { Agency } from '../shared';
import type { ChangedCase } from './case-change';
import { caseFactsFor, ordinaryPurpose } from './case-facts';
import { sharesOf } from './shares';
import type { Share } from './shares';
import { shareAsSeen } from './told-execution';

/** The share of the board that changes a case, with stage and end as that board sees them before the change. */
export function boardShare({ organisation, facts, today }: ChangedCase): Share | null {
  const agency = Agency.SOCIAL_SERVICES;
  const share = sharesOf(facts).find(
    (one) => one.agency === agency && one.organisation === organisation,
  );
  const reader = { agency, organisation, purpose: ordinaryPurpose(agency) };
  return share ? { ...share, ...shareAsSeen(share, caseFactsFor(reader, facts, today)) } : null;
}

import { OutcomeKind } from './case-outcome.type';
import { ContactResult } from './contact-attempt.type';
import { SocialCaseStatus } from './social-services-record.type';

/** What the status of a board's work follows from. */
export interface SocialCaseProgress {
  /** Whether the board has taken the case on. */
  readonly opened: boolean;
  /** Whether an attempt has reached the tenant. */
  readonly reached: boolean;
  /** Whether the landlord has accepted the plan that the board has proposed last. */
  readonly planAccepted: boolean;
  /** The outcome that holds; null while there is none. */
  readonly outcome: OutcomeKind | null;
  /** Whether the board's share of the case is closed: a later notice or enforcement case opens it again. */
  readonly shareClosed: boolean;
  /** Whether the board has handed the case on and has nothing of it but its own record. */
  readonly handedOver: boolean;
}

/** Attempts after which board and tenant are in contact. */
export const REACHING_RESULTS: readonly ContactResult[] = [
  ContactResult.REACHED,
  ContactResult.MEETING_BOOKED,
];

const MONITORED: ReadonlySet<OutcomeKind> = new Set([
  OutcomeKind.PAYMENT_PLAN,
  OutcomeKind.STAY,
  OutcomeKind.DEFERRAL,
]);

/** Whether an outcome ends the board's work; a plan, a stay or a deferral is followed until it has held or failed. */
export function endsWork(kind: OutcomeKind): boolean {
  return !MONITORED.has(kind);
}

/**
 * How far the board's work has come; derived, never stored, so that it cannot contradict the entries.
 *
 * An outcome that ends the work counts only while the board's share of the case is closed. News that come in after it open the
 * share, and the status falls back to what plan or contact has been reached; the list of open cases and the status never disagree.
 *
 * @legalSource SOL-14-2-OPEN
 */
export function socialCaseStatus(progress: SocialCaseProgress): SocialCaseStatus {
  const { opened, reached, planAccepted, outcome, shareClosed, handedOver } = progress;
  if (!opened) return SocialCaseStatus.NEW;
  if (handedOver) return SocialCaseStatus.CLOSED;
  if (outcome !== null && !endsWork(outcome)) return SocialCaseStatus.MONITORING;
  if (outcome !== null && shareClosed) return SocialCaseStatus.CLOSED;
  if (planAccepted) return SocialCaseStatus.PLAN_IN_PLACE;
  return reached ? SocialCaseStatus.IN_CONTACT : SocialCaseStatus.ASSIGNED;
}

import type { ConsentGroup, OwnerSwitch } from '../disclosure';
import type { Agency, LocalDate, Purpose } from '../shared';

/** A notice as the hub knows it: its relations and the dates that clocks and stages need. */
export interface NoticeFact {
  readonly noticeId: string;
  readonly landlord: string;
  readonly boardId: string;
  /** The board that the landlord is shown, where the notice lies with one of which it is not told; else null. */
  readonly boardForLandlord: string | null;
  /** The board to which the landlord had sent it, where it was handed on since; else null. */
  readonly addressedBoard: string | null;
  readonly kind: string;
  /** Instant of receipt, RFC 3339 in UTC, so that text order is order in time. */
  readonly receivedAt: string;
  /** Last day to recover the tenancy; null while the three weeks have not started. */
  readonly recoveryEndsOn: LocalDate | null;
  /** False once another notice has superseded it. */
  readonly standing: boolean;
  readonly personIds: readonly string[];
}

/** The landlord's last word about payment. */
export interface SettlementFact {
  readonly landlord: string;
  readonly status: string;
  readonly settledOn: LocalDate;
  readonly reportedAt: string;
}

/** An enforcement case as the hub knows it, with its status as each reader may know it. */
export interface EnforcementFact {
  readonly caseNumber: string;
  readonly authority: string;
  readonly applicant: string;
  readonly boardId: string;
  readonly firstRecordedAt: string;
  /** Null while the record is at the summary stage and so absent for the board (U3). */
  readonly boardKnowsSince: string | null;
  readonly status: string;
  readonly statusForBoard: string | null;
  /** What the board sees instead while its authority lets executions be told; null where it knows nothing. */
  readonly statusIfTold: string | null;
  readonly statusForApplicant: string;
  /** The day of the application for eviction; null while none has reached the enforcement stage. */
  readonly appliedOn: LocalDate | null;
  readonly evictionOn: LocalDate | null;
  /** Instant at which the present time of the eviction was notified. */
  readonly evictionNotifiedAt: string | null;
  readonly closedOn: LocalDate | null;
  readonly closedForBoardOn: LocalDate | null;
  /** Instant at which the present end was first recorded, and that of the end which the board sees; null while there is none. */
  readonly endedAt: string | null;
  readonly endedForBoardAt: string | null;
  readonly personIds: readonly string[];
  /** The notice whose receipt number the applicant quoted. */
  readonly quotedNotice: string | null;
}

/** That a board works on the case, and when it recorded its outcome; no other reader's view depends on it. */
export interface SocialFact {
  readonly boardId: string;
  readonly closedOn: LocalDate | null;
  readonly recordedAt: string;
}

/** A tenant's consent, recorded by the authority that owns the field group. */
export interface ConsentFact {
  readonly consentId: string;
  readonly owner: string;
  readonly personId: string;
  readonly fieldGroup: ConsentGroup;
  readonly recipient: Agency;
  readonly purpose: Purpose;
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly revoked: boolean;
}

/** A board's present statement about the protection of a person; without one the person counts as protected. */
export interface ProtectionFact {
  readonly personId: string;
  readonly boardId: string;
  readonly protected: boolean;
}

/** A notice that its board has answered by an undertaking in time, as the landlord was told. */
export interface UndertakingFact {
  readonly noticeId: string;
  readonly boardId: string;
  readonly landlord: string;
  readonly undertakenOn: LocalDate;
}

/** That a board has handed its notices of the case to another one; it stays told when a case comes back. */
export interface HandoverFact {
  readonly boardId: string;
  readonly toBoard: string;
  /** When the case had come in at the board that handed it on. */
  readonly receivedAt: string;
  readonly handedOverAt: string;
}

/** A standing decision that was not ended, of an owner of this case's data. */
export interface DecisionFact {
  readonly decisionId: string;
  readonly owner: string;
  readonly switch: OwnerSwitch;
  readonly validTo: LocalDate;
}

/** The small projection of one case that the domains share; conditions, stages and shares are pure functions of it. */
export interface HubFacts {
  readonly caseId: string;
  readonly notices: readonly NoticeFact[];
  readonly settlements: readonly SettlementFact[];
  readonly enforcement: readonly EnforcementFact[];
  readonly social: readonly SocialFact[];
  readonly consents: readonly ConsentFact[];
  readonly protections: readonly ProtectionFact[];
  readonly decisions: readonly DecisionFact[];
  readonly undertakings: readonly UndertakingFact[];
  readonly handovers: readonly HandoverFact[];
}

/** What of a notice decides conditions. */
export type DecidingNotice = Pick<
  NoticeFact,
  'noticeId' | 'landlord' | 'boardId' | 'receivedAt' | 'standing' | 'personIds'
>;

/** What of an enforcement record decides conditions. */
export type DecidingRecord = Pick<
  EnforcementFact,
  | 'authority'
  | 'applicant'
  | 'boardId'
  | 'boardKnowsSince'
  | 'evictionOn'
  | 'closedOn'
  | 'endedAt'
  | 'personIds'
  | 'quotedNotice'
>;

/** What of the facts decides conditions; the rest is for stages and shares, which are decided when they are written. */
export interface DecidingFacts extends Pick<HubFacts, 'consents' | 'protections' | 'decisions'> {
  readonly notices: readonly DecidingNotice[];
  readonly enforcement: readonly DecidingRecord[];
}

/** The parts of the projection that can be read each by itself. */
export type HubFactsPart = Exclude<keyof HubFacts, 'caseId'>;

/** The parts that decide conditions. */
export type DecidingPart = keyof DecidingFacts;

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConsentGroup } from '../disclosure';
import type { Agency, LocalDate, Purpose } from '../shared';

/** A notice in the shared projection of facts; written by the landlord domain. */
@Entity({ schema: 'cases', name: 'notice_fact' })
export class NoticeFactRow {
  @PrimaryColumn({ name: 'notice_id', type: 'uuid' })
  readonly noticeId!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  @Column({ type: 'text' })
  readonly landlord!: string;

  @Column({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  /** The board that the landlord is shown, where the notice was handed on to one of which it is not told; else null. */
  @Column({ name: 'board_for_landlord', type: 'text', nullable: true })
  readonly boardForLandlord!: string | null;

  /** The board to which the landlord had sent it, where it was handed on since; else null. */
  @Column({ name: 'addressed_board', type: 'text', nullable: true })
  readonly addressedBoard!: string | null;

  @Column({ type: 'text' })
  readonly kind!: string;

  @Column({ name: 'received_at', type: 'timestamptz' })
  readonly receivedAt!: Date;

  /** Last day to recover the tenancy; null while the three weeks have not started. */
  @Column({ name: 'recovery_ends_on', type: 'date', nullable: true })
  readonly recoveryEndsOn!: LocalDate | null;

  /** False once another notice has superseded it. */
  @Column({ type: 'boolean' })
  readonly standing!: boolean;

  @Column({ name: 'person_ids', type: 'uuid', array: true })
  readonly personIds!: readonly string[];
}

/** A landlord's last word about payment; written by the landlord domain. */
@Entity({ schema: 'cases', name: 'settlement_fact' })
export class SettlementFactRow {
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  @PrimaryColumn({ type: 'text' })
  readonly landlord!: string;

  @Column({ type: 'text' })
  readonly status!: string;

  @Column({ name: 'settled_on', type: 'date' })
  readonly settledOn!: LocalDate;

  @Column({ name: 'reported_at', type: 'timestamptz' })
  readonly reportedAt!: Date;
}

/** An enforcement case in the shared projection; written by the enforcement domain, with what each reader may know. */
@Entity({ schema: 'cases', name: 'enforcement_fact' })
export class EnforcementFactRow {
  @PrimaryColumn({ name: 'case_number', type: 'text' })
  readonly caseNumber!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  @Column({ type: 'text' })
  readonly authority!: string;

  @Column({ type: 'text' })
  readonly applicant!: string;

  @Column({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  @Column({ name: 'first_recorded_at', type: 'timestamptz' })
  readonly firstRecordedAt!: Date;

  /** Null while the record is at the summary stage, and so absent for the board. */
  @Column({ name: 'board_knows_since', type: 'timestamptz', nullable: true })
  readonly boardKnowsSince!: Date | null;

  @Column({ type: 'text' })
  readonly status!: string;

  @Column({ name: 'status_for_board', type: 'text', nullable: true })
  readonly statusForBoard!: string | null;

  /** The board's status while its authority lets executions be told. */
  @Column({ name: 'status_if_told', type: 'text', nullable: true })
  readonly statusIfTold!: string | null;

  @Column({ name: 'status_for_applicant', type: 'text' })
  readonly statusForApplicant!: string;

  @Column({ name: 'eviction_on', type: 'date', nullable: true })
  readonly evictionOn!: LocalDate | null;

  /** The day of the application for eviction; null while none has reached the enforcement stage. */
  @Column({ name: 'applied_on', type: 'date', nullable: true })
  readonly appliedOn!: LocalDate | null;

  /** Instant at which the present time of the eviction was notified. */
  @Column({ name: 'eviction_notified_at', type: 'timestamptz', nullable: true })
  readonly evictionNotifiedAt!: Date | null;

  @Column({ name: 'closed_on', type: 'date', nullable: true })
  readonly closedOn!: LocalDate | null;

  @Column({ name: 'closed_for_board_on', type: 'date', nullable: true })
  readonly closedForBoardOn!: LocalDate | null;

  /** Instant at which the present end was first recorded. */
  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  readonly endedAt!: Date | null;

  /** The same for the end that the board sees. */
  @Column({ name: 'ended_for_board_at', type: 'timestamptz', nullable: true })
  readonly endedForBoardAt!: Date | null;

  @Column({ name: 'person_ids', type: 'uuid', array: true })
  readonly personIds!: readonly string[];

  /** The notice whose receipt number the applicant quoted. */
  @Column({ name: 'quoted_notice', type: 'uuid', nullable: true })
  readonly quotedNotice!: string | null;
}

/** That a board works on a case; written by the social domain. */
@Entity({ schema: 'cases', name: 'social_fact' })
export class SocialFactRow {
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  @PrimaryColumn({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  /** The day of the outcome with which the board closed the case; null while it works on it. */
  @Column({ name: 'closed_on', type: 'date', nullable: true })
  readonly closedOn!: LocalDate | null;

  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;
}

/** A tenant's consent among the facts that the domains share; written by the domain of the authority that recorded it. */
@Entity({ schema: 'cases', name: 'consent_fact' })
export class ConsentFactRow {
  @PrimaryColumn({ name: 'consent_id', type: 'uuid' })
  readonly consentId!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** The board or authority that recorded the consent. */
  @Column({ type: 'text' })
  readonly owner!: string;

  @Column({ name: 'person_id', type: 'uuid' })
  readonly personId!: string;

  @Column({ name: 'field_group', type: 'text' })
  readonly fieldGroup!: ConsentGroup;

  @Column({ type: 'text' })
  readonly recipient!: Agency;

  @Column({ type: 'text' })
  readonly purpose!: Purpose;

  /** First day on which the consent holds. */
  @Column({ name: 'valid_from', type: 'date' })
  readonly validFrom!: LocalDate;

  /** Last day on which the consent holds. */
  @Column({ name: 'valid_to', type: 'date' })
  readonly validTo!: LocalDate;

  /** Instant at which the consent was taken back; null while it was not. */
  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  readonly revokedAt!: Date | null;
}

/** A board's present statement about the protection of a person of the case; written by the social domain. */
@Entity({ schema: 'cases', name: 'protection_fact' })
export class ProtectionFactRow {
  @PrimaryColumn({ name: 'person_id', type: 'uuid' })
  readonly personId!: string;

  @PrimaryColumn({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  @Column({ type: 'boolean' })
  readonly protected!: boolean;

  @Column({ name: 'stated_at', type: 'timestamptz' })
  readonly statedAt!: Date;
}

/** A notice that its board has answered by an undertaking in time; written by the social domain. */
@Entity({ schema: 'cases', name: 'undertaking_fact' })
export class UndertakingFactRow {
  @PrimaryColumn({ name: 'notice_id', type: 'uuid' })
  readonly noticeId!: string;

  @PrimaryColumn({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** The landlord that was told, as the store names it. */
  @Column({ type: 'text' })
  readonly landlord!: string;

  /** The day on which it was told. */
  @Column({ name: 'undertaken_on', type: 'date' })
  readonly undertakenOn!: LocalDate;
}

/** That a board has handed its notices of a case to another one; written by the social domain, the last time only. */
@Entity({ schema: 'cases', name: 'handover_fact' })
export class HandoverFactRow {
  @PrimaryColumn({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  @PrimaryColumn({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  @Column({ name: 'to_board', type: 'text' })
  readonly toBoard!: string;

  /** When the case had come in at the board that handed it on. */
  @Column({ name: 'received_at', type: 'timestamptz' })
  readonly receivedAt!: Date;

  @Column({ name: 'handed_over_at', type: 'timestamptz' })
  readonly handedOverAt!: Date;
}

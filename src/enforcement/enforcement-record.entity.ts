import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../shared';
import type { EnforcementStatus } from './enforcement-status.type';

/**
 * Kronofogden's record of one eviction case as its highest version has it; what differs by reader stands here as cut for each.
 *
 * @swedish avhysningsmål
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-34-1
 */
@Entity({ schema: 'enforcement', name: 'record' })
export class EnforcementRecordRow {
  /** Kronofogden's case number. */
  @PrimaryColumn({ name: 'case_number', type: 'text' })
  readonly caseNumber!: string;

  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** Kronofogden's own number of the current version. */
  @Column({ type: 'integer' })
  readonly version!: number;

  /** The authority whose record it is, as the store names it. */
  @Column({ type: 'text' })
  readonly authority!: string;

  /** The applicant, as the store names it. */
  @Column({ type: 'text' })
  readonly applicant!: string;

  /** The social board of the area where the dwelling lies. */
  @Column({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  /** False while the record is at the summary stage, and so absent for the board. */
  @Column({ name: 'known_to_board', type: 'boolean' })
  readonly knownToBoard!: boolean;

  /** Instant of the first version that the board may know of; null while there is none. */
  @Column({ name: 'board_knows_since', type: 'timestamptz', nullable: true })
  readonly boardKnowsSince!: Date | null;

  /** Instant at which the first of all versions came in. */
  @Column({ name: 'first_recorded_at', type: 'timestamptz' })
  readonly firstRecordedAt!: Date;

  /** Instant at which the current version came in. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;

  /** As pushed, for Kronofogden alone. */
  @Column({ type: 'text' })
  readonly status!: EnforcementStatus;

  @Column({ name: 'status_for_applicant', type: 'text' })
  readonly statusForApplicant!: EnforcementStatus;

  /** Null while the board may not know of the record. */
  @Column({ name: 'status_for_board', type: 'text', nullable: true })
  readonly statusForBoard!: EnforcementStatus | null;

  /** The board's status while its authority lets executions be told. */
  @Column({ name: 'status_if_told', type: 'text', nullable: true })
  readonly statusIfTold!: EnforcementStatus | null;

  @Column({ name: 'applied_on', type: 'date', nullable: true })
  readonly appliedOn!: LocalDate | null;

  @Column({ name: 'documents_received_on', type: 'date', nullable: true })
  readonly documentsReceivedOn!: LocalDate | null;

  /** Null if there was no summary case. */
  @Column({ name: 'summary_applied_on', type: 'date', nullable: true })
  readonly summaryAppliedOn!: LocalDate | null;

  @Column({ name: 'summary_contested', type: 'boolean', nullable: true })
  readonly summaryContested!: boolean | null;

  @Column({ name: 'summary_contestation_sent_on', type: 'date', nullable: true })
  readonly summaryContestationSentOn!: LocalDate | null;

  @Column({ name: 'summary_decided_on', type: 'date', nullable: true })
  readonly summaryDecidedOn!: LocalDate | null;

  /** Null if there is no title yet. */
  @Column({ name: 'title_decided_on', type: 'date', nullable: true })
  readonly titleDecidedOn!: LocalDate | null;

  /** Kronor as decimal text; null if the title is about moving alone. */
  @Column({ name: 'title_claim', type: 'numeric', precision: 14, scale: 2, nullable: true })
  readonly titleClaim!: string | null;

  @Column({ name: 'heard_on', type: 'date', nullable: true })
  readonly heardOn!: LocalDate | null;

  @Column({ name: 'defendant_abroad', type: 'boolean', nullable: true })
  readonly defendantAbroad!: boolean | null;

  /** Null if no time is set, or none any more. */
  @Column({ name: 'eviction_on', type: 'date', nullable: true })
  readonly evictionOn!: LocalDate | null;

  /** Time of day `HH:MM`; null if only the day is set. */
  @Column({ name: 'eviction_at', type: 'text', nullable: true })
  readonly evictionAt!: string | null;

  /** Instant at which the present time was first received; it starts the board's duty to confirm. */
  @Column({ name: 'eviction_notified_at', type: 'timestamptz', nullable: true })
  readonly evictionNotifiedAt!: Date | null;

  /** Null if no stay was granted. */
  @Column({ name: 'stay_decided_on', type: 'date', nullable: true })
  readonly stayDecidedOn!: LocalDate | null;

  /** Last day of the stay. */
  @Column({ name: 'stay_until', type: 'date', nullable: true })
  readonly stayUntil!: LocalDate | null;

  @Column({ name: 'stay_exceptional', type: 'boolean', nullable: true })
  readonly stayExceptional!: boolean | null;

  @Column({ name: 'closure_kind', type: 'text', nullable: true })
  readonly closureKind!: string | null;

  @Column({ name: 'closure_on', type: 'date', nullable: true })
  readonly closureOn!: LocalDate | null;

  /** Null also where the closing would tell of an execution. */
  @Column({ name: 'closure_kind_for_board', type: 'text', nullable: true })
  readonly closureKindForBoard!: string | null;

  @Column({ name: 'closure_on_for_board', type: 'date', nullable: true })
  readonly closureOnForBoard!: LocalDate | null;

  @Column({ name: 'executed_on', type: 'date', nullable: true })
  readonly executedOn!: LocalDate | null;

  @Column({ name: 'children_affected', type: 'boolean', nullable: true })
  readonly childrenAffected!: boolean | null;

  @Column({ name: 'children_count', type: 'integer', nullable: true })
  readonly childrenCount!: number | null;

  /** First day on which property that was not collected may be sold; null if nothing is kept. */
  @Column({ name: 'storage_ends_on', type: 'date', nullable: true })
  readonly storageEndsOn!: LocalDate | null;

  @Column({ type: 'text' })
  readonly municipality!: string;

  @Column({ type: 'text' })
  readonly tenure!: string;

  @Column({ name: 'room_count', type: 'numeric', precision: 4, scale: 1, nullable: true })
  readonly roomCount!: number | null;

  /** The persons of the case that the defendants are, in the order pushed. */
  @Column({ name: 'defendant_ids', type: 'uuid', array: true })
  readonly defendantIds!: readonly string[];

  /** Organisation number, sealed, since that of a private person is an identity number. */
  @Column({ name: 'sealed_applicant', type: 'bytea' })
  readonly sealedApplicant!: Buffer;

  /** Street, postal code, town and number of the flat, sealed. */
  @Column({ name: 'sealed_address', type: 'bytea' })
  readonly sealedAddress!: Buffer;

  /** Kind and ground of the title, sealed. */
  @Column({ name: 'sealed_title', type: 'bytea', nullable: true })
  readonly sealedTitle!: Buffer | null;

  /** Names and identity numbers in the order of `defendantIds`, sealed. */
  @Column({ name: 'sealed_defendants', type: 'bytea' })
  readonly sealedDefendants!: Buffer;

  /** Contact data in the order of `defendantIds`, sealed by itself, since Kronofogden may have found it. */
  @Column({ name: 'sealed_defendant_contacts', type: 'bytea' })
  readonly sealedDefendantContacts!: Buffer;

  /** Sealed; null if none were given. */
  @Column({ name: 'sealed_stay_reasons', type: 'bytea', nullable: true })
  readonly sealedStayReasons!: Buffer | null;

  /** Sealed; null if it was not given. */
  @Column({ name: 'sealed_storage_place', type: 'bytea', nullable: true })
  readonly sealedStoragePlace!: Buffer | null;

  /** Instant from which the row stands as it is; what it was before is kept in `record_past`. */
  @Column({ name: 'known_from', type: 'timestamptz', nullable: true })
  readonly knownFrom!: Date | null;
}

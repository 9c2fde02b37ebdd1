import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../shared';
import type { EnforcementStatus } from './enforcement-status.type';

/**
 * One version of an eviction record as Kronofogden pushed it; never changed and never removed by a later push.
 *
 * @swedish avhysningsmål
 * @legalSource UF-16-2-NOTIFY
 */
@Entity({ schema: 'enforcement', name: 'record_version' })
export class RecordVersion {
  /** Kronofogden's case number. */
  @PrimaryColumn({ name: 'case_number', type: 'text' })
  readonly caseNumber!: string;

  /** Kronofogden's own number of the version, which rises. */
  @PrimaryColumn({ type: 'integer' })
  readonly version!: number;

  /** Instant at which the gateway received it. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;

  @Column({ type: 'text' })
  readonly status!: EnforcementStatus;

  @Column({ name: 'applied_on', type: 'date', nullable: true })
  readonly appliedOn!: LocalDate | null;

  /** The eviction date in this version; null if none was set. */
  @Column({ name: 'eviction_on', type: 'date', nullable: true })
  readonly evictionOn!: LocalDate | null;

  /** Time of day `HH:MM`; null if only the day was set. */
  @Column({ name: 'eviction_at', type: 'text', nullable: true })
  readonly evictionAt!: string | null;

  @Column({ name: 'executed_on', type: 'date', nullable: true })
  readonly executedOn!: LocalDate | null;

  /** Blind index of the receipt number that this version quotes, or null. */
  @Column({ name: 'receipt_index', type: 'bytea', nullable: true })
  readonly receiptIndex!: Buffer | null;

  /** Blind index of the whole content, by which a repeated version is told from a contradicting one. */
  @Column({ name: 'content_index', type: 'bytea' })
  readonly contentIndex!: Buffer;

  /** The whole version, sealed. */
  @Column({ name: 'sealed_content', type: 'bytea' })
  readonly sealedContent!: Buffer;
}

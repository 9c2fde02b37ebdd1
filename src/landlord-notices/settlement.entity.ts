import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../shared';

/**
 * What a landlord reported about payment, agreement or withdrawal; a later report closes it and changes nothing else.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BFL-22-WITHDRAW
 */
@Entity({ schema: 'landlord', name: 'settlement' })
export class ReportedSettlement {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  /** The hub's case. */
  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** The landlord as the store names it. */
  @Column({ type: 'text' })
  readonly landlord!: string;

  /** The boards that were told of it at once; others read it when they come to work on the case. */
  @Column({ name: 'board_ids', type: 'text', array: true })
  readonly boardIds!: readonly string[];

  /** Whether the landlord invokes one of its notices at Kronofogden, which may then read the report. */
  @Column({ type: 'boolean' })
  readonly invoked!: boolean;

  @Column({ type: 'text' })
  readonly status!: string;

  /** What was paid, in kronor; null where none was reported. */
  @Column({ type: 'numeric', nullable: true })
  readonly amount!: string | null;

  /** The day of the payment, agreement or withdrawal. */
  @Column({ name: 'settled_on', type: 'date' })
  readonly settledOn!: LocalDate;

  /** Instant at which the landlord reported it. */
  @Column({ name: 'reported_at', type: 'timestamptz' })
  readonly reportedAt!: Date;

  /** Instant at which a later report took its place; null while it stands. */
  @Column({ name: 'superseded_at', type: 'timestamptz', nullable: true })
  readonly supersededAt!: Date | null;
}

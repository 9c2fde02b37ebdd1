import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LocalDate } from '../shared';

/**
 * A landlord's consent to wait with the eviction; a later one closes it and changes nothing else.
 *
 * @legalSource UB-16-5-DEFERRAL
 */
@Entity({ schema: 'landlord', name: 'deferral' })
export class GrantedDeferral {
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

  /** Whether the landlord invokes one of its notices at Kronofogden, which may then read the deferral. */
  @Column({ type: 'boolean' })
  readonly invoked!: boolean;

  /** The civil day on which the landlord consented. */
  @Column({ name: 'granted_on', type: 'date' })
  readonly grantedOn!: LocalDate;

  /** The last day on which the landlord waits. */
  @Column({ type: 'date' })
  readonly until!: LocalDate;

  /** Instant at which the landlord told the gateway. */
  @Column({ name: 'granted_at', type: 'timestamptz' })
  readonly grantedAt!: Date;

  /** Instant at which a later deferral took its place; null while it stands. */
  @Column({ name: 'superseded_at', type: 'timestamptz', nullable: true })
  readonly supersededAt!: Date | null;
}

import { Column, Entity } from 'typeorm';
import type { LocalDate } from '../shared';
import { SupersededEntry } from './board-entry.entity';

/**
 * A board's confirmation of the time of an eviction; naming another caseworker for the same time makes a new row of it.
 *
 * @swedish bekräftelse
 * @legalSource SOF-11-3-ACK
 */
@Entity({ schema: 'social', name: 'eviction_confirmation' })
export class EvictionConfirmationRow extends SupersededEntry {
  /** Instant at which the board confirmed the time first. */
  @Column({ name: 'confirmed_at', type: 'timestamptz' })
  readonly confirmedAt!: Date;

  /** The civil day on which it was due. */
  @Column({ name: 'due_on', type: 'date' })
  readonly dueOn!: LocalDate;

  /** Whether it came on that day. */
  @Column({ name: 'on_time', type: 'boolean' })
  readonly onTime!: boolean;

  /** Envelope of id, name, telephone and e-mail address of the caseworker. */
  @Column({ name: 'sealed_caseworker', type: 'bytea' })
  readonly sealedCaseworker!: Buffer;

  /** Instant since which the confirmed time is not the one that the board knows of; null while it is. */
  @Column({ name: 'lapsed_at', type: 'timestamptz', nullable: true })
  readonly lapsedAt!: Date | null;
}

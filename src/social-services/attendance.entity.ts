import { Column, Entity } from 'typeorm';
import { AttendanceStatus } from './attendance.type';
import { SupersededEntry } from './board-entry.entity';

/** Who comes to an eviction, as it is sealed. */
export interface AttendanceContact {
  readonly name: string | null;
  readonly phone: string | null;
}

/**
 * What a board has said of its attendance at the time that is set.
 *
 * @swedish närvaro
 * @legalSource OSL-10-2
 */
@Entity({ schema: 'social', name: 'attendance' })
export class AttendanceRow extends SupersededEntry {
  /** Whether somebody comes. */
  @Column({ type: 'text' })
  readonly status!: AttendanceStatus;

  /** Envelope of name and telephone number of who comes; null where neither is told. */
  @Column({ name: 'sealed_contact', type: 'bytea', nullable: true })
  readonly sealedContact!: Buffer | null;

  /** Instant since which the time is not the one of which the board spoke; null while it is. */
  @Column({ name: 'lapsed_at', type: 'timestamptz', nullable: true })
  readonly lapsedAt!: Date | null;
}

import { Column, Entity } from 'typeorm';
import { BoardEntry } from './board-entry.entity';
import { ContactChannel, ContactResult } from './contact-attempt.type';

/**
 * One attempt of the board to reach the tenant; attempts are added and never replaced.
 *
 * @swedish kontaktförsök
 * @legalSource SOL-14-3-DOC
 * @legalSource OSL-26-1
 */
@Entity({ schema: 'social', name: 'contact_attempt' })
export class ContactAttemptRow extends BoardEntry {
  /** Instant of the attempt, as the board states it. */
  @Column({ name: 'attempted_at', type: 'timestamptz' })
  readonly attemptedAt!: Date;

  /** How the board tried. */
  @Column({ type: 'text' })
  readonly channel!: ContactChannel;

  /** What came of it. */
  @Column({ type: 'text' })
  readonly result!: ContactResult;
}

import { Column, Entity } from 'typeorm';
import { SupersededEntry } from './board-entry.entity';

/**
 * Who lives in the home, by numbers and never by name.
 *
 * @swedish hushåll
 * @legalSource SPL-7
 * @legalSource OSL-26-1
 */
@Entity({ schema: 'social', name: 'household' })
export class HouseholdRow extends SupersededEntry {
  /** Number of adults. */
  @Column({ type: 'integer' })
  readonly adults!: number;

  /** Number of children. */
  @Column({ type: 'integer' })
  readonly children!: number;

  /** Whether someone needs regard for high age. */
  @Column({ type: 'boolean' })
  readonly elderly!: boolean;
}

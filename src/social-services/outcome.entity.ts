import { Column, Entity } from 'typeorm';
import type { LocalDate } from '../shared';
import { SupersededEntry } from './board-entry.entity';
import { OutcomeKind } from './case-outcome.type';

/**
 * How a case ended, or what keeps it quiet for the time being.
 *
 * @swedish utfall
 * @legalSource SPF-12-PURPOSE
 * @legalSource OSL-26-1
 */
@Entity({ schema: 'social', name: 'outcome' })
export class OutcomeRow extends SupersededEntry {
  /** How the case ended. */
  @Column({ type: 'text' })
  readonly kind!: OutcomeKind;

  /** The day on which the outcome was decided. */
  @Column({ name: 'decided_on', type: 'date' })
  readonly decidedOn!: LocalDate;
}

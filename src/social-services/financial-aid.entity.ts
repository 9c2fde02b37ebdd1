import { Column, Entity } from 'typeorm';
import type { LocalDate } from '../shared';
import { SupersededEntry } from './board-entry.entity';
import { FinancialAidStatus } from './financial-aid.type';

/**
 * Financial aid for the rent, applied for or decided.
 *
 * @swedish ekonomiskt bistånd
 * @legalSource SOL-12-1-AID
 * @legalSource OSL-26-1
 */
@Entity({ schema: 'social', name: 'financial_aid' })
export class FinancialAidRow extends SupersededEntry {
  /** How far the application has come. */
  @Column({ type: 'text' })
  readonly status!: FinancialAidStatus;

  /** What was granted, in kronor; null unless aid was granted. */
  @Column({ type: 'numeric', nullable: true })
  readonly amount!: string | null;

  /** The day of the decision; null while there is none. */
  @Column({ name: 'decided_on', type: 'date', nullable: true })
  readonly decidedOn!: LocalDate | null;
}

import { Column, Entity } from 'typeorm';
import type { LocalDate } from '../shared';
import { ArrearsCause, ArrearsPattern } from './assessment.type';
import { SupersededEntry } from './board-entry.entity';

/**
 * The board's assessment of pattern and cause of the arrears, by fixed values.
 *
 * @swedish bedömning
 * @legalSource SOL-14-3-DOC
 * @legalSource SPL-7A
 */
@Entity({ schema: 'social', name: 'assessment' })
export class AssessmentRow extends SupersededEntry {
  /** Whether it has happened once or comes back. */
  @Column({ type: 'text' })
  readonly pattern!: ArrearsPattern;

  /** The main cause. */
  @Column({ type: 'text' })
  readonly cause!: ArrearsCause;

  /** The day of the assessment. */
  @Column({ name: 'assessed_on', type: 'date' })
  readonly assessedOn!: LocalDate;
}

import { Column, Entity } from 'typeorm';
import type { LocalDate } from '../shared';
import { SupersededEntry } from './board-entry.entity';
import { PlanResponse } from './payment-plan.type';

/** One payment of a plan as the store holds it. */
export interface StoredInstalment {
  readonly dueOn: LocalDate;
  /** In kronor, with two decimals. */
  readonly amount: string;
}

/**
 * A payment plan that the board has proposed; the landlord's answer is a new row of the same plan.
 *
 * @swedish avbetalningsplan
 * @legalSource OSL-26-1
 */
@Entity({ schema: 'social', name: 'payment_plan' })
export class PaymentPlanRow extends SupersededEntry {
  /** The payments in the order of their days. */
  @Column({ type: 'jsonb' })
  readonly instalments!: readonly StoredInstalment[];

  /** The day on which the board proposed it. */
  @Column({ name: 'proposed_on', type: 'date' })
  readonly proposedOn!: LocalDate;

  /** What the landlord says of it. */
  @Column({ type: 'text' })
  readonly response!: PlanResponse;
}

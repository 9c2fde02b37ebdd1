import { Field, InputType } from 'type-graphql';
import { CaseChangeInput, SettlementStatus } from '../cases';
import { LocalDateScalar, SekScalar } from '../shared';

/**
 * The landlord's report that the debt was paid, agreed upon or given up.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BFL-22-WITHDRAW
 */
@InputType({
  description: 'The landlord’s report that the debt was paid, agreed upon or given up.',
})
export class ReportSettlementInput extends CaseChangeInput {
  @Field(() => SettlementStatus, { description: 'How the debt was settled.' })
  readonly status!: SettlementStatus;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The amount that was paid, in kronor.',
  })
  readonly amount?: string | null;

  @Field(() => LocalDateScalar, { description: 'The day of the payment, agreement or withdrawal.' })
  readonly on!: string;
}

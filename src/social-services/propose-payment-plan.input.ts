import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { LocalDateScalar, SekScalar } from '../shared';

/**
 * One payment of a proposed plan.
 *
 * @swedish avbetalning
 */
@InputType({ description: 'One payment of a proposed plan.' })
export class InstalmentInput {
  @Field(() => LocalDateScalar, { description: 'The day on which it is to be paid.' })
  readonly dueOn!: string;

  @Field(() => SekScalar, { description: 'What is to be paid, in kronor.' })
  readonly amount!: string;
}

/**
 * A payment plan as the board proposes it; it takes the place of an earlier one and has no answer yet.
 *
 * @swedish avbetalningsplan
 * @legalSource OSL-26-1
 * @legalSource OSL-12-2
 */
@InputType({ description: 'A payment plan as the board proposes it, in place of an earlier one.' })
export class ProposePaymentPlanInput extends CaseChangeInput {
  @Field(() => [InstalmentInput], {
    description: '1 to 60 payments in the order of their days, within five years.',
  })
  readonly instalments!: readonly InstalmentInput[];
}

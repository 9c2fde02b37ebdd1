import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar, SekScalar } from '../shared';

/** What the landlord says of a proposed plan. */
export enum PlanResponse {
  PENDING = 'PENDING',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
}

registerEnumType(PlanResponse, {
  name: 'PlanResponse',
  description: 'What the landlord says of a proposed plan.',
  valuesConfig: {
    PENDING: { description: 'The landlord has not answered.' },
    ACCEPTED: { description: 'The landlord accepts the plan.' },
    DECLINED: { description: 'The landlord declines the plan.' },
  },
});

/**
 * One payment of a plan.
 *
 * @swedish avbetalning
 * @legalSource OSL-12-2
 */
@ObjectType({ simpleResolvers: true, description: 'One payment of a plan.' })
export class Instalment {
  @Field(() => LocalDateScalar, { description: 'The day on which it is to be paid.' })
  readonly dueOn!: string;

  @Field(() => SekScalar, { description: 'What is to be paid, in kronor.' })
  readonly amount!: string;
}

/**
 * How the board proposes that the debt be paid; it reaches the landlord by the tenant's consent alone. What landlord and tenant agree
 * on by themselves is a settlement, without terms.
 *
 * @swedish avbetalningsplan
 * @legalSource OSL-26-1
 * @legalSource OSL-12-2
 */
@ObjectType({
  simpleResolvers: true,
  description: 'How the board proposes that the debt be paid; the landlord reads it by consent.',
})
export class PaymentPlan {
  @Field(() => [Instalment], { description: 'The payments in the order of their days.' })
  readonly instalments!: readonly Instalment[];

  @Field(() => LocalDateScalar, { description: 'The day on which the board proposed it.' })
  readonly proposedOn!: string;

  @Field(() => PlanResponse, { description: 'What the landlord says of it.' })
  readonly response!: PlanResponse;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar, SekScalar } from '../shared';

/**
 * How a debt was settled, as the landlord reports it.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BFL-22-WITHDRAW
 */
export enum SettlementStatus {
  PAID = 'PAID',
  PARTLY_PAID = 'PARTLY_PAID',
  PLAN_AGREED = 'PLAN_AGREED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(SettlementStatus, {
  name: 'SettlementStatus',
  description: 'How a debt was settled, as the landlord reports it.',
  valuesConfig: {
    PAID: { description: 'The whole debt is paid.' },
    PARTLY_PAID: { description: 'A part of the debt is paid and the rest remains.' },
    PLAN_AGREED: {
      description: 'Landlord and tenant agreed on instalments, whose terms are not recorded here.',
    },
    WITHDRAWN: { description: 'The landlord no longer pursues its claim.' },
  },
});

/**
 * The landlord's latest report of payment, agreement or withdrawal.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource GDPR-6
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The landlord’s latest report that the debt was paid, agreed upon or given up.',
})
export class Settlement {
  @Field(() => SettlementStatus, { description: 'How the debt was settled.' })
  readonly status!: SettlementStatus;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The amount that was paid, in kronor; null where none was reported.',
  })
  readonly amount!: string | null;

  @Field(() => LocalDateScalar, { description: 'The day of the payment, agreement or withdrawal.' })
  readonly on!: string;
}

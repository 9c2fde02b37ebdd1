import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/** How a case ended for the tenant, for the board's own follow-up. */
export enum OutcomeKind {
  DEBT_SETTLED = 'DEBT_SETTLED',
  TENANCY_RECOVERED = 'TENANCY_RECOVERED',
  PAYMENT_PLAN = 'PAYMENT_PLAN',
  STAY = 'STAY',
  DEFERRAL = 'DEFERRAL',
  MOVED_VOLUNTARILY = 'MOVED_VOLUNTARILY',
  REHOUSED = 'REHOUSED',
  EVICTED = 'EVICTED',
  NOTICE_WITHDRAWN = 'NOTICE_WITHDRAWN',
  NO_CONTACT = 'NO_CONTACT',
  OTHER = 'OTHER',
}

registerEnumType(OutcomeKind, {
  name: 'OutcomeKind',
  description: 'How a case ended for the tenant.',
  valuesConfig: {
    DEBT_SETTLED: { description: 'The debt was settled and the tenant stays.' },
    TENANCY_RECOVERED: { description: 'The tenancy was recovered within the recovery period.' },
    PAYMENT_PLAN: { description: 'The tenant stays and pays in instalments.' },
    STAY: { description: 'Kronofogden granted a stay (anstånd).' },
    DEFERRAL: { description: 'The landlord agreed to wait (uppskov).' },
    MOVED_VOLUNTARILY: { description: 'The tenant moved before the eviction.' },
    REHOUSED: { description: 'The tenant moved to another home with the board’s help.' },
    EVICTED: { description: 'The eviction was carried out.' },
    NOTICE_WITHDRAWN: { description: 'The landlord withdrew the notice.' },
    NO_CONTACT: { description: 'The board never reached the tenant.' },
    OTHER: { description: 'The case ended in another way.' },
  },
});

/**
 * How a case ended, recorded by the board for its own follow-up.
 *
 * @swedish utfall
 * @legalSource SPF-12-PURPOSE
 * @legalSource OSL-26-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'How a case ended, recorded by the board for its own follow-up.',
})
export class CaseOutcome {
  @Field(() => OutcomeKind, { description: 'How the case ended.' })
  readonly kind!: OutcomeKind;

  @Field(() => LocalDateScalar, { description: 'The day on which the outcome was decided.' })
  readonly decidedOn!: string;
}

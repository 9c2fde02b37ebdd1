import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, LocalDateScalar, LocalTimeScalar } from '../shared';

/**
 * The time that is set for the eviction, with the moment from which the board knew.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource UF-16-4-TIME
 */
@ObjectType({ simpleResolvers: true, description: 'The time that is set for the eviction.' })
export class EvictionTime {
  @Field(() => LocalDateScalar, { description: 'The day of the eviction.' })
  readonly date!: string;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: 'The time of day; null if only the day is set.',
  })
  readonly time!: string | null;

  @Field(() => DateTimeScalar, {
    description: 'When the gateway received this time and the social board was so informed.',
  })
  readonly notifiedAt!: Date | string;
}

/**
 * A stay that Kronofogden has granted out of regard for the tenant.
 *
 * @swedish anstånd
 * @legalSource UB-16-4-STAY
 */
@ObjectType({
  simpleResolvers: true,
  description: 'A stay (anstånd) that Kronofogden has granted out of regard for the tenant.',
})
export class Stay {
  @Field(() => LocalDateScalar, { description: 'The day of the decision.' })
  readonly decidedOn!: string;

  @Field(() => LocalDateScalar, { description: 'The last day of the stay.' })
  readonly until!: string;

  @Field(() => Boolean, {
    description: 'True if it was granted for exceptional reasons, which allow four weeks.',
  })
  readonly exceptional!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The reasons for the stay, which others read only by the tenant’s consent.',
  })
  readonly reasons!: string | null;
}

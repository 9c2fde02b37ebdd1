import { Field, ObjectType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/**
 * The landlord's consent to wait with the eviction.
 *
 * @swedish uppskov
 * @legalSource UB-16-5-DEFERRAL
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'The landlord’s consent to wait with the eviction. Kronofogden’s own status of its case does not follow from it.',
})
export class Deferral {
  @Field(() => LocalDateScalar, { description: 'The day on which the landlord consented.' })
  readonly grantedOn!: string;

  @Field(() => LocalDateScalar, { description: 'The last day on which the landlord waits.' })
  readonly until!: string;
}

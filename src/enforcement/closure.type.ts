import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/**
 * Why Kronofogden's case was closed without an eviction.
 *
 * @swedish avskrivning
 * @legalSource BFL-22-WITHDRAW
 * @legalSource UB-16-5-DEFERRAL
 */
export enum ClosureKind {
  WITHDRAWN = 'WITHDRAWN',
  LAPSED = 'LAPSED',
  VACATED = 'VACATED',
  NEW_AGREEMENT = 'NEW_AGREEMENT',
}

registerEnumType(ClosureKind, {
  name: 'ClosureKind',
  description: 'Why Kronofogden’s case was closed.',
  valuesConfig: {
    WITHDRAWN: { description: 'The applicant withdrew the application.' },
    LAPSED: { description: 'A deferral outlasted six months from the application.' },
    VACATED: { description: 'The tenant had moved out.' },
    NEW_AGREEMENT: { description: 'Landlord and tenant agreed on a new lease.' },
  },
});

/**
 * The closing of Kronofogden's case.
 *
 * @swedish avskrivning
 * @legalSource BFL-22-WITHDRAW
 * @legalSource UB-16-5-DEFERRAL
 */
@ObjectType({ simpleResolvers: true, description: 'The closing of Kronofogden’s case.' })
export class Closure {
  @Field(() => ClosureKind, { description: 'Why the case was closed.' })
  readonly kind!: ClosureKind;

  @Field(() => LocalDateScalar, { description: 'The day on which the case was closed.' })
  readonly on!: string;
}

/**
 * Where the tenant's property is kept after an eviction.
 *
 * @swedish magasinering
 * @legalSource UB-16-6-STORAGE
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Where the tenant’s property is kept after an eviction.',
})
export class Storage {
  @Field(() => String, { nullable: true, description: 'The place where the property is kept.' })
  readonly place!: string | null;

  @Field(() => LocalDateScalar, {
    description: 'The day from which property that was not collected may be sold.',
  })
  readonly endsOn!: string;
}

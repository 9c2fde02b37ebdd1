import { Field, Int, ObjectType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/**
 * What one person looked at on one day, in counts.
 *
 * @swedish loggkontroll
 * @legalSource SPL-10-ACCESS
 * @legalSource KFL-2-26
 */
@ObjectType({
  simpleResolvers: true,
  description: 'How many persons one user looked up on one day.',
})
export class AccessReviewRow {
  @Field(() => LocalDateScalar, { description: 'The civil day in Stockholm.' })
  readonly day!: string;

  @Field(() => String, { description: 'The organisation of the user.' })
  readonly organisation!: string;

  @Field(() => String, {
    description: 'The user; client:ID for a system that called without naming one.',
  })
  readonly user!: string;

  @Field(() => Int, { description: 'Persons whose data was disclosed or who were looked up.' })
  readonly persons!: number;

  @Field(() => Int, {
    description:
      'Those who were looked up and at that moment were in no case that the organisation may know of.',
  })
  readonly withoutRelation!: number;

  @Field(() => Int, {
    description:
      'Those who are stated to have protected identity in a case that the organisation may know of; always 0 for landlords.',
  })
  readonly protectedPersons!: number;
}

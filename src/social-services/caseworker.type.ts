import { Field, ID, ObjectType } from 'type-graphql';

/**
 * The person at the social board who handles a case.
 *
 * @swedish handläggare
 * @legalSource OSL-26-1
 * @legalSource SOF-11-3-ACK
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The person at the social board who handles a case.',
})
export class Caseworker {
  @Field(() => ID, {
    description: 'The board’s own id of the caseworker, as the reader may see it.',
  })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: 'Name of the caseworker.' })
  readonly name!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number of the caseworker.' })
  readonly phone!: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of the caseworker.' })
  readonly email!: string | null;
}

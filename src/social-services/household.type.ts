import { Field, Int, ObjectType } from 'type-graphql';

/**
 * Who lives in the home, as far as the case needs it; never leaves the board.
 *
 * @swedish hushåll
 * @legalSource OSL-26-1
 * @legalSource OSL-12-3
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Who lives in the home, as far as the case needs it.',
})
export class Household {
  @Field(() => Int, { nullable: true, description: 'Number of adults in the home.' })
  readonly adults!: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of children in the home.' })
  readonly children!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True if someone in the home needs regard for high age.',
  })
  readonly elderly!: boolean | null;
}

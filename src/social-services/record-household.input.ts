import { Field, InputType, Int } from 'type-graphql';
import { CaseChangeInput } from '../cases';

/**
 * Who lives in the home, as far as the case needs it; replaces what was recorded before.
 *
 * @swedish hushåll
 * @legalSource SPL-7
 * @legalSource OSL-26-1
 */
@InputType({
  description: 'Who lives in the home; replaces what was recorded before.',
})
export class RecordHouseholdInput extends CaseChangeInput {
  @Field(() => Int, { description: 'Number of adults in the home.' })
  readonly adults!: number;

  @Field(() => Int, { description: 'Number of children in the home.' })
  readonly children!: number;

  @Field(() => Boolean, { description: 'True if someone in the home needs regard for high age.' })
  readonly elderly!: boolean;
}

import { Field, ID, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';

/**
 * A case that came to the wrong board, and the board to which it goes.
 *
 * @swedish överlämna till annan nämnd
 * @legalSource SOL-29-1-RESP
 */
@InputType({
  description: 'A case that came to the wrong board, and the board to which it goes.',
})
export class RerouteCaseInput extends CaseChangeInput {
  @Field(() => ID, {
    description: 'The public id of the board that is responsible after all, as in `socialBoards`.',
  })
  readonly board!: string;

  @Field(() => String, {
    description:
      'Why the case goes to that board; at most 1 000 characters, kept sealed with the board that hands it on.',
  })
  readonly reason!: string;
}

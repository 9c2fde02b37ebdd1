import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { DateTimeScalar } from '../shared';
import { ContactChannel, ContactResult } from './contact-attempt.type';

/**
 * One attempt of the board to reach the tenant; added to those recorded before.
 *
 * @swedish kontaktförsök
 * @legalSource SOL-14-3-DOC
 */
@InputType({ description: 'One attempt of the board to reach the tenant.' })
export class RecordContactInput extends CaseChangeInput {
  @Field(() => DateTimeScalar, { description: 'When the attempt was made.' })
  readonly at!: string;

  @Field(() => ContactChannel, { description: 'How the board tried.' })
  readonly channel!: ContactChannel;

  @Field(() => ContactResult, { description: 'What came of it.' })
  readonly result!: ContactResult;
}

import { Field, ID, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';

/**
 * Whether a person of the case has a protected identity.
 *
 * @swedish skyddade personuppgifter
 * @legalSource OSL-22-2
 * @legalSource OSL-21-3A
 */
@InputType({ description: 'Whether a person of the case has a protected identity.' })
export class MarkProtectedIdentityInput extends CaseChangeInput {
  @Field(() => ID, { description: 'The caller’s own alias of the person.' })
  readonly tenantId!: string;

  @Field(() => Boolean, {
    description:
      'True for a person with any form of protection; false only for one who is known to have none.',
  })
  readonly protected!: boolean;

  @Field(() => String, {
    description: 'On what the statement rests; at most 1 000 characters, kept sealed.',
  })
  readonly reason!: string;
}

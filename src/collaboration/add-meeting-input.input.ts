import { Field, ID, InputType } from 'type-graphql';

/**
 * What one party contributes about a case to a meeting; it builds on nothing that was written before.
 *
 * @legalSource OSL-6-5
 */
@InputType({ description: 'What the caller contributes about a case to a meeting.' })
export class AddMeetingInputInput {
  @Field(() => String, {
    description:
      'Chosen by the client, per organisation and principal: the same key with the same input returns the first outcome.',
  })
  readonly idempotencyKey!: string;

  @Field(() => ID, { description: 'The caller’s own alias of the case.' })
  readonly caseId!: string;

  @Field(() => String, {
    description:
      'The month of the meeting, YYYY-MM: the present one or one of the twelve after it.',
  })
  readonly month!: string;

  @Field(() => String, {
    description:
      'What is to be brought up, at most 1 000 characters. Others read it as the policy has it for the agency of its author: of Kronofogden’s, landlords may be told decision data only.',
  })
  readonly text!: string;
}

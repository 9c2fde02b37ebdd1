import { Field, InputType } from 'type-graphql';
import type { OwnerSwitch } from '../../disclosure';
import { LocalDateScalar } from '../../shared';
import { OWNER_SWITCHES } from './owner-switch.type';

/**
 * A standing decision of the caller's authority about its own fields.
 *
 * @legalSource OSL-10-27
 */
@InputType({ description: 'A standing decision of the caller’s authority about its own fields.' })
export class RegisterStandingDecisionInput {
  @Field(() => String, {
    description:
      'Chosen by the client, per organisation and principal: the same key with the same input returns the first outcome.',
  })
  readonly idempotencyKey!: string;

  @Field(() => OWNER_SWITCHES, { description: 'What is opened; a switch of the caller’s own.' })
  readonly switch!: OwnerSwitch;

  @Field(() => String, {
    description: 'Who decided, by name or function; at most 200 characters, kept sealed.',
  })
  readonly decidedBy!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the decision, today or earlier.' })
  readonly decidedOn!: string;

  @Field(() => String, {
    description:
      'Where the decision is kept at the authority; at most 200 characters, kept sealed.',
  })
  readonly reference!: string;

  @Field(() => LocalDateScalar, {
    description: 'The last day on which it holds, today or later.',
  })
  readonly validTo!: string;
}

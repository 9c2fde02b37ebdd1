import { Field, Int, ObjectType } from 'type-graphql';
import { InputProblem } from '../cases';
import { Notice } from './landlord-notice.type';

/**
 * The answer to one notice among many.
 *
 * @legalSource JB-12-44-RECOVERY
 */
@ObjectType({ simpleResolvers: true, description: 'The answer to one notice among many.' })
export class SubmitNoticeResult {
  @Field(() => Int, { description: 'Position of the notice in the call, from 0.' })
  readonly index!: number;

  @Field(() => Notice, {
    nullable: true,
    description: 'The notice as it was received; null if it was refused.',
  })
  readonly notice!: Notice | null;

  @Field(() => [InputProblem], {
    description: 'All faults of the notice; empty unless it was refused.',
  })
  readonly problems!: readonly InputProblem[];
}

/**
 * The answers to a call with many notices, one for each and in the same order.
 *
 * @legalSource JB-12-44-RECOVERY
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The answers to many notices, one for each and in the same order.',
})
export class SubmitNoticesPayload {
  @Field(() => [SubmitNoticeResult], { description: 'One answer for each notice of the call.' })
  readonly results!: readonly SubmitNoticeResult[];
}

import { Field, InputType } from 'type-graphql';
import { SubmitNoticeInput } from './submit-notice.input';

/**
 * Many notices of one landlord, each under its own key.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-25A-DISTURB
 */
@InputType({ description: 'Many notices, each judged and answered on its own.' })
export class SubmitNoticesInput {
  @Field(() => String, {
    description:
      'Chosen by the caller for the whole call: sent again with the same notices it gives each its first outcome and takes in the rest.',
  })
  readonly idempotencyKey!: string;

  @Field(() => [SubmitNoticeInput], { description: '1 to 2 000 notices.' })
  readonly notices!: SubmitNoticeInput[];
}

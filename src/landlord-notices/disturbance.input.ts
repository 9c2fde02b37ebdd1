import { Field, InputType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/**
 * One disturbance of which the landlord tells the social board.
 *
 * @swedish störning i boendet
 * @legalSource JB-12-25A-DISTURB
 * @legalSource OSL-26-5
 */
@InputType({ description: 'One disturbance of which the landlord tells the social board.' })
export class DisturbanceInput {
  @Field(() => LocalDateScalar, { description: 'The day on which it occurred.' })
  readonly occurredOn!: string;

  @Field(() => String, { description: 'What kind of disturbance it was, in a word or two.' })
  readonly category!: string;

  @Field(() => String, {
    description: 'What happened, without the names of neighbours or others who reported it.',
  })
  readonly description!: string;
}

/**
 * A file that goes with a notice: the copy of a termination for particularly serious disturbances.
 *
 * @legalSource JB-12-42-SERIOUS
 */
@InputType({ description: 'A file that goes with a notice, at most 2 MiB before encoding.' })
export class DocumentInput {
  @Field(() => String, { description: 'Media type of the file, which must be application/pdf.' })
  readonly mediaType!: string;

  @Field(() => String, { description: 'The file itself in base64.' })
  readonly contentBase64!: string;
}

import { Field, ObjectType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/**
 * One disturbance of which the landlord tells the social board.
 *
 * @swedish störning i boendet
 * @legalSource JB-12-25A-DISTURB
 * @legalSource OSL-26-5
 * @legalSource GDPR-9-10
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One disturbance of which the landlord tells the social board.',
})
export class Disturbance {
  @Field(() => LocalDateScalar, { description: 'The day on which it occurred.' })
  readonly occurredOn!: string;

  @Field(() => String, { description: 'What kind of disturbance it was, in a word or two.' })
  readonly category!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What happened, in the landlord’s words and without names of neighbours.',
  })
  readonly description!: string | null;
}

/**
 * A file that goes with a notice: the copy of a termination for particularly serious disturbances.
 *
 * @legalSource JB-12-42-SERIOUS
 */
@ObjectType({
  simpleResolvers: true,
  description: 'A file that goes with a notice, encrypted where it is stored.',
})
export class Document {
  @Field(() => String, { description: 'Media type of the file, application/pdf.' })
  readonly mediaType!: string;

  @Field(() => String, {
    description: 'SHA-256 of the file in hexadecimal digits, by which copies can be compared.',
  })
  readonly sha256!: string;

  @Field(() => String, { description: 'The file itself in base64.' })
  readonly contentBase64!: string;
}

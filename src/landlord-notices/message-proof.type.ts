import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../shared';

/**
 * The way on which the message was given to the social board.
 *
 * @legalSource JB-12-63-DISPATCH
 */
export enum MessageChannel {
  GATEWAY = 'GATEWAY',
  REGISTERED_LETTER = 'REGISTERED_LETTER',
  OTHER = 'OTHER',
}

registerEnumType(MessageChannel, {
  name: 'MessageChannel',
  description: 'The way on which the message was given to the social board.',
  valuesConfig: {
    GATEWAY: { description: 'Through this gateway: receipt by the board counts.' },
    REGISTERED_LETTER: {
      description: 'By registered letter to the board’s usual address: dispatch counts.',
    },
    OTHER: { description: 'On another way: provable receipt by the board counts.' },
  },
});

/**
 * When and how the message was given to the social board; one of the two facts that start the recovery period.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-63-DISPATCH
 */
@ObjectType({
  simpleResolvers: true,
  description: 'When and how the message was given to the social board.',
})
export class MessageProof {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the message was sent; what counts for a registered letter.',
  })
  readonly sentAt!: Date | string | null;

  @Field(() => MessageChannel, { description: 'The way on which the message was sent.' })
  readonly channel!: MessageChannel;

  @Field(() => DateTimeScalar, {
    description: 'When the message reached the board’s registry; it tells nothing about handling.',
  })
  readonly receivedByBoardAt!: Date | string;

  @Field(() => String, {
    nullable: true,
    description: 'What proves the sending, such as the number of a registered letter.',
  })
  readonly proofReference!: string | null;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '../shared';

/** How the board tried to reach the tenant. */
export enum ContactChannel {
  LETTER = 'LETTER',
  PHONE = 'PHONE',
  SMS = 'SMS',
  EMAIL = 'EMAIL',
  HOME_VISIT = 'HOME_VISIT',
  MEETING = 'MEETING',
}

registerEnumType(ContactChannel, {
  name: 'ContactChannel',
  description: 'How the board tried to reach the tenant.',
  valuesConfig: {
    LETTER: { description: 'A letter.' },
    PHONE: { description: 'A telephone call.' },
    SMS: { description: 'A text message.' },
    EMAIL: { description: 'An e-mail.' },
    HOME_VISIT: { description: 'A visit to the home.' },
    MEETING: { description: 'A meeting at the board or elsewhere.' },
  },
});

/** What came of an attempt to reach the tenant. */
export enum ContactResult {
  NO_ANSWER = 'NO_ANSWER',
  REACHED = 'REACHED',
  DECLINED_HELP = 'DECLINED_HELP',
  MEETING_BOOKED = 'MEETING_BOOKED',
}

registerEnumType(ContactResult, {
  name: 'ContactResult',
  description: 'What came of an attempt to reach the tenant.',
  valuesConfig: {
    NO_ANSWER: { description: 'The tenant did not answer.' },
    REACHED: { description: 'The board and the tenant were in contact.' },
    DECLINED_HELP: { description: 'The tenant does not want the board’s help.' },
    MEETING_BOOKED: { description: 'A meeting with the tenant is booked.' },
  },
});

/**
 * One attempt of the board to reach the tenant and offer support.
 *
 * @swedish kontaktförsök
 * @legalSource SOL-14-3-DOC
 * @legalSource OSL-26-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One attempt of the board to reach the tenant and offer support.',
})
export class ContactAttempt {
  @Field(() => DateTimeScalar, { description: 'When the attempt was made.' })
  readonly at!: Date | string;

  @Field(() => ContactChannel, { description: 'How the board tried.' })
  readonly channel!: ContactChannel;

  @Field(() => ContactResult, { description: 'What came of it.' })
  readonly result!: ContactResult;
}

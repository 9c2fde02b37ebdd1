import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar, LocalDateScalar } from '../shared';
import { Caseworker } from './caseworker.type';

/**
 * The board's confirmation of the time that is set now: due on the civil day of the notice. A moved time needs another one.
 *
 * @swedish bekräftelse
 * @legalSource SOF-11-3-ACK
 * @legalSource OSL-10-28
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The board’s same-day confirmation of the time of the eviction.',
})
export class EvictionConfirmation {
  @Field(() => DateTimeScalar, { description: 'When the board confirmed the time.' })
  readonly confirmedAt!: Date | string;

  @Field(() => LocalDateScalar, { description: 'The civil day on which it was due.' })
  readonly dueOn!: string;

  @Field(() => Boolean, { description: 'Whether it came on that day.' })
  readonly onTime!: boolean;

  @Field(() => Caseworker, { description: 'The caseworker whom the board has named.' })
  readonly caseworker!: Caseworker;
}

import { Field, ID, ObjectType } from 'type-graphql';
import type { OwnerSwitch } from '../../disclosure';
import { DateTimeScalar, LocalDateScalar } from '../../shared';
import { OWNER_SWITCHES } from './owner-switch.type';

/**
 * An authority's own assessment, made once for a kind of case, that it may tell others what no express duty obliges it to tell.
 *
 * @swedish stående beslut
 * @legalSource OSL-10-27
 */
@ObjectType({
  simpleResolvers: true,
  description: 'By which an authority opens fields of its own, until a day or until it is ended.',
})
export class StandingDecision {
  @Field(() => ID, { description: 'The reading organisation’s own alias of the decision.' })
  readonly id!: string;

  @Field(() => String, {
    description: 'The authority whose decision it is: organisation number or id of the board.',
  })
  readonly owner!: string;

  @Field(() => OWNER_SWITCHES, { description: 'What it opens.' })
  readonly switch!: OwnerSwitch;

  @Field(() => String, { description: 'Who decided, by name or function.' })
  readonly decidedBy!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the decision.' })
  readonly decidedOn!: string;

  @Field(() => String, { description: 'Where the decision is kept at the authority.' })
  readonly reference!: string;

  @Field(() => LocalDateScalar, { description: 'The last day on which it holds.' })
  readonly validTo!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was ended before its time; null while it was not.',
  })
  readonly endedAt!: Date | string | null;
}

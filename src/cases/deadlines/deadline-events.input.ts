import { Field, InputType } from 'type-graphql';
import { DateTimeScalar, LocalDateScalar } from '../../shared';
import { Tenure } from '../dwelling.type';

/**
 * Events from which clocks are counted; all may be left out, and each is one that counts in law.
 *
 * @legalSource TIME-5
 */
@InputType({
  description:
    'Events to count from; a clock is answered where at least one of its events is given.',
})
export class DeadlineEvents {
  @Field(() => Tenure, {
    nullable: true,
    defaultValue: Tenure.RENTED,
    description: 'The right by which the home is held; a flat rented at first hand if left out.',
  })
  readonly tenure?: Tenure | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the rent was due.',
  })
  readonly rentDueOn?: string | null;

  @Field(() => [LocalDateScalar], {
    nullable: true,
    description:
      'For each tenant the day on which the recovery notice was served, by a method that counts; at most 100.',
  })
  readonly tenantServedOn?: readonly string[] | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The day on which the message was given to the social board: dispatch of a registered letter, or provable receipt.',
  })
  readonly messageGivenOn?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the landlord was sent word that the tenant contests.',
  })
  readonly contestationSentOn?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of Kronofogden’s decision (utslag).',
  })
  readonly decidedOn?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which Kronofogden had the necessary documents.',
  })
  readonly documentsReceivedOn?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description:
      'The day of the tenant’s opportunity to comment; of its sending if the tenant lives abroad.',
  })
  readonly defendantHeardOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the tenant lives abroad; no if left out.',
  })
  readonly defendantAbroad?: boolean | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which enforcement was applied for.',
  })
  readonly enforcementAppliedOn?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the eviction was carried out.',
  })
  readonly executedOn?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The instant at which the board was notified of the time of the eviction.',
  })
  readonly evictionTimeNotifiedAt?: string | null;
}

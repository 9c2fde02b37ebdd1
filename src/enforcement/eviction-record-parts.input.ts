import { Field, InputType } from 'type-graphql';
import { LocalDateScalar, LocalTimeScalar, SekScalar } from '../shared';
import { ClosureKind } from './closure.type';

/**
 * The summary process before the enforcement.
 *
 * @swedish summarisk process, vanlig handräckning
 * @legalSource BFL-3-EVICTION
 * @legalSource BFL-33-TRANSFER
 */
@InputType({
  description: 'The summary process (vanlig handräckning) that came before the enforcement.',
})
export class SummaryCaseInput {
  @Field(() => LocalDateScalar, { description: 'The day on which the application came in.' })
  readonly appliedOn!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True if the tenant has contested the application.',
  })
  readonly contested?: boolean | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the applicant was sent word of the contestation.',
  })
  readonly contestationSentOn?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of the decision (utslag).',
  })
  readonly decidedOn?: string | null;
}

/**
 * The decision or judgment that is enforced.
 *
 * @swedish exekutionstitel
 * @legalSource UB-3-12-ENFORCEABLE
 */
@InputType({ description: 'The decision or judgment that is enforced (exekutionstitel).' })
export class EnforcementTitleInput {
  @Field(() => String, { description: 'What kind of decision it is, such as utslag or dom.' })
  readonly kind!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the decision or judgment.' })
  readonly decidedOn!: string;

  @Field(() => String, { description: 'The ground on which the tenant has to move.' })
  readonly ground!: string;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The claim decided upon, in kronor.',
  })
  readonly claim?: string | null;
}

/**
 * The time that is set for the eviction.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource UF-16-4-TIME
 */
@InputType({ description: 'The time that is set for the eviction.' })
export class EvictionTimeInput {
  @Field(() => LocalDateScalar, { description: 'The day of the eviction.' })
  readonly date!: string;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: 'The time of day; left out if only the day is set.',
  })
  readonly time?: string | null;
}

/**
 * A stay that Kronofogden has granted out of regard for the tenant.
 *
 * @swedish anstånd
 * @legalSource UB-16-4-STAY
 */
@InputType({ description: 'A stay (anstånd) that Kronofogden has granted.' })
export class StayInput {
  @Field(() => LocalDateScalar, { description: 'The day of the decision.' })
  readonly decidedOn!: string;

  @Field(() => LocalDateScalar, { description: 'The last day of the stay.' })
  readonly until!: string;

  @Field(() => Boolean, {
    description: 'True if it was granted for exceptional reasons, which allow four weeks.',
  })
  readonly exceptional!: boolean;

  @Field(() => String, { nullable: true, description: 'The reasons for the stay.' })
  readonly reasons?: string | null;
}

/**
 * The closing of Kronofogden's case.
 *
 * @swedish avskrivning
 * @legalSource BFL-22-WITHDRAW
 * @legalSource UB-16-5-DEFERRAL
 */
@InputType({ description: 'The closing of Kronofogden’s case.' })
export class ClosureInput {
  @Field(() => ClosureKind, { description: 'Why the case was closed.' })
  readonly kind!: ClosureKind;

  @Field(() => LocalDateScalar, { description: 'The day on which the case was closed.' })
  readonly on!: string;
}

/**
 * Where the tenant's property is kept after an eviction.
 *
 * @swedish magasinering
 * @legalSource UB-16-6-STORAGE
 */
@InputType({ description: 'Where the tenant’s property is kept after an eviction.' })
export class StorageInput {
  @Field(() => String, { nullable: true, description: 'The place where the property is kept.' })
  readonly place?: string | null;

  @Field(() => LocalDateScalar, {
    description: 'The day from which property that was not collected may be sold.',
  })
  readonly endsOn!: string;
}

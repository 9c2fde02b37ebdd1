import { Field, ObjectType } from 'type-graphql';
import { LocalDateScalar, SekScalar } from '../shared';

/**
 * The summary process before the enforcement, in which a landlord asks Kronofogden for a decision.
 *
 * @swedish summarisk process, vanlig handräckning
 * @legalSource BFL-3-EVICTION
 * @legalSource BFL-33-TRANSFER
 * @legalSource OSL-34-SUMMARY
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The summary process (vanlig handräckning) that came before the enforcement.',
})
export class SummaryCase {
  @Field(() => LocalDateScalar, { description: 'The day on which the application came in.' })
  readonly appliedOn!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True if the tenant has contested the application.',
  })
  readonly contested!: boolean | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the applicant was sent word of the contestation.',
  })
  readonly contestationSentOn!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of the decision (utslag).',
  })
  readonly decidedOn!: string | null;
}

/**
 * The decision or judgment that is enforced.
 *
 * @swedish exekutionstitel
 * @legalSource UB-3-12-ENFORCEABLE
 * @legalSource OSL-34-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The decision or judgment that is enforced (exekutionstitel).',
})
export class EnforcementTitle {
  @Field(() => String, { description: 'What kind of decision it is, such as utslag or dom.' })
  readonly kind!: string;

  @Field(() => LocalDateScalar, { description: 'The day of the decision or judgment.' })
  readonly decidedOn!: string;

  @Field(() => String, { description: 'The ground on which the tenant has to move.' })
  readonly ground!: string;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The claim decided upon, in kronor; null if the decision is about moving alone.',
  })
  readonly claim!: string | null;
}

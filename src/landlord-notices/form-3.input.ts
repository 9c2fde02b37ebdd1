import { Field, InputType } from 'type-graphql';
import { DateTimeScalar, LocalDateScalar, SekScalar } from '../shared';
import { LandlordCategory } from './landlord-party.type';
import { MessageChannel } from './message-proof.type';
import { ServiceMethod } from './termination.type';

/**
 * The landlord as item 1 of the form names it; who it is in law comes from the token.
 *
 * @swedish hyresvärd
 * @legalSource JB-12-44-FORMS
 */
@InputType({ description: 'The landlord behind a notice: item 1 of form 3.' })
export class LandlordInput {
  @Field(() => String, { description: 'Name of the landlord.' })
  readonly name!: string;

  @Field(() => LandlordCategory, { description: 'What kind of landlord it is.' })
  readonly category!: LandlordCategory;

  @Field(() => String, { description: 'Postal address of the landlord.' })
  readonly postalAddress!: string;

  @Field(() => String, {
    description: 'Telephone number at which the landlord can be reached about the notice.',
  })
  readonly phone!: string;
}

/**
 * Rent for one period that must be paid to recover the tenancy: item 4 of the form.
 *
 * @swedish hyresfordran
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-20-DUE
 */
@InputType({
  description: 'Unpaid rent for one period, with the interest claimed on it: item 4 of form 3.',
})
export class RentClaimInput {
  @Field(() => LocalDateScalar, { description: 'First day of the period that the rent is for.' })
  readonly periodStart!: string;

  @Field(() => LocalDateScalar, {
    description: 'Last day of the period that the rent is for, itself included.',
  })
  readonly periodEnd!: string;

  @Field(() => LocalDateScalar, { description: 'The day on which the rent fell due.' })
  readonly dueOn!: string;

  @Field(() => SekScalar, {
    description: 'The unpaid rent in kronor, without reminder or collection fees.',
  })
  readonly amount!: string;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The interest claimed in kronor; left out if none is claimed.',
  })
  readonly interest?: string | null;
}

/**
 * How the rent can be paid: item 5 of the form, at least one way.
 *
 * @legalSource JB-12-44-FORMS
 */
@InputType({ description: 'How the rent can be paid, at least one way: item 5 of form 3.' })
export class PaymentInstructionInput {
  @Field(() => String, { nullable: true, description: 'Bankgiro number to pay to.' })
  readonly bankgiro?: string | null;

  @Field(() => String, { nullable: true, description: 'Plusgiro number to pay to.' })
  readonly plusgiro?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Payment reference (OCR number) that the payment must carry.',
  })
  readonly ocr?: string | null;

  @Field(() => String, { nullable: true, description: 'Another way to pay, in words.' })
  readonly other?: string | null;
}

/**
 * The landlord's termination of the lease.
 *
 * @swedish uppsägning
 * @legalSource JB-12-8-TERMINATION
 */
@InputType({ description: 'The termination (uppsägning) of the lease.' })
export class TerminationInput {
  @Field(() => LocalDateScalar, { description: 'The day of the termination.' })
  readonly on!: string;

  @Field(() => String, { description: 'The ground of the termination.' })
  readonly ground!: string;
}

/**
 * Service of the recovery notice on one tenant.
 *
 * @swedish delgivning av underrättelse
 * @legalSource JB-12-44-RECOVERY
 * @legalSource DELG-18-RECEIVED
 */
@InputType({
  description: 'Service on one tenant of the notice that payment gives the tenancy back.',
})
export class TenantServiceInput {
  @Field(() => String, { description: 'Name of the tenant who was served, as under tenants.' })
  readonly tenantName!: string;

  @Field(() => LocalDateScalar, { description: 'The day on which service was complete.' })
  readonly servedOn!: string;

  @Field(() => ServiceMethod, { description: 'How the tenant was served.' })
  readonly method!: ServiceMethod;
}

/**
 * Proof of a message that also went another way than through the gateway, which may set an earlier day.
 *
 * @legalSource JB-12-63-DISPATCH
 */
@InputType({
  description: 'Proof of a message that also went another way, by registered letter say.',
})
export class MessageProofInput {
  @Field(() => DateTimeScalar, { description: 'When the message was sent that way.' })
  readonly sentAt!: string;

  @Field(() => MessageChannel, { description: 'The way on which the message was sent.' })
  readonly channel!: MessageChannel;

  @Field(() => String, {
    description: 'What proves the sending, such as the number of a registered letter.',
  })
  readonly proofReference!: string;
}

import { Field, ID, InputType } from 'type-graphql';
import { DwellingInput, TenantInput } from '../cases';
import { LocalDateScalar, SekScalar } from '../shared';
import { DisturbanceInput, DocumentInput } from './disturbance.input';
import {
  LandlordInput,
  MessageProofInput,
  PaymentInstructionInput,
  RentClaimInput,
  TenantServiceInput,
  TerminationInput,
} from './form-3.input';
import { NoticeKind } from './notice-kind.type';

/**
 * A statutory message as the landlord submits it; which parts are required follows from its kind.
 *
 * @swedish meddelande till socialnämnden
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-25A-DISTURB
 * @legalSource JB-12-42-SERIOUS
 */
@InputType({
  description:
    'A statutory message to the social board; which parts are required follows from its kind.',
})
export class SubmitNoticeInput {
  @Field(() => String, {
    description:
      'Chosen by the client, per organisation and principal: the same key with the same input returns the first outcome.',
  })
  readonly idempotencyKey!: string;

  @Field(() => NoticeKind, { description: 'Which statutory message it is.' })
  readonly kind!: NoticeKind;

  @Field(() => LandlordInput, { description: 'The landlord behind the notice.' })
  readonly landlord!: LandlordInput;

  @Field(() => String, {
    nullable: true,
    description: 'The landlord’s own reference, which is shown to the landlord only.',
  })
  readonly landlordReference?: string | null;

  @Field(() => [TenantInput], { description: 'All persons on the lease, one or more.' })
  readonly tenants!: readonly TenantInput[];

  @Field(() => DwellingInput, { description: 'The home that the notice is about.' })
  readonly dwelling!: DwellingInput;

  @Field(() => [RentClaimInput], {
    nullable: true,
    description: 'The unpaid rent, period by period; required for ARREARS.',
  })
  readonly claims?: readonly RentClaimInput[] | null;

  @Field(() => SekScalar, {
    nullable: true,
    description:
      'What must be paid to recover the tenancy; required for ARREARS, equal to all claims with their interest (RH 1995:34).',
  })
  readonly recoveryTotal?: string | null;

  @Field(() => PaymentInstructionInput, {
    nullable: true,
    description: 'How the rent can be paid; required for ARREARS, with at least one way.',
  })
  readonly paymentInstruction?: PaymentInstructionInput | null;

  @Field(() => TerminationInput, {
    nullable: true,
    description: 'The termination of the lease; required for ARREARS.',
  })
  readonly termination?: TerminationInput | null;

  @Field(() => [TenantServiceInput], {
    nullable: true,
    description: 'Service of the recovery notice on each tenant, as far as it has been done.',
  })
  readonly tenantServed?: readonly TenantServiceInput[] | null;

  @Field(() => MessageProofInput, {
    nullable: true,
    description: 'Only if the message also went another way, by registered letter say.',
  })
  readonly message?: MessageProofInput | null;

  @Field(() => [DisturbanceInput], {
    nullable: true,
    description: 'What happened; required for both kinds of disturbance.',
  })
  readonly disturbances?: readonly DisturbanceInput[] | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the tenant was called on to stop; required for DISTURBANCE.',
  })
  readonly calledOnTenantOn?: string | null;

  @Field(() => DocumentInput, {
    nullable: true,
    description: 'Copy of the termination; required for SERIOUS_DISTURBANCE.',
  })
  readonly terminationCopy?: DocumentInput | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The caller’s alias of the earlier notice whose place this one takes.',
  })
  readonly supersedes?: string | null;
}

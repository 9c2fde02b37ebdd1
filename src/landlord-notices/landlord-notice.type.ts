import { Field, Float, ID, ObjectType } from 'type-graphql';
import { Dwelling, Receipt, Tenant } from '../cases';
import { LocalDateScalar, SekScalar } from '../shared';
import { Disturbance, Document } from './disturbance.type';
import { LandlordParty } from './landlord-party.type';
import { MessageProof } from './message-proof.type';
import { NoticeKind, NoticeStatus } from './notice-kind.type';
import { PaymentInstruction, RentClaim } from './rent-claim.type';
import { Termination, TenantService } from './termination.type';

/**
 * Something in a notice that is missing or odd, but no ground for refusing it.
 *
 * @legalSource JB-12-44-FORM-CASES
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Something in a notice that is missing or odd, but no ground for refusing it.',
})
export class NoticeWarning {
  @Field(() => String, { description: 'Fixed code of the warning, for programs.' })
  readonly code!: string;

  @Field(() => String, { description: 'What is missing or odd and what may follow, for people.' })
  readonly message!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Id of the legal rule behind the warning.',
  })
  readonly ruleId!: string | null;
}

/**
 * The landlord's statutory message to the social board, kept as it was received.
 *
 * @swedish meddelande till socialnämnden
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-25A-DISTURB
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'The landlord’s statutory message to the social board: form 3 of SFS 1978:314, or the message about disturbances (JB 12:25 a).',
})
export class Notice {
  @Field(() => ID, {
    description: 'The reading organisation’s own alias of the notice, of no use to another reader.',
  })
  readonly id!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Random number with a check character, which the landlord quotes to Kronofogden.',
  })
  readonly receiptNumber!: string | null;

  @Field(() => NoticeKind, {
    nullable: true,
    description: 'Which statutory message the notice is.',
  })
  readonly kind!: NoticeKind | null;

  @Field(() => LandlordParty, { nullable: true, description: 'The landlord behind the notice.' })
  readonly landlord!: LandlordParty | null;

  @Field(() => String, {
    nullable: true,
    description: 'The landlord’s own reference, which is shown to the landlord only.',
  })
  readonly landlordReference!: string | null;

  @Field(() => [Tenant], {
    nullable: true,
    description: 'All persons on the lease, as the landlord named them.',
  })
  readonly tenants!: readonly Tenant[] | null;

  @Field(() => Dwelling, { nullable: true, description: 'The home that the notice is about.' })
  readonly dwelling!: Dwelling | null;

  @Field(() => [RentClaim], {
    nullable: true,
    description: 'The unpaid rent, period by period.',
  })
  readonly claims!: readonly RentClaim[] | null;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'What must be paid to recover the tenancy: all claims with their interest.',
  })
  readonly recoveryTotal!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How many months of rent the arrears cover.',
  })
  readonly arrearsMonths!: number | null;

  @Field(() => PaymentInstruction, { nullable: true, description: 'How the rent can be paid.' })
  readonly paymentInstruction!: PaymentInstruction | null;

  @Field(() => Termination, { nullable: true, description: 'The termination of the lease.' })
  readonly termination!: Termination | null;

  @Field(() => [TenantService], {
    nullable: true,
    description: 'Service of the recovery notice on each tenant, as far as reported.',
  })
  readonly tenantServed!: readonly TenantService[] | null;

  @Field(() => MessageProof, {
    nullable: true,
    description: 'When and how the message was given to the board.',
  })
  readonly message!: MessageProof | null;

  @Field(() => Receipt, {
    nullable: true,
    description:
      'Signed proof that the notice reached the board; the landlord’s own id of the notice is the salt of its hash.',
  })
  readonly receipt!: Receipt | null;

  @Field(() => [Disturbance], {
    nullable: true,
    description: 'The disturbances of which the landlord tells.',
  })
  readonly disturbances!: readonly Disturbance[] | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the tenant was called on to stop.',
  })
  readonly calledOnTenantOn!: string | null;

  @Field(() => Document, {
    nullable: true,
    description: 'Copy of the termination, for particularly serious disturbances only.',
  })
  readonly terminationCopy!: Document | null;

  @Field(() => NoticeStatus, { nullable: true, description: 'What has become of the notice.' })
  readonly status!: NoticeStatus | null;

  @Field(() => [NoticeWarning], {
    nullable: true,
    description: 'What is missing or odd in the notice, but no ground for refusing it.',
  })
  readonly warnings!: readonly NoticeWarning[] | null;

  @Field(() => ID, { nullable: true, description: 'The earlier notice whose place this one took.' })
  readonly supersedes!: string | null;

  @Field(() => ID, { nullable: true, description: 'The later notice that took this one’s place.' })
  readonly supersededBy!: string | null;
}

/**
 * Answers the submission of one notice with the notice, read back under the landlord's own rights.
 *
 * @legalSource JB-12-44-RECOVERY
 */
@ObjectType({ simpleResolvers: true, description: 'The answer to the submission of a notice.' })
export class NoticePayload {
  @Field(() => Notice, { description: 'The notice as it was received.' })
  readonly notice!: Notice;
}

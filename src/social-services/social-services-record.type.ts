import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Consent } from '../cases';
import { DateTimeScalar } from '../shared';
import { Assessment } from './assessment.type';
import { Attendance } from './attendance.type';
import { CaseOutcome } from './case-outcome.type';
import { Caseworker } from './caseworker.type';
import { ContactAttempt } from './contact-attempt.type';
import { EvictionConfirmation } from './eviction-confirmation.type';
import { FinancialAid } from './financial-aid.type';
import { Household } from './household.type';
import { PaymentPlan } from './payment-plan.type';
import { RentUndertaking } from './rent-undertaking.type';

/** How far the board's work on a case has come. */
export enum SocialCaseStatus {
  NEW = 'NEW',
  ASSIGNED = 'ASSIGNED',
  IN_CONTACT = 'IN_CONTACT',
  PLAN_IN_PLACE = 'PLAN_IN_PLACE',
  MONITORING = 'MONITORING',
  CLOSED = 'CLOSED',
}

registerEnumType(SocialCaseStatus, {
  name: 'SocialCaseStatus',
  description: 'How far the board’s work on a case has come.',
  valuesConfig: {
    NEW: { description: 'The board has not yet taken the case on.' },
    ASSIGNED: { description: 'A caseworker is responsible.' },
    IN_CONTACT: { description: 'The tenant has been reached.' },
    PLAN_IN_PLACE: { description: 'There is a plan for how the debt will be paid.' },
    MONITORING: { description: 'The board follows the case without acting at present.' },
    CLOSED: { description: 'The board has closed its work with an outcome.' },
  },
});

/** How urgent a case is for the board. */
export enum Priority {
  NORMAL = 'NORMAL',
  HIGH = 'HIGH',
  URGENT = 'URGENT',
}

registerEnumType(Priority, {
  name: 'Priority',
  description: 'How urgent a case is for the board.',
  valuesConfig: {
    NORMAL: { description: 'Nothing calls for more than the usual pace.' },
    HIGH: { description: 'Something about the household or the debt calls for speed.' },
    URGENT: { description: 'The home may be lost within days, or several reasons meet.' },
  },
});

/**
 * The board's own record of a case; journal, health and notes stay in the board's system.
 *
 * @legalSource OSL-26-1
 * @legalSource SPL-7A
 * @legalSource SOL-14-3-DOC
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'The board’s own record; what has no use across agencies (journal, health, notes) stays in the board’s system.',
})
export class SocialServicesRecord {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the board took the case on.' })
  readonly openedAt!: Date | string | null;

  @Field(() => SocialCaseStatus, {
    nullable: true,
    description: 'How far the board’s work has come.',
  })
  readonly status!: SocialCaseStatus | null;

  @Field(() => String, {
    nullable: true,
    description: 'The board’s reference to its own personal file (personakt).',
  })
  readonly journalReference!: string | null;

  @Field(() => Priority, {
    nullable: true,
    description: 'How urgent the case is, computed from what the board itself may read.',
  })
  readonly priority!: Priority | null;

  @Field(() => [String], {
    nullable: true,
    description: 'What the priority follows from, one entry for each reason.',
  })
  readonly priorityReasons!: readonly string[] | null;

  @Field(() => Caseworker, {
    nullable: true,
    description: 'The caseworker who is responsible at the board.',
  })
  readonly caseworker!: Caseworker | null;

  @Field(() => Household, { nullable: true, description: 'Who lives in the home.' })
  readonly household!: Household | null;

  @Field(() => [ContactAttempt], {
    nullable: true,
    description: 'The board’s attempts to reach the tenant, in the order of their time.',
  })
  readonly contacts!: readonly ContactAttempt[] | null;

  @Field(() => Assessment, {
    nullable: true,
    description: 'The latest assessment of pattern and cause of the arrears.',
  })
  readonly assessment!: Assessment | null;

  @Field(() => FinancialAid, {
    nullable: true,
    description:
      'Financial aid for the rent; for others than the board, while the tenant consents.',
  })
  readonly financialAid!: FinancialAid | null;

  @Field(() => PaymentPlan, {
    nullable: true,
    description: 'The board’s own proposal; the landlord reads it while the tenant consents.',
  })
  readonly paymentPlan!: PaymentPlan | null;

  @Field(() => EvictionConfirmation, {
    nullable: true,
    description:
      'The board’s confirmation of the time that is set; for its auditors the last one, whatever became of the time.',
  })
  readonly evictionConfirmation!: EvictionConfirmation | null;

  @Field(() => Attendance, {
    nullable: true,
    description: 'Whether the board comes at the time that is set; null until it has said so.',
  })
  readonly attendance!: Attendance | null;

  @Field(() => RentUndertaking, {
    nullable: true,
    description:
      'The latest undertaking of the board to answer for the rent; for a landlord, the one that it was told itself.',
  })
  readonly rentUndertaking!: RentUndertaking | null;

  @Field(() => [Consent], {
    nullable: true,
    description:
      'Consents that the board has recorded; for others those in force that name them, else null.',
  })
  readonly consents!: readonly Consent[] | null;

  @Field(() => CaseOutcome, { nullable: true, description: 'How the case ended.' })
  readonly outcome!: CaseOutcome | null;
}

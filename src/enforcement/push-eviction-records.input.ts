import { Field, InputType, Int } from 'type-graphql';
import { DwellingInput, TenantInput } from '../cases';
import { LocalDateScalar, OrganisationNumberScalar } from '../shared';
import { EnforcementStatus } from './enforcement-status.type';
import {
  ClosureInput,
  EnforcementTitleInput,
  EvictionTimeInput,
  StayInput,
  StorageInput,
  SummaryCaseInput,
} from './eviction-record-parts.input';

/**
 * The whole eviction record as Kronofogden has it now; what is left out is no longer so.
 *
 * @swedish avhysningsmål
 * @legalSource UF-16-2-NOTIFY
 */
@InputType({
  description:
    'The whole record as Kronofogden has it now: an older version is STALE, a known one UNCHANGED if its content is the same and REJECTED if not.',
})
export class EvictionRecordInput {
  @Field(() => String, { description: 'Kronofogden’s case number (målnummer).' })
  readonly caseNumber!: string;

  @Field(() => Int, { description: 'Kronofogden’s own number of this version, which rises.' })
  readonly version!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Receipt number of the notice as the applicant quoted it; without it applicant and defendant decide which case it is.',
  })
  readonly noticeReceiptNumber?: string | null;

  @Field(() => DwellingInput, { description: 'The home to be vacated.' })
  readonly dwelling!: DwellingInput;

  @Field(() => OrganisationNumberScalar, {
    description: 'Organisation number of the applicant (sökande).',
  })
  readonly applicant!: string;

  @Field(() => [TenantInput], { description: 'Those who have to move (svarande), one or more.' })
  readonly defendants!: readonly TenantInput[];

  @Field(() => EnforcementStatus, { description: 'Where the case stands.' })
  readonly status!: EnforcementStatus;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which eviction was applied for at the enforcement stage.',
  })
  readonly appliedOn?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the documents needed were complete.',
  })
  readonly documentsReceivedOn?: string | null;

  @Field(() => SummaryCaseInput, {
    nullable: true,
    description: 'The summary process that came before the enforcement.',
  })
  readonly summaryCase?: SummaryCaseInput | null;

  @Field(() => EnforcementTitleInput, {
    nullable: true,
    description: 'The decision or judgment that is enforced.',
  })
  readonly title?: EnforcementTitleInput | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the tenant was given the opportunity to comment.',
  })
  readonly heardOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True if the defendant lives abroad, which lengthens the time to comment.',
  })
  readonly defendantAbroad?: boolean | null;

  @Field(() => EvictionTimeInput, {
    nullable: true,
    description: 'The time set for the eviction; left out, no time is set any more.',
  })
  readonly evictionTime?: EvictionTimeInput | null;

  @Field(() => StayInput, {
    nullable: true,
    description: 'A stay that Kronofogden has granted.',
  })
  readonly stay?: StayInput | null;

  @Field(() => ClosureInput, { nullable: true, description: 'The closing of the case.' })
  readonly closure?: ClosureInput | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the eviction was carried out.',
  })
  readonly executedOn?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True if children are affected by the eviction.',
  })
  readonly childrenAffected?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How many children are affected.' })
  readonly childrenCount?: number | null;

  @Field(() => StorageInput, {
    nullable: true,
    description: 'Where the tenant’s property is kept after the eviction.',
  })
  readonly storage?: StorageInput | null;
}

/**
 * A push of 1 to 2 000 records, each answered on its own.
 *
 * @legalSource UF-16-2-NOTIFY
 */
@InputType({ description: 'A push of eviction records, each answered on its own.' })
export class PushEvictionRecordsInput {
  @Field(() => String, {
    description:
      'Chosen by the client: the same key with the same input returns the first outcome.',
  })
  readonly idempotencyKey!: string;

  @Field(() => [EvictionRecordInput], { description: 'The records, 1 to 2 000 of them.' })
  readonly records!: readonly EvictionRecordInput[];
}

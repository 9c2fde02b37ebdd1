import { Field, Int, ObjectType } from 'type-graphql';
import { Consent, Dwelling, Tenant } from '../cases';
import { DateTimeScalar, LocalDateScalar, OrganisationNumberScalar } from '../shared';
import { Closure, Storage } from './closure.type';
import { EnforcementStatus } from './enforcement-status.type';
import { EnforcementTitle, SummaryCase } from './enforcement-title.type';
import { EvictionTime, Stay } from './eviction-time.type';

/**
 * One version of an eviction record among those that Kronofogden has pushed.
 *
 * @legalSource UF-16-2-NOTIFY
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One version of the record among those that Kronofogden has pushed.',
})
export class EnforcementChange {
  @Field(() => Int, { description: 'Kronofogden’s own number of the version.' })
  readonly version!: number;

  @Field(() => DateTimeScalar, { description: 'When the gateway received the version.' })
  readonly recordedAt!: Date | string;

  @Field(() => EnforcementStatus, { description: 'Where the case stood in that version.' })
  readonly status!: EnforcementStatus;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The eviction date in that version; null if none was set.',
  })
  readonly evictionDate!: string | null;
}

/**
 * Kronofogden's record of one eviction case, as it last pushed it.
 *
 * @swedish avhysningsmål
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-10-28
 * @legalSource OSL-34-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Kronofogden’s record of one eviction case, as Kronofogden last pushed it.',
})
export class EnforcementRecord {
  @Field(() => String, { nullable: true, description: 'Kronofogden’s case number (målnummer).' })
  readonly caseNumber!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Kronofogden’s own number of this version of the record.',
  })
  readonly version!: number | null;

  @Field(() => EnforcementStatus, {
    nullable: true,
    description: 'Where the case stands, as far as the reader may know.',
  })
  readonly status!: EnforcementStatus | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which eviction was applied for at the enforcement stage.',
  })
  readonly appliedOn!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the documents needed were complete.',
  })
  readonly documentsReceivedOn!: string | null;

  @Field(() => Dwelling, {
    nullable: true,
    description: 'The home to be vacated, as Kronofogden pushed it.',
  })
  readonly dwelling!: Dwelling | null;

  @Field(() => OrganisationNumberScalar, {
    nullable: true,
    description: 'Organisation number of the applicant (sökande).',
  })
  readonly applicant!: string | null;

  @Field(() => SummaryCase, {
    nullable: true,
    description: 'The summary process that came before the enforcement.',
  })
  readonly summaryCase!: SummaryCase | null;

  @Field(() => EnforcementTitle, {
    nullable: true,
    description: 'The decision or judgment that is enforced.',
  })
  readonly title!: EnforcementTitle | null;

  @Field(() => [Tenant], {
    nullable: true,
    description: 'Those who have to move (svarande), as Kronofogden pushed them.',
  })
  readonly defendants!: readonly Tenant[] | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the tenant was given the opportunity to comment.',
  })
  readonly heardOn!: string | null;

  @Field(() => EvictionTime, {
    nullable: true,
    description: 'The time set for the eviction; null if none is set or it was cleared.',
  })
  readonly evictionTime!: EvictionTime | null;

  @Field(() => Stay, { nullable: true, description: 'A stay that Kronofogden has granted.' })
  readonly stay!: Stay | null;

  @Field(() => Closure, {
    nullable: true,
    description: 'The closing of the case; null while it is open.',
  })
  readonly closure!: Closure | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day on which the eviction was carried out.',
  })
  readonly executedOn!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True if children are affected by the eviction.',
  })
  readonly childrenAffected!: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How many children are affected.' })
  readonly childrenCount!: number | null;

  @Field(() => Storage, {
    nullable: true,
    description: 'Where the tenant’s property is kept after the eviction.',
  })
  readonly storage!: Storage | null;

  @Field(() => [Consent], {
    nullable: true,
    description:
      'Consents that Kronofogden has recorded; for boards those in force that name them, else null.',
  })
  readonly consents!: readonly Consent[] | null;

  @Field(() => [EnforcementChange], {
    nullable: true,
    description: 'Every version that Kronofogden has pushed.',
  })
  readonly history!: readonly EnforcementChange[] | null;
}

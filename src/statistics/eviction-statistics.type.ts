import { Field, Int, ObjectType } from 'type-graphql';

const COUNT = 'Rounded to a multiple of five; null where suppressed.';

/**
 * Counts of one area in one closed period.
 *
 * @swedish vräkningsstatistik
 * @legalSource SPF-12-PURPOSE
 * @legalSource OSL-24-8
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'Counts of one area in one closed period, each rounded up or down to a multiple of five by chance that never changes. Fewer than five are suppressed: null and named, never 0.',
})
export class EvictionStatistics {
  @Field(() => String, {
    description: 'Code of the municipality (0180) or county (01), 00 for the country.',
  })
  readonly area!: string;

  @Field(() => String, { description: 'Name of the area.' })
  readonly areaName!: string;

  @Field(() => Int, {
    nullable: true,
    description: `Messages of landlords to social boards, corrections not counted again. ${COUNT}`,
  })
  readonly notices!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Tenancies whose whole debt the landlord reports as paid. ${COUNT}`,
  })
  readonly recovered!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Applications for eviction at the enforcement stage. ${COUNT}`,
  })
  readonly applications!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Applications that were withdrawn before execution. ${COUNT}`,
  })
  readonly withdrawn!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Evictions carried out, also where the flat was already left. ${COUNT}`,
  })
  readonly executed!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Evictions carried out by which at least one child is affected. ${COUNT}`,
  })
  readonly executedWithChildren!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: `Children who are affected by them; suppressed as well where fewer than five evictions stand behind it. ${COUNT}`,
  })
  readonly childrenAffected!: number | null;

  @Field(() => [String], { description: 'The names of the counts that are suppressed.' })
  readonly suppressed!: string[];
}

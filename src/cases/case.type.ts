import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../shared';
import { CaseStage } from './case-stage.type';
import { SocialBoard } from './social-board.type';

/**
 * One tenancy at risk of eviction; the agencies' folders contribute their own fields by field resolvers.
 *
 * @swedish ärende
 * @legalSource JB-12-44-RECOVERY
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-26-1
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'One tenancy at risk, from the first notice to its outcome, to which each agency contributes the fields of its own domain.',
})
export class Case {
  @Field(() => ID, {
    description: 'The reading organisation’s own alias of the case, of no use to another reader.',
  })
  readonly id!: string;

  @Field(() => Int, {
    description:
      'Counts the changes that this reader may read; an update passes it on as expectedVersion.',
  })
  readonly version!: number;

  @Field(() => SocialBoard, {
    nullable: true,
    description: 'The social board that answers for the area where the dwelling lies.',
  })
  readonly board!: SocialBoard | null;

  @Field(() => CaseStage, {
    nullable: true,
    description: 'The furthest stage that this reader may know of.',
  })
  readonly stage!: CaseStage | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the first notice or record that this reader may know of came in.',
  })
  readonly receivedAt!: Date | string | null;
}

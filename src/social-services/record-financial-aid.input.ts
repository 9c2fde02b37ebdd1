import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { LocalDateScalar, SekScalar } from '../shared';
import { FinancialAidStatus } from './financial-aid.type';

/**
 * Financial aid for the rent as it stands at the board: applied for, or decided.
 *
 * @swedish ekonomiskt bistånd
 * @legalSource SOL-12-1-AID
 */
@InputType({ description: 'Financial aid for the rent as it stands at the board.' })
export class RecordFinancialAidInput extends CaseChangeInput {
  @Field(() => FinancialAidStatus, { description: 'How far the application has come.' })
  readonly status!: FinancialAidStatus;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The amount granted, in kronor; required where aid was granted, else left out.',
  })
  readonly amount?: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of the decision; required once there is one, else left out.',
  })
  readonly decidedOn?: string | null;
}

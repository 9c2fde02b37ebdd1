import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { LocalDateScalar } from '../shared';
import { OutcomeKind } from './case-outcome.type';

/**
 * How a case ended, for the board's own follow-up.
 *
 * @swedish utfall
 * @legalSource SPF-12-PURPOSE
 */
@InputType({ description: 'How a case ended, for the board’s own follow-up.' })
export class RecordOutcomeInput extends CaseChangeInput {
  @Field(() => OutcomeKind, { description: 'How the case ended.' })
  readonly kind!: OutcomeKind;

  @Field(() => LocalDateScalar, { description: 'The day on which the outcome was decided.' })
  readonly decidedOn!: string;
}

import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { LocalDateScalar } from '../shared';
import { ArrearsCause, ArrearsPattern } from './assessment.type';

/**
 * The board's assessment of pattern and cause of the arrears, by fixed values without free text.
 *
 * @swedish bedömning
 * @legalSource SOL-14-3-DOC
 * @legalSource SPL-7A
 */
@InputType({ description: 'The board’s assessment of pattern and cause of the arrears.' })
export class RecordAssessmentInput extends CaseChangeInput {
  @Field(() => ArrearsPattern, { description: 'Whether it has happened once or comes back.' })
  readonly pattern!: ArrearsPattern;

  @Field(() => ArrearsCause, { description: 'The main cause.' })
  readonly cause!: ArrearsCause;

  @Field(() => LocalDateScalar, { description: 'The day of the assessment.' })
  readonly assessedOn!: string;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar, SekScalar } from '../shared';

/** How far an application for financial aid has come. */
export enum FinancialAidStatus {
  APPLIED = 'APPLIED',
  GRANTED = 'GRANTED',
  PARTLY_GRANTED = 'PARTLY_GRANTED',
  REFUSED = 'REFUSED',
}

registerEnumType(FinancialAidStatus, {
  name: 'FinancialAidStatus',
  description: 'How far an application for financial aid has come.',
  valuesConfig: {
    APPLIED: { description: 'Aid is applied for, and the board has not decided.' },
    GRANTED: { description: 'The board grants what was applied for.' },
    PARTLY_GRANTED: { description: 'The board grants a part of what was applied for.' },
    REFUSED: { description: 'The board grants nothing.' },
  },
});

/**
 * Financial aid for the rent, as the board has it; others read it by the tenant's consent alone.
 *
 * @swedish ekonomiskt bistånd
 * @legalSource SOL-12-1-AID
 * @legalSource OSL-26-1
 * @legalSource OSL-12-2
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Financial aid for the rent; others than the board read it by consent alone.',
})
export class FinancialAid {
  @Field(() => FinancialAidStatus, { description: 'How far the application has come.' })
  readonly status!: FinancialAidStatus;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The amount granted, in kronor; null unless aid was granted.',
  })
  readonly amount!: string | null;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The day of the decision; null while there is none.',
  })
  readonly decidedOn!: string | null;
}

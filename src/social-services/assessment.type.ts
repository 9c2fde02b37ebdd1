import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { LocalDateScalar } from '../shared';

/** Whether arrears have happened once or come back. */
export enum ArrearsPattern {
  ONE_OFF = 'ONE_OFF',
  REPEATED = 'REPEATED',
}

registerEnumType(ArrearsPattern, {
  name: 'ArrearsPattern',
  description: 'Whether the arrears have happened once or come back.',
  valuesConfig: {
    ONE_OFF: { description: 'A single event.' },
    REPEATED: { description: 'Rent has been late several times.' },
  },
});

/** The main cause of the arrears, chosen from fixed values so that no free text about a person is kept. */
export enum ArrearsCause {
  INCOME_LOSS = 'INCOME_LOSS',
  BENEFIT_DELAY = 'BENEFIT_DELAY',
  DEBTS = 'DEBTS',
  SEPARATION = 'SEPARATION',
  FORGOTTEN = 'FORGOTTEN',
  OTHER = 'OTHER',
}

registerEnumType(ArrearsCause, {
  name: 'ArrearsCause',
  description: 'The main cause of the arrears, as the board assesses it.',
  valuesConfig: {
    INCOME_LOSS: { description: 'An income has been lost or has shrunk.' },
    BENEFIT_DELAY: { description: 'A benefit has come late.' },
    DEBTS: { description: 'Other debts have taken the money for the rent.' },
    SEPARATION: { description: 'A household has parted.' },
    FORGOTTEN: { description: 'The payment was forgotten or went wrong.' },
    OTHER: { description: 'Another cause.' },
  },
});

/**
 * The board's assessment of pattern and cause of the arrears.
 *
 * @swedish bedömning
 * @legalSource SPL-7A
 * @legalSource OSL-26-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The board’s assessment of pattern and cause of the arrears.',
})
export class Assessment {
  @Field(() => ArrearsPattern, { description: 'Whether it has happened once or comes back.' })
  readonly pattern!: ArrearsPattern;

  @Field(() => ArrearsCause, { description: 'The main cause.' })
  readonly cause!: ArrearsCause;

  @Field(() => LocalDateScalar, { description: 'The day of the assessment.' })
  readonly assessedOn!: string;
}

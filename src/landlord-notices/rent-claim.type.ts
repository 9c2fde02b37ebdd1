import { Field, ObjectType } from 'type-graphql';
import { LocalDateScalar, SekScalar } from '../shared';

/**
 * Rent for one period that must be paid to recover the tenancy: item 4 of the form.
 *
 * @swedish hyresfordran
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-20-DUE
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Unpaid rent for one period, with the interest claimed on it.',
})
export class RentClaim {
  @Field(() => LocalDateScalar, { description: 'First day of the period that the rent is for.' })
  readonly periodStart!: string;

  @Field(() => LocalDateScalar, {
    description: 'Last day of the period that the rent is for, itself included.',
  })
  readonly periodEnd!: string;

  @Field(() => LocalDateScalar, { description: 'The day on which the rent fell due.' })
  readonly dueOn!: string;

  @Field(() => SekScalar, { description: 'The unpaid rent in kronor, without fees.' })
  readonly amount!: string;

  @Field(() => SekScalar, {
    nullable: true,
    description: 'The interest claimed in kronor; null if none is claimed.',
  })
  readonly interest!: string | null;
}

/**
 * How the rent can be paid: item 5 of the form, at least one way.
 *
 * @legalSource JB-12-44-FORMS
 */
@ObjectType({ simpleResolvers: true, description: 'How the rent can be paid.' })
export class PaymentInstruction {
  @Field(() => String, { nullable: true, description: 'Bankgiro number to pay to.' })
  readonly bankgiro!: string | null;

  @Field(() => String, { nullable: true, description: 'Plusgiro number to pay to.' })
  readonly plusgiro!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Payment reference (OCR number) that the payment must carry.',
  })
  readonly ocr!: string | null;

  @Field(() => String, { nullable: true, description: 'Another way to pay, in words.' })
  readonly other!: string | null;
}

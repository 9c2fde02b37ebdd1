import { Field, Float, ID, InputType } from 'type-graphql';
import { MunicipalityCodeScalar } from '../shared';
import { Tenure } from './dwelling.type';

/**
 * The home that a notice or an eviction record is about; its address decides which board is responsible.
 *
 * @swedish bostad
 * @legalSource JB-12-44-FORMS
 * @legalSource SOL-29-1-RESP
 */
@InputType({
  description: 'The home concerned; its address decides which social board is responsible.',
})
export class DwellingInput {
  @Field(() => String, { description: 'Street and number.' })
  readonly street!: string;

  @Field(() => String, { description: 'Postal code of five digits, with or without a space.' })
  readonly postalCode!: string;

  @Field(() => String, { description: 'Post town.' })
  readonly city!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the flat, by which it is told from its neighbours.',
  })
  readonly apartmentNumber?: string | null;

  @Field(() => MunicipalityCodeScalar, { description: 'The municipality where the home lies.' })
  readonly municipality!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Id of the social board, needed in a municipality with several boards where the address does not decide it.',
  })
  readonly district?: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Number of rooms, halves allowed and the kitchen not counted; missing in a notice it is warned of, not refused.',
  })
  readonly roomCount?: number | null;

  @Field(() => Tenure, { description: 'The right by which the home is held.' })
  readonly tenure!: Tenure;
}

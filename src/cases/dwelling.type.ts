import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { MunicipalityCodeScalar } from '../shared';

/**
 * The right by which the home is held; it decides which recovery rules apply.
 *
 * @swedish upplåtelseform
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BRL-7-23-RECOVERY
 */
export enum Tenure {
  RENTED = 'RENTED',
  TENANT_OWNED = 'TENANT_OWNED',
  COOPERATIVE = 'COOPERATIVE',
  SUBLET = 'SUBLET',
}

registerEnumType(Tenure, {
  name: 'Tenure',
  description: 'The right by which the home is held.',
  valuesConfig: {
    RENTED: { description: 'A flat rented at first hand (hyresrätt).' },
    TENANT_OWNED: { description: 'A tenant-owned flat in a housing association (bostadsrätt).' },
    COOPERATIVE: { description: 'A flat held by co-operative tenancy (kooperativ hyresrätt).' },
    SUBLET: { description: 'A flat rented at second hand (andrahandsupplåtelse).' },
  },
});

/**
 * The home that a case is about, by address and form of tenure.
 *
 * @swedish bostad
 * @legalSource JB-12-44-FORMS
 * @legalSource OSL-21-3A
 */
@ObjectType({ simpleResolvers: true, description: 'The home that a case is about.' })
export class Dwelling {
  @Field(() => String, { nullable: true, description: 'Street and number.' })
  readonly street!: string | null;

  @Field(() => String, { nullable: true, description: 'Postal code of five digits.' })
  readonly postalCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Post town.' })
  readonly city!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the flat, by which it is told from its neighbours.',
  })
  readonly apartmentNumber!: string | null;

  @Field(() => MunicipalityCodeScalar, {
    nullable: true,
    description: 'The municipality where the home lies.',
  })
  readonly municipality!: string | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Number of rooms, halves allowed and the kitchen not counted.',
  })
  readonly roomCount!: number | null;

  @Field(() => Tenure, {
    nullable: true,
    description: 'The right by which the home is held.',
  })
  readonly tenure!: Tenure | null;
}

import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { OrganisationNumberScalar } from '../shared';

/**
 * What kind of landlord sends the notice; municipal companies are themselves bound by secrecy.
 *
 * @legalSource OSL-2-3
 */
export enum LandlordCategory {
  PRIVATE = 'PRIVATE',
  MUNICIPAL_COMPANY = 'MUNICIPAL_COMPANY',
  HOUSING_ASSOCIATION = 'HOUSING_ASSOCIATION',
  INDIVIDUAL = 'INDIVIDUAL',
}

registerEnumType(LandlordCategory, {
  name: 'LandlordCategory',
  description: 'What kind of landlord sends the notice.',
  valuesConfig: {
    PRIVATE: { description: 'A company or foundation in private hands.' },
    MUNICIPAL_COMPANY: { description: 'A housing company that a municipality controls.' },
    HOUSING_ASSOCIATION: { description: 'A housing association (bostadsrättsförening).' },
    INDIVIDUAL: { description: 'A natural person who lets out the home.' },
  },
});

/**
 * The landlord behind a notice: item 1 of the form.
 *
 * @swedish hyresvärd
 * @legalSource JB-12-44-FORMS
 */
@ObjectType({ simpleResolvers: true, description: 'The landlord behind a notice.' })
export class LandlordParty {
  @Field(() => String, { nullable: true, description: 'Name of the landlord.' })
  readonly name!: string | null;

  @Field(() => OrganisationNumberScalar, {
    nullable: true,
    description: 'Organisation number of the landlord, as its token proved it.',
  })
  readonly organisationNumber!: string | null;

  @Field(() => LandlordCategory, { nullable: true, description: 'What kind of landlord it is.' })
  readonly category!: LandlordCategory | null;

  @Field(() => String, { nullable: true, description: 'Postal address of the landlord.' })
  readonly postalAddress!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number at which the landlord can be reached about the notice.',
  })
  readonly phone!: string | null;
}

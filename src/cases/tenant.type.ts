import { Field, ID, ObjectType } from 'type-graphql';
import { PersonalIdentityNumberScalar } from '../shared';

/**
 * A person on the lease, or a defendant at Kronofogden, as the reader may know him or her.
 *
 * @swedish hyresgäst
 * @legalSource JB-12-44-FORMS
 * @legalSource OSL-21-3
 * @legalSource OSL-22-2
 */
@ObjectType({
  simpleResolvers: true,
  description: 'A person on the lease, or a defendant at Kronofogden, as the reader may know them.',
})
export class Tenant {
  @Field(() => ID, {
    nullable: true,
    description: 'The reading organisation’s own alias, to name the person in a mutation.',
  })
  readonly id!: string | null;

  @Field(() => String, { nullable: true, description: 'Full name of the person.' })
  readonly name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Postal address, masked where the identity may be protected.',
  })
  readonly postalAddress!: string | null;

  @Field(() => PersonalIdentityNumberScalar, {
    nullable: true,
    description: 'Personal identity number or coordination number, for secure identification only.',
  })
  readonly personalIdentityNumber!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Telephone number, masked where the identity may be protected.',
  })
  readonly phone!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'E-mail address, masked where the identity may be protected.',
  })
  readonly email!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'True if the person has, or must be treated as having, a protected identity; landlords never see the marker.',
  })
  readonly protectedIdentity!: boolean | null;
}

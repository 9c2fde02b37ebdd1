import { Field, InputType } from 'type-graphql';
import { PersonalIdentityNumberScalar } from '../shared';

/**
 * A person on the lease, or a defendant, as named by whoever sends the notice or record.
 *
 * @swedish hyresgäst
 * @legalSource JB-12-44-FORMS
 * @legalSource DSL-3-10
 */
@InputType({ description: 'A person on the lease, or a defendant at Kronofogden.' })
export class TenantInput {
  @Field(() => String, { description: 'Full name of the person.' })
  readonly name!: string;

  @Field(() => String, { description: 'Postal address of the person.' })
  readonly postalAddress!: string;

  @Field(() => PersonalIdentityNumberScalar, {
    nullable: true,
    description:
      'Personal identity number or coordination number, where secure identification needs it.',
  })
  readonly personalIdentityNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number of the person.' })
  readonly phone?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of the person.' })
  readonly email?: string | null;
}

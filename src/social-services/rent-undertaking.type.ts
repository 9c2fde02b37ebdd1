import { Field, ObjectType } from 'type-graphql';
import { Receipt } from '../cases';
import { DateTimeScalar } from '../shared';

/**
 * The board's written undertaking to answer for the rent.
 *
 * @swedish åtagande att svara för hyran
 * @legalSource JB-12-44-UNDERTAKING
 * @legalSource OSL-10-2
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'The board’s written undertaking to answer for the rent, as it was told to the landlord.',
})
export class RentUndertaking {
  @Field(() => DateTimeScalar, {
    description: 'When the landlord was told, which is what counts.',
  })
  readonly issuedAt!: Date | string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the landlord was told no later than the last day to recover the tenancy.',
  })
  readonly inTime!: boolean | null;

  @Field(() => Receipt, {
    description: 'The undertaking as a signed document, whose text stands in the signature.',
  })
  readonly document!: Receipt;
}

import { Field, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../shared';

/**
 * Signed proof that something reached its recipient, which anybody verifies with the published keys.
 *
 * @swedish mottagningsbevis
 * @legalSource JB-12-63-DISPATCH
 * @legalSource JB-12-44-UNDERTAKING
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'Signed proof of what was received and when; anybody verifies it with the published keys.',
})
export class Receipt {
  @Field(() => String, {
    description: 'The proof as a compact JWS (ES256), to be kept as it is.',
  })
  readonly jws!: string;

  @Field(() => DateTimeScalar, { description: 'The instant that the signature attests.' })
  readonly receivedAt!: Date | string;

  @Field(() => String, {
    description: 'Salted SHA-256 of the content in lower-case hexadecimal; see docs/receipts.md.',
  })
  readonly contentSha256!: string;
}

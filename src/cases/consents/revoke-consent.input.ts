import { Field, ID, InputType } from 'type-graphql';
import { CaseChangeInput } from '../case-change.input';

/**
 * Takes a consent back, which a tenant may do at any time.
 *
 * @legalSource OSL-12-2
 */
@InputType({ description: 'Takes a consent back, which a tenant may do at any time.' })
export class RevokeConsentInput extends CaseChangeInput {
  @Field(() => ID, { description: 'The caller’s own alias of a consent that it has recorded.' })
  readonly consentId!: string;
}

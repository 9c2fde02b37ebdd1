import { Field, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';
import { CaseworkerInput } from './open-social-case.input';

/**
 * Confirms the time of an eviction to Kronofogden and names who is responsible at the board.
 *
 * @swedish bekräftelse
 * @legalSource SOF-11-3-ACK
 */
@InputType({ description: 'Confirms the time of the eviction and names who is responsible.' })
export class ConfirmEvictionTimeInput extends CaseChangeInput {
  @Field(() => CaseworkerInput, {
    description: 'The caseworker whom Kronofogden reaches until the eviction.',
  })
  readonly caseworker!: CaseworkerInput;
}

import { Field, ID, InputType } from 'type-graphql';
import { CaseChangeInput } from '../cases';

/**
 * The person at the social board who handles a case, as the board names him or her.
 *
 * @swedish handläggare
 * @legalSource SOF-11-3-ACK
 */
@InputType({ description: 'The person at the social board who handles a case.' })
export class CaseworkerInput {
  @Field(() => ID, { description: 'The board’s own id of the caseworker.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name of the caseworker.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Telephone number of the caseworker.' })
  readonly phone?: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail address of the caseworker.' })
  readonly email?: string | null;
}

/**
 * Takes a case on at the board and names who is responsible.
 *
 * @legalSource SOL-14-2-OPEN
 * @legalSource SOL-14-3-DOC
 */
@InputType({ description: 'Takes a case on at the board and names who is responsible.' })
export class OpenSocialCaseInput extends CaseChangeInput {
  @Field(() => CaseworkerInput, { description: 'The caseworker who is responsible from now on.' })
  readonly caseworker!: CaseworkerInput;

  @Field(() => String, {
    nullable: true,
    description: 'The board’s reference to its own personal file (personakt).',
  })
  readonly journalReference?: string | null;
}

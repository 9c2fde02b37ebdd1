import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { Agency, DateTimeScalar, PersonalIdentityNumberScalar } from '../shared';

/**
 * Which entries of the disclosure log are wanted; what is given must all hold.
 *
 * @legalSource SPL-10-ACCESS
 */
@InputType({ description: 'Which entries are wanted; what is given must all hold.' })
export class DisclosureLogFilter {
  @Field(() => DateTimeScalar, { nullable: true, description: 'From this instant on.' })
  readonly from?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Before this instant, which is itself left out.',
  })
  readonly to?: string | null;

  @Field(() => ID, { nullable: true, description: 'The caller’s own alias of a case.' })
  readonly caseId?: string | null;

  @Field(() => Agency, { nullable: true, description: 'The agency to which was disclosed.' })
  readonly agency?: Agency | null;

  @Field(() => PersonalIdentityNumberScalar, {
    nullable: true,
    description: 'A person whose data was disclosed or who was looked up.',
  })
  readonly personalIdentityNumber?: string | null;
}

/**
 * Arguments of `Query.disclosureLog`; a null that the client wrote out means the default.
 *
 * @legalSource SPL-10-ACCESS
 */
@ArgsType()
export class DisclosureLogArgs {
  @Field(() => DisclosureLogFilter, {
    nullable: true,
    description: 'Which entries are wanted; without it all that the caller may read.',
  })
  readonly filter?: DisclosureLogFilter | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 50,
    description: 'How many entries a page holds at most.',
  })
  readonly first!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor after which the page begins; without it the page is the first.',
  })
  readonly after?: string | null;
}

import { ArgsType, Field, Int } from 'type-graphql';
import { CaseOrder, CaseScope } from './case-list.type';
import { CaseSearch } from './case-search.input';

/**
 * Arguments of `Query.cases`; a null that the client wrote out means the default.
 *
 * @legalSource SPF-15-SEARCH
 */
@ArgsType()
export class CasesArgs {
  @Field(() => CaseScope, {
    nullable: true,
    defaultValue: CaseScope.OPEN,
    description: 'Whether open cases, closed ones or both are listed.',
  })
  readonly scope!: CaseScope | null;

  @Field(() => CaseSearch, {
    nullable: true,
    description: 'One lawful search term; without it the caller’s whole list.',
  })
  readonly search?: CaseSearch | null;

  @Field(() => CaseOrder, {
    nullable: true,
    defaultValue: CaseOrder.RECEIVED_DESC,
    description: 'The order of the list.',
  })
  readonly orderBy!: CaseOrder | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 20,
    description: 'How many cases a page holds at most.',
  })
  readonly first!: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor after which the page begins; without it the page is the first.',
  })
  readonly after?: string | null;
}

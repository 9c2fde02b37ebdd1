import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import { IssueRentUndertakingInput } from './issue-rent-undertaking.input';
import type { RentUndertakingService } from './rent-undertaking.service';

/** The board's undertaking; answers with the case, read anew under the caller's own rights. */
@Resolver()
export class RentUndertakingResolver {
  constructor(
    private readonly service: RentUndertakingService,
    private readonly cases: CaseReader,
  ) {}

  @Mutation(() => CasePayload, {
    description:
      'Undertakes to answer for the rent and tells the landlord in writing, within the recovery period of a rented flat.',
  })
  async issueRentUndertaking(
    @Arg('input', () => IssueRentUndertakingInput, { description: 'The case.' })
    input: IssueRentUndertakingInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.issueRentUndertaking(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

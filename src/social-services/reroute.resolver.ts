import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import { RerouteCaseInput } from './reroute-case.input';
import type { RerouteService } from './reroute.service';

/** The handover to the board that is responsible; answers with the case, read anew under the caller's own rights. */
@Resolver()
export class RerouteResolver {
  constructor(
    private readonly service: RerouteService,
    private readonly cases: CaseReader,
  ) {}

  @Mutation(() => CasePayload, {
    description:
      'Hands a case to the board that is responsible after all; the old board keeps its own share, read-only.',
  })
  async rerouteCase(
    @Arg('input', () => RerouteCaseInput, { description: 'The case and the board.' })
    input: RerouteCaseInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.rerouteCase(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import { MarkProtectedIdentityInput } from './mark-protected-identity.input';
import type { ProtectionService } from './protection.service';

/** What a board states about protected identities. */
@Resolver()
export class ProtectionResolver {
  constructor(
    private readonly service: ProtectionService,
    private readonly cases: CaseReader,
  ) {}

  @Mutation(() => CasePayload, {
    description:
      'States whether a person of the case has a protected identity; who is not stated to have none counts as protected.',
  })
  async markProtectedIdentity(
    @Arg('input', () => MarkProtectedIdentityInput, {
      description: 'The person and the statement.',
    })
    input: MarkProtectedIdentityInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.markProtectedIdentity(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import type { DeferralService } from './deferral.service';
import { GrantDeferralInput } from './grant-deferral.input';

/** The landlord's consent to wait. */
@Resolver()
export class DeferralResolver {
  constructor(
    private readonly service: DeferralService,
    private readonly cases: Pick<CaseReader, 'case'>,
  ) {}

  @Mutation(() => CasePayload, {
    description:
      'Grants the tenant a deferral: the landlord waits with the eviction until a day, before or after it applied to Kronofogden.',
  })
  async grantDeferral(
    @Arg('input', () => GrantDeferralInput, { description: 'The deferral.' })
    input: GrantDeferralInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.grantDeferral(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

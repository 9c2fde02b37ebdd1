import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import { ReportSettlementInput } from './report-settlement.input';
import type { SettlementService } from './settlement.service';

/** The report that a debt is paid, agreed upon or given up. */
@Resolver()
export class SettlementResolver {
  constructor(
    private readonly service: SettlementService,
    private readonly cases: Pick<CaseReader, 'case'>,
  ) {}

  @Mutation(() => CasePayload, {
    description:
      'Reports that the debt behind a case was paid, in whole or part, agreed upon or given up.',
  })
  async reportSettlement(
    @Arg('input', () => ReportSettlementInput, { description: 'The report.' })
    input: ReportSettlementInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.reportSettlement(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

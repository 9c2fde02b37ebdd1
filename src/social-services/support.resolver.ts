import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import type { PlanAnswerService } from './plan-answer.service';
import { ProposePaymentPlanInput } from './propose-payment-plan.input';
import { RecordFinancialAidInput } from './record-financial-aid.input';
import { RespondToPaymentPlanInput } from './respond-to-payment-plan.input';
import type { SupportService } from './support.service';

/** The help that a board offers, and what the landlord answers to its plan. */
@Resolver()
export class SupportResolver {
  constructor(
    private readonly service: SupportService,
    private readonly answers: PlanAnswerService,
    private readonly cases: CaseReader,
  ) {}

  @Mutation(() => CasePayload, {
    description: 'Records financial aid for the rent: applied for, granted or refused.',
  })
  async recordFinancialAid(
    @Arg('input', () => RecordFinancialAidInput, { description: 'The case and the aid.' })
    input: RecordFinancialAidInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.recordFinancialAid(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, {
    description: 'Proposes how the debt is to be paid; an earlier proposal ceases to hold.',
  })
  async proposePaymentPlan(
    @Arg('input', () => ProposePaymentPlanInput, { description: 'The case and the payments.' })
    input: ProposePaymentPlanInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.proposePaymentPlan(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, {
    description: 'Accepts or declines the payment plan that the landlord reads in the case.',
  })
  async respondToPaymentPlan(
    @Arg('input', () => RespondToPaymentPlanInput, { description: 'The case and the answer.' })
    input: RespondToPaymentPlanInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.answers.respondToPaymentPlan(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import { OpenSocialCaseInput } from './open-social-case.input';
import { RecordAssessmentInput } from './record-assessment.input';
import { RecordContactInput } from './record-contact.input';
import { RecordHouseholdInput } from './record-household.input';
import { RecordOutcomeInput } from './record-outcome.input';
import type { SocialCaseService } from './social-case.service';

/** What a board records; each change answers with the case, read anew under the caller's own rights. */
@Resolver()
export class SocialCaseResolver {
  constructor(
    private readonly service: SocialCaseService,
    private readonly cases: CaseReader,
  ) {}

  @Mutation(() => CasePayload, {
    description: 'Takes a case on at the board, or hands it to another caseworker.',
  })
  async openSocialCase(
    @Arg('input', () => OpenSocialCaseInput, { description: 'The case and who is responsible.' })
    input: OpenSocialCaseInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.openSocialCase(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, { description: 'Records who lives in the home.' })
  async recordHousehold(
    @Arg('input', () => RecordHouseholdInput, { description: 'The case and its household.' })
    input: RecordHouseholdInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.recordHousehold(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, { description: 'Adds an attempt of the board to reach the tenant.' })
  async recordContact(
    @Arg('input', () => RecordContactInput, { description: 'The case and the attempt.' })
    input: RecordContactInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.recordContact(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, { description: 'Records pattern and cause of the arrears.' })
  async recordAssessment(
    @Arg('input', () => RecordAssessmentInput, { description: 'The case and the assessment.' })
    input: RecordAssessmentInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.recordAssessment(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, { description: 'Records how the case ended.' })
  async recordOutcome(
    @Arg('input', () => RecordOutcomeInput, { description: 'The case and its outcome.' })
    input: RecordOutcomeInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.recordOutcome(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

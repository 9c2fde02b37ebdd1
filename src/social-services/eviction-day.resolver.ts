import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import { ConfirmEvictionTimeInput } from './confirm-eviction-time.input';
import type { EvictionDayService } from './eviction-day.service';
import { SetAttendanceInput } from './set-attendance.input';

/** What a board tells about the day of an eviction. */
@Resolver()
export class EvictionDayResolver {
  constructor(
    private readonly service: EvictionDayService,
    private readonly cases: CaseReader,
  ) {}

  @Mutation(() => CasePayload, {
    description:
      'Confirms the time of the eviction to Kronofogden and names the responsible caseworker; due on the day of the notice.',
  })
  async confirmEvictionTime(
    @Arg('input', () => ConfirmEvictionTimeInput, { description: 'The case and the caseworker.' })
    input: ConfirmEvictionTimeInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.confirmEvictionTime(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }

  @Mutation(() => CasePayload, {
    description: 'States whether somebody of the board comes at the time that is set.',
  })
  async setAttendance(
    @Arg('input', () => SetAttendanceInput, { description: 'The case and the attendance.' })
    input: SetAttendanceInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.service.setAttendance(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

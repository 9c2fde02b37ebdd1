import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { CaseReader } from '../cases';
import { casePayload, CasePayload } from '../cases';
import type { RequestContext } from '../disclosure';
import { rootPosition } from '../disclosure';
import { AddMeetingInputInput } from './add-meeting-input.input';
import type { Agenda } from './agenda';
import { CollaborationMeeting } from './collaboration-meeting.type';
import type { MeetingInputService } from './meeting-input.service';

/** The monthly meeting, as each party prepares it. */
@Resolver()
export class CollaborationResolver {
  constructor(
    private readonly agenda: Agenda,
    private readonly inputs: MeetingInputService,
    private readonly cases: Pick<CaseReader, 'case'>,
  ) {}

  @Query(() => CollaborationMeeting, {
    nullable: true,
    description:
      'Agenda of the monthly meeting (samverkansmöte) of the calling party; null where the caller has no part in it.',
  })
  collaborationMeeting(
    @Arg('board', () => ID, { description: 'Public id of the board that convenes it.' })
    board: string,
    @Arg('month', () => String, { description: 'The month, YYYY-MM.' }) month: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return this.agenda.meeting(context.reading, rootPosition(context, info), { board, month });
  }

  @Mutation(() => CasePayload, {
    description:
      'Contributes to the meeting about a case that the caller may know of, with the board to which it belongs as the caller knows it.',
  })
  async addMeetingInput(
    @Arg('input', () => AddMeetingInputInput, { description: 'The case, the month and the text.' })
    input: AddMeetingInputInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const caseId = await this.inputs.addMeetingInput(context.caller, input);
    return casePayload(this.cases, context, info, caseId);
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../disclosure';
import { rootPosition } from '../disclosure';
import type { Agenda } from './agenda';
import { CollaborationMeeting } from './collaboration-meeting.type';

/** The monthly meeting, as each party prepares it. */
@Resolver()
export class CollaborationResolver {
  constructor(private readonly agenda: Agenda) {}

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
}

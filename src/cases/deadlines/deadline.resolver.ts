import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import { clocksOf } from '../../deadlines';
import type { RequestContext } from '../../disclosure';
import { NO_FACTS, project, rootPosition } from '../../disclosure';
import { DeadlineEvents } from './deadline-events.input';
import { DEADLINE_SOURCES } from './deadline.sources';
import { Deadline } from './deadline.type';
import { validateDeadlineEvents } from './validate-deadline-events';

/** The statutory clocks, for given events. */
@Resolver()
export class DeadlineResolver {
  @Query(() => [Deadline], {
    name: 'deadlines',
    description:
      'The statutory clocks for given events, without any case: a calculator that explains itself.',
  })
  calculate(
    @Arg('events', () => DeadlineEvents, { description: 'The events to count from.' })
    events: DeadlineEvents,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): readonly object[] {
    const position = rootPosition(context, info);
    return clocksOf(validateDeadlineEvents(events), context.reading.today).map((clock) =>
      project(position, DEADLINE_SOURCES, clock, NO_FACTS),
    );
  }
}

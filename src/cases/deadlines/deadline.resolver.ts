import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import { clocksOf } from '../../deadlines';
import type { RequestContext } from '../../disclosure';
import { behindDoor, NO_FACTS, project, rootPosition } from '../../disclosure';
import type { CaseReader } from '../case.reader';
import { Case } from '../case.type';
import type { CaseDeadlines } from './case-deadlines';
import { DeadlineEvents } from './deadline-events.input';
import { DEADLINE_SOURCES } from './deadline.sources';
import { Deadline } from './deadline.type';
import { validateDeadlineEvents } from './validate-deadline-events';

/** The statutory clocks, for given events and for a case. */
@Resolver(() => Case)
export class DeadlineResolver {
  constructor(cases: CaseReader, clocks: CaseDeadlines) {
    cases.doors.add('deadlines', clocks.ofCases);
  }

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

  @FieldResolver(() => [Deadline], {
    nullable: true,
    description:
      'The clocks of the case, each only if the reader may read everything that it is counted from and what would meet it.',
  })
  deadlines(@Root() parent: Case): readonly object[] | null {
    return behindDoor(parent, 'deadlines');
  }
}

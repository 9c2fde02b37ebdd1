import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { BoardDirectory } from '../cases';
import type { RequestContext, Sources } from '../disclosure';
import { column, NO_FACTS, project, rootPosition } from '../disclosure';
import { Problems } from '../shared';
import { EvictionStatistics } from './eviction-statistics.type';
import { closedQuarters } from './period';
import { StatisticsLevel } from './statistics-level.type';
import type { StatisticsService } from './statistics.service';
import type { TableRow } from './tables';
import { tableOf } from './tables';

const SOURCES: Sources<TableRow> = {
  area: column('area'),
  areaName: column('areaName'),
  notices: column('notices'),
  recovered: column('recovered'),
  applications: column('applications'),
  withdrawn: column('withdrawn'),
  executed: column('executed'),
  executedWithChildren: column('executedWithChildren'),
  childrenAffected: column('childrenAffected'),
  suppressed: column('suppressed'),
};

/** Counts for follow-up, out of which nobody can be found. */
@Resolver()
export class StatisticsResolver {
  constructor(
    private readonly service: StatisticsService,
    private readonly boards: BoardDirectory,
  ) {}

  @Query(() => [EvictionStatistics], {
    description:
      'Counts per municipality (or per county, or for the country) and closed period, 2026-Q3, 2026-H1 or 2026; small cells are suppressed, also against differencing.',
  })
  async evictionStatistics(
    @Arg('period', () => String, {
      description: 'A closed quarter, half-year or year: 2026-Q3, 2026-H1 or 2026.',
    })
    period: string,
    @Arg('level', () => StatisticsLevel, {
      nullable: true,
      defaultValue: StatisticsLevel.MUNICIPALITY,
      description: 'The areas by which the table counts.',
    })
    level: StatisticsLevel | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly object[]> {
    const problems = new Problems();
    const quarters = closedQuarters(period, context.reading.today);
    if (quarters === null) problems.add('period', 'NOT_A_PERIOD');
    problems.throwIfAny();
    const cells = await this.service.cells(quarters ?? []);
    const position = rootPosition(context, info);
    const rows = tableOf(cells, level ?? StatisticsLevel.MUNICIPALITY, this.boards);
    return rows.map((row) => project(position, SOURCES, row, NO_FACTS));
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext, Sources } from '../disclosure';
import { column, disclosedAt, NO_FACTS, project, rootPosition } from '../disclosure';
import { LocalDateScalar } from '../shared';
import type { AccessCount, AccessReview } from './access-review';
import { AccessReviewRow } from './access-review.type';

const SOURCES: Sources<AccessCount> = {
  day: column('day'),
  organisation: column('organisation'),
  user: column('user'),
  persons: column('persons'),
  withoutRelation: column('withoutRelation'),
  protectedPersons: column('protectedPersons'),
};

/** The recurring control of access. */
@Resolver()
export class AccessReviewResolver {
  constructor(private readonly review: AccessReview) {}

  @Query(() => [AccessReviewRow], {
    description:
      'Recurring control of access: per user and day, counts that stand out. Own users, or for OVERSIGHT those of its controller.',
  })
  async accessReview(
    @Arg('from', () => LocalDateScalar, { description: 'First civil day.' }) from: string,
    @Arg('to', () => LocalDateScalar, {
      description: 'Last civil day, at most 92 days with the first.',
    })
    to: string,
    @Arg('minimum', () => Int, {
      nullable: true,
      defaultValue: 20,
      description: 'A row is answered where one of its counts reaches this.',
    })
    minimum: number | null,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly object[]> {
    const position = rootPosition(context, info);
    // What staff did is personal data of theirs, so that its reading leaves an entry too.
    context.reading.looksUp({
      subjects: [],
      coordinates: disclosedAt(position, NO_FACTS).coordinates,
    });
    const rows = await this.review.rows(context.reading, { from, to, minimum: minimum ?? 20 });
    return rows.map((row) => project(position, SOURCES, row, NO_FACTS));
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../disclosure';
import { rootPosition } from '../disclosure';
import { DisclosureLogArgs } from './disclosure-log.input';
import type { DisclosureLogReader } from './disclosure-log.reader';
import { DisclosureLogConnection } from './disclosure-log.type';

/** Who saw what about whom. */
@Resolver()
export class DisclosureLogResolver {
  constructor(private readonly log: DisclosureLogReader) {}

  @Query(() => DisclosureLogConnection, {
    description:
      'Who saw what about whom: an agency about its own users, OVERSIGHT about disclosures from or to its controller.',
  })
  disclosureLog(
    @Args(() => DisclosureLogArgs) args: DisclosureLogArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return this.log.page(context.reading, rootPosition(context, info), args);
  }
}

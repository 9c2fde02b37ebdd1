import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { RequestContext } from '../disclosure';
import { rootPosition } from '../disclosure';
import type { EvictionPush } from './eviction-push.service';
import { PushEvictionRecordsInput } from './push-eviction-records.input';
import { PushEvictionRecordsPayload } from './push-eviction-records.type';
import type { PushResultReader } from './push-result.reader';

/** Kronofogden's push of its eviction records. */
@Resolver()
export class EvictionPushResolver {
  constructor(
    private readonly pushes: EvictionPush,
    private readonly results: PushResultReader,
  ) {}

  @Mutation(() => PushEvictionRecordsPayload, {
    description: 'Takes in 1 to 2 000 eviction records of Kronofogden, each answered on its own.',
  })
  async pushEvictionRecords(
    @Arg('input', () => PushEvictionRecordsInput, { description: 'The records.' })
    input: PushEvictionRecordsInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const answers = await this.pushes.push(context.caller, input);
    const reading = await context.renewReading();
    return this.results.payload(reading, rootPosition(context, info), answers);
  }
}

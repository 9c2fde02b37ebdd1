import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Case } from '../cases';
import type { RequestContext } from '../disclosure';
import { placeOf, rootPosition } from '../disclosure';
import type { LandlordNoticeReader } from './landlord-notice.reader';
import type { LandlordNoticeService } from './landlord-notice.service';
import { Notice, NoticePayload } from './landlord-notice.type';
import { SubmitNoticeInput } from './submit-notice.input';
import { SubmitNoticesInput } from './submit-notices.input';
import { SubmitNoticesPayload } from './submit-notices.type';
import type { SubmissionResultReader } from './submission-result.reader';

/** Notices by id, their submission, and the case behind each. */
@Resolver(() => Notice)
export class LandlordNoticeResolver {
  constructor(
    private readonly service: LandlordNoticeService,
    private readonly reader: LandlordNoticeReader,
    private readonly results: SubmissionResultReader,
  ) {}

  @Query(() => Notice, {
    nullable: true,
    description: 'One notice, or null if there is none that the caller may know of.',
  })
  notice(
    @Arg('id', () => ID, { description: 'The caller’s own alias of the notice.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return this.reader.byAlias(context.reading, rootPosition(context, info), id);
  }

  @Mutation(() => NoticePayload, {
    description:
      'Submits a statutory message to the social board; it joins the landlord’s open case about the tenancy or opens one.',
  })
  async submitNotice(
    @Arg('input', () => SubmitNoticeInput, { description: 'The notice.' }) input: SubmitNoticeInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const noticeId = await this.service.submitNotice(context.caller, input);
    const position = rootPosition(context, info).below('notice');
    const reading = await context.renewReading();
    return { notice: position && (await this.reader.byId(reading, position, noticeId)) };
  }

  @Mutation(() => SubmitNoticesPayload, {
    description:
      'Submits 1 to 2 000 statutory messages, each judged and answered on its own and under its own key.',
  })
  async submitNotices(
    @Arg('input', () => SubmitNoticesInput, { description: 'The notices.' })
    input: SubmitNoticesInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const answers = await this.service.submitNotices(context.caller, input);
    const reading = await context.renewReading();
    return this.results.payload(reading, rootPosition(context, info), answers);
  }

  @FieldResolver(() => Case, {
    nullable: true,
    description: 'The case to which the notice belongs, as this reader may see it.',
  })
  case(@Root() parent: Notice): Promise<object | null> {
    return this.reader.caseOf(placeOf(parent));
  }
}

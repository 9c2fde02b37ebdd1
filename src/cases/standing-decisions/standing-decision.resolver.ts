import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../../disclosure';
import { rootPosition } from '../../disclosure';
import { NotFoundError } from '../../shared';
import { EndStandingDecisionInput } from './end-standing-decision.input';
import { RegisterStandingDecisionInput } from './register-standing-decision.input';
import type { StandingDecisionReader } from './standing-decision.reader';
import type { StandingDecisionService } from './standing-decision.service';
import { StandingDecision } from './standing-decision.type';

/** Standing decisions: each authority its own, and their auditors. */
@Resolver()
export class StandingDecisionResolver {
  constructor(
    private readonly service: StandingDecisionService,
    private readonly reader: StandingDecisionReader,
  ) {}

  @Query(() => [StandingDecision], {
    description:
      'The standing decisions of the caller’s authority, ended and expired ones included, the newest first; an auditor’s are those of its controller.',
  })
  async standingDecisions(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly object[]> {
    return this.reader.all(context.reading, rootPosition(context, info));
  }

  @Mutation(() => StandingDecision, {
    description:
      'Registers a standing decision about fields of the caller’s own authority; it holds for the very next read.',
  })
  async registerStandingDecision(
    @Arg('input', () => RegisterStandingDecisionInput, { description: 'The decision.' })
    input: RegisterStandingDecisionInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return this.decision(context, info, await this.service.register(context.caller, input));
  }

  @Mutation(() => StandingDecision, {
    description:
      'Ends a standing decision of the caller’s own authority before its time; what it opened is closed for the very next read.',
  })
  async endStandingDecision(
    @Arg('input', () => EndStandingDecisionInput, { description: 'The decision to end.' })
    input: EndStandingDecisionInput,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return this.decision(context, info, await this.service.end(context.caller, input));
  }

  private async decision(
    context: RequestContext,
    info: GraphQLResolveInfo,
    id: string,
  ): Promise<object> {
    const reading = await context.renewReading();
    const found = await this.reader.byId(reading, rootPosition(context, info), id);
    if (found === null) throw new NotFoundError();
    return found;
  }
}

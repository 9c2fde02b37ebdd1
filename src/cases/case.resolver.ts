import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, ID, Info, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../disclosure';
import { behindDoor, knownPart, rootPosition } from '../disclosure';
import type { Aliases } from '../persistence';
import { DateTimeScalar } from '../shared';
import type { Clock } from '../shared';
import { CaseConnection } from './case-connection.type';
import type { CaseList } from './case-list';
import type { CaseReader } from './case.reader';
import { Case } from './case.type';
import { CasesArgs } from './cases-args.input';
import { KNOWN_AT, knownAtOf } from './known-at';
import { Dwelling } from './dwelling.type';
import type { CaseParties } from './case-parties';
import { Tenant } from './tenant.type';

/** Cases by id and in lists, with the fields that no domain owns alone. */
@Resolver(() => Case)
export class CaseResolver {
  constructor(
    private readonly cases: CaseReader,
    private readonly list: CaseList,
    parties: CaseParties,
    private readonly aliases: Aliases,
    private readonly clock: Clock,
  ) {
    cases.doors.add('tenants', parties.tenants);
    cases.doors.add('dwelling', parties.dwelling);
  }

  @Query(() => Case, {
    nullable: true,
    description: 'One case, or null if there is none that the caller may know of.',
  })
  async case(
    @Arg('id', () => ID, { description: 'The caller’s own alias of the case.' }) id: string,
    @Arg('knownAt', () => DateTimeScalar, { nullable: true, description: KNOWN_AT })
    knownAt: string | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const instant = knownAtOf(knownAt, this.clock);
    const caseId = this.aliases.resolve('case', context.caller.reader, id);
    if (caseId === null) return null;
    const position = rootPosition(context, info);
    return instant === null
      ? this.cases.case(context.reading, position, caseId)
      : this.cases.case(
          context.reading.asKnownAt(instant),
          knownPart(position, context.caller.agency),
          caseId,
        );
  }

  @Query(() => CaseConnection, {
    name: 'cases',
    description:
      'The cases that the caller may know of: a landlord’s own, a board’s area, Kronofogden’s records. The law allows no other filter.',
  })
  listCases(
    @Args(() => CasesArgs) args: CasesArgs,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return this.list.page(context.reading, rootPosition(context, info), args);
  }

  @FieldResolver(() => [Tenant], {
    nullable: true,
    description: 'The persons on the lease, as this reader may know them.',
  })
  tenants(@Root() parent: Case): readonly object[] | null {
    return behindDoor(parent, 'tenants');
  }

  @FieldResolver(() => Dwelling, {
    nullable: true,
    description: 'The home, as far as this reader may know of it.',
  })
  dwelling(@Root() parent: Case): object | null {
    return behindDoor(parent, 'dwelling');
  }
}

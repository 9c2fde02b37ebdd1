import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { isObjectType } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import type { DisclosurePolicy, ExplainedField, RequestContext, Sources } from '../disclosure';
import { column, explainFields, NO_FACTS, project, rootPosition } from '../disclosure';
import type { Aliases } from '../persistence';
import { AccessExplanation } from './access-explanation.type';
import type { CaseReader } from './case.reader';

const SOURCES: Sources<ExplainedField> = {
  coordinate: column('coordinate'),
  rule: column('rule'),
  legalBasis: column('legalBasis'),
};

/** Why a caller may or may not read the fields of a case, by rule and never by data. */
@Resolver()
export class AccessExplanationResolver {
  constructor(
    private readonly cases: CaseReader,
    private readonly aliases: Aliases,
    private readonly policy: DisclosurePolicy,
    /** The whole graph: a case is explained as a reader finds it, also where several subgraphs answer it. */
    private readonly graph: () => GraphQLSchema,
  ) {}

  @Query(() => [AccessExplanation], {
    description:
      'What the caller may see of one case and by which rule, field by field; nothing for a case that the caller may not know of.',
  })
  async explainAccess(
    @Arg('caseId', () => ID, { description: 'The caller’s own alias of the case.' }) id: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly object[]> {
    const caseId = this.aliases.resolve('case', context.caller.reader, id);
    if (caseId === null || !(await this.cases.isKnown(context.reading, caseId))) return [];
    const type = this.graph().getType('Case');
    const position = rootPosition(context, info);
    return isObjectType(type)
      ? explainFields(this.policy, context.caller.agency, type, 'Query.case').map((field) =>
          project(position, SOURCES, field, NO_FACTS),
        )
      : [];
  }
}

import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, Info, Query, Resolver } from 'type-graphql';
import { publishedRules } from './policy/published-rules';
import type { PublishedRuleRow } from './policy/published-rules';
import type { DisclosurePolicy } from './policy/disclosure-policy';
import { NO_FACTS } from './facts';
import type { Sources } from './projection';
import { column, project } from './projection';
import { PublishedPolicy } from './published-policy.type';
import type { RequestContext } from './request-context';
import { rootPosition } from './request-context';

const RULE_SOURCES: Sources<PublishedRuleRow> = {
  coordinate: column('coordinate'),
  agency: column('agency'),
  rule: column('rule'),
  legalBasis: column('legalBasis'),
  rationale: column('rationale'),
};

/** The policy, told to everybody whom it binds. */
@Resolver()
export class PolicyResolver {
  private readonly rules: readonly PublishedRuleRow[];

  constructor(private readonly policy: DisclosurePolicy) {
    this.rules = publishedRules(policy);
  }

  @Query(() => PublishedPolicy, {
    description: 'The policy in force: every field, every agency, the rule, its legal basis.',
  })
  disclosurePolicy(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo): object {
    const sources: Sources<null> = {
      version: { columns: [], value: () => this.policy.version },
      rules: {
        columns: [],
        value: (_row, below) =>
          below && this.rules.map((rule) => project(below, RULE_SOURCES, rule, NO_FACTS)),
      },
    };
    return project(rootPosition(context, info), sources, null, NO_FACTS);
  }
}

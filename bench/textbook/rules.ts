import '../../src/disclosure/shield-node-support';
import type { GraphQLSchema } from 'graphql';
import { applyMiddleware } from 'graphql-middleware';
import { and, deny, rule, shield } from 'graphql-shield';
import type { NoticeOfCase, RecordOfCase } from './entities';
import type { TextbookContext } from './schema';

const isLandlord = rule('isLandlord', { cache: 'contextual' })(
  (_parent, _args, { agency }: TextbookContext) => agency === 'LANDLORD',
);
const ownsNotice = rule('ownsNotice', { cache: 'no_cache' })(
  ({ landlord }: NoticeOfCase, _args, { organisation }: TextbookContext) =>
    landlord === organisation,
);
const ownsRecord = rule('ownsRecord', { cache: 'no_cache' })(
  ({ applicant }: RecordOfCase, _args, { organisation }: TextbookContext) =>
    applicant === organisation,
);

/** The schema with a rule on every field; what is not listed is denied. */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  return applyMiddleware(
    schema,
    shield(
      {
        Query: { cases: isLandlord },
        CaseConnection: { '*': isLandlord },
        CaseEdge: { '*': isLandlord },
        PageInfo: { '*': isLandlord },
        Case: { '*': isLandlord },
        Board: { '*': isLandlord },
        Dwelling: { '*': isLandlord },
        Tenant: { '*': isLandlord },
        Notice: { '*': and(isLandlord, ownsNotice) },
        Record: { '*': and(isLandlord, ownsRecord) },
        EvictionTime: { '*': isLandlord },
      },
      { fallbackRule: deny },
    ),
  );
}

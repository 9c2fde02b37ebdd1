import { Field, Int, ObjectType } from 'type-graphql';
import { Case } from './case.type';
import { PageInfo } from './page-info.type';

/**
 * One case in a page, with the position from which the next page can go on.
 *
 * @legalSource OSL-26-1
 */
@ObjectType({ simpleResolvers: true, description: 'One case in a page of cases.' })
export class CaseEdge {
  @Field(() => String, {
    description: 'Sealed position of the case in this order, valid for this reader only.',
  })
  readonly cursor!: string;

  @Field(() => Case, { description: 'The case at this position.' })
  readonly node!: Case;
}

/**
 * One page of the cases that the reader may know of.
 *
 * @legalSource OSL-26-1
 * @legalSource SPF-15-SEARCH
 */
@ObjectType({
  simpleResolvers: true,
  description: 'One page of the cases that the caller may know of.',
})
export class CaseConnection {
  @Field(() => [CaseEdge], { description: 'The cases of this page in the order asked for.' })
  readonly edges!: readonly CaseEdge[];

  @Field(() => PageInfo, { description: 'Where this page lies in the whole list.' })
  readonly pageInfo!: PageInfo;

  @Field(() => Int, {
    description: 'How many cases the whole list has for this caller, over all pages.',
  })
  readonly totalCount!: number;
}

import { Field, ObjectType } from 'type-graphql';

/**
 * Where a page lies in its list, computed after everything that the reader may not know of was left out.
 *
 * @legalSource GDPR-5
 */
@ObjectType({
  simpleResolvers: true,
  description: 'Where a page lies among the entries that the reader may know of.',
})
export class PageInfo {
  @Field(() => Boolean, { description: 'True if entries follow after this page.' })
  readonly hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True if entries come before this page.' })
  readonly hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the first entry of the page; null for an empty page.',
  })
  readonly startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cursor of the last entry, passed on as after for the next page; null for an empty page.',
  })
  readonly endCursor!: string | null;
}

import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { CaseReader } from '../cases';
import { Case } from '../cases';
import type { RequestContext } from '../disclosure';
import { placeOf, rootPosition } from '../disclosure';
import type { EnforcementRecordReader } from './enforcement-record.reader';
import { EnforcementRecord } from './enforcement-record.type';

/** A record by its exact case number, and the way from it to its case. */
@Resolver(() => EnforcementRecord)
export class EnforcementRecordResolver {
  constructor(
    private readonly records: EnforcementRecordReader,
    private readonly cases: CaseReader,
  ) {}

  @Query(() => EnforcementRecord, {
    nullable: true,
    description:
      'The record with an exact case number, or null if there is none that the caller may know of.',
  })
  enforcementRecord(
    @Arg('caseNumber', () => String, { description: 'Kronofogden’s case number (målnummer).' })
    caseNumber: string,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return this.records.byCaseNumber(context.reading, rootPosition(context, info), caseNumber);
  }

  @FieldResolver(() => Case, {
    nullable: true,
    description: 'The case that the record belongs to.',
  })
  async case(@Root() parent: EnforcementRecord): Promise<object | null> {
    const place = placeOf(parent);
    const position = place?.batch.position.below('case');
    if (!place || !position) return null;
    const { batch, caseId } = place;
    const cases = await batch.once('case', () =>
      this.cases.cases(batch.reading, position, batch.caseIds),
    );
    return cases.get(caseId) ?? null;
  }
}

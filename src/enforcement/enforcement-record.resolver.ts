import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, Info, Query, Resolver, Root } from 'type-graphql';
import type { CaseReader } from '../cases';
import { Case, KNOWN_AT, knownAtOf } from '../cases';
import type { RequestContext } from '../disclosure';
import { knownPart, placeOf, rootPosition } from '../disclosure';
import { Agency, DateTimeScalar } from '../shared';
import type { Clock } from '../shared';
import type { EnforcementRecordReader } from './enforcement-record.reader';
import { EnforcementRecord } from './enforcement-record.type';

const OWNERS: ReadonlySet<Agency> = new Set([Agency.ENFORCEMENT, Agency.OVERSIGHT]);

/** A record by its exact case number, and the way from it to its case. */
@Resolver(() => EnforcementRecord)
export class EnforcementRecordResolver {
  constructor(
    private readonly records: EnforcementRecordReader,
    private readonly cases: CaseReader,
    private readonly clock: Clock,
  ) {}

  @Query(() => EnforcementRecord, {
    nullable: true,
    description:
      'The record with an exact case number, or null if there is none that the caller may know of.',
  })
  enforcementRecord(
    @Arg('caseNumber', () => String, { description: 'Kronofogden’s case number (målnummer).' })
    caseNumber: string,
    @Arg('knownAt', () => DateTimeScalar, { nullable: true, description: KNOWN_AT })
    knownAt: string | null | undefined,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const instant = knownAtOf(knownAt, this.clock);
    const position = rootPosition(context, info);
    const { reading, caller } = context;
    if (instant === null) return this.records.byCaseNumber(reading, position, caseNumber);
    // The record is Kronofogden's own; to all others it tells nothing of the past.
    return OWNERS.has(caller.agency)
      ? this.records.byCaseNumber(
          reading.asKnownAt(instant),
          knownPart(position, caller.agency),
          caseNumber,
        )
      : Promise.resolve(null);
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

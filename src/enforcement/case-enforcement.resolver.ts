import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Case } from '../cases';
import { placeOf } from '../disclosure';
import type { EnforcementRecordReader } from './enforcement-record.reader';
import { EnforcementRecord } from './enforcement-record.type';

/** What Kronofogden contributes to a case. */
@Resolver(() => Case)
export class CaseEnforcementResolver {
  constructor(private readonly records: EnforcementRecordReader) {}

  @FieldResolver(() => EnforcementRecord, {
    nullable: true,
    description:
      'Kronofogden’s record; for a board null until eviction is applied for at the enforcement stage.',
  })
  async enforcement(@Root() parent: Case): Promise<object | null> {
    const place = placeOf(parent);
    const position = place?.batch.position.below('enforcement');
    if (!place || !position) return null;
    const { batch, caseId } = place;
    const records = await batch.once('enforcement', () =>
      this.records.forCases(batch.reading, position, batch.caseIds),
    );
    return records.get(caseId) ?? null;
  }
}

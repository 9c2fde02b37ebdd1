import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { CaseReader } from '../cases';
import { Case } from '../cases';
import { behindDoor } from '../disclosure';
import type { EnforcementRecordReader } from './enforcement-record.reader';
import { EnforcementRecord } from './enforcement-record.type';

/** What Kronofogden contributes to a case. */
@Resolver(() => Case)
export class CaseEnforcementResolver {
  constructor({ doors }: CaseReader, records: EnforcementRecordReader) {
    doors.add('enforcement', records.ofCases);
  }

  @FieldResolver(() => EnforcementRecord, {
    nullable: true,
    description:
      'Kronofogden’s record; for a board null until eviction is applied for at the enforcement stage.',
  })
  enforcement(@Root() parent: Case): object | null {
    return behindDoor(parent, 'enforcement');
  }
}

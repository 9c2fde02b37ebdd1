import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Case, InputProblem } from '../cases';

/**
 * What became of one pushed record.
 *
 * @legalSource UF-16-2-NOTIFY
 */
export enum PushOutcome {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  UNCHANGED = 'UNCHANGED',
  STALE = 'STALE',
  REJECTED = 'REJECTED',
}

registerEnumType(PushOutcome, {
  name: 'PushOutcome',
  description: 'What became of one pushed record.',
  valuesConfig: {
    CREATED: { description: 'The record is the first with its case number.' },
    UPDATED: { description: 'The record is newer than the one held and took its place.' },
    UNCHANGED: { description: 'This version was already held with the same content.' },
    STALE: {
      description:
        'A newer version is already held; this one joins the history if it was not there.',
    },
    REJECTED: {
      description: 'The record is faulty, or its version is held with other content.',
    },
  },
});

/**
 * The answer to one pushed record; tells nothing about whether a notice or social case was there before.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-26-1
 */
@ObjectType({ simpleResolvers: true, description: 'The answer to one pushed record.' })
export class PushResult {
  @Field(() => String, { description: 'The case number of the record, as it was pushed.' })
  readonly caseNumber!: string;

  @Field(() => PushOutcome, { description: 'What became of the record.' })
  readonly outcome!: PushOutcome;

  @Field(() => Case, {
    nullable: true,
    description:
      'The case that the record belongs to; null if no record is held under its case number.',
  })
  readonly case!: Case | null;

  @Field(() => [InputProblem], {
    description: 'All faults of the record; empty unless it was rejected.',
  })
  readonly problems!: readonly InputProblem[];

  @Field(() => [InputProblem], {
    description:
      'What is odd in a record that was taken in as the current version, a status that does not follow from the one before say; it is recorded as it was pushed.',
  })
  readonly warnings!: readonly InputProblem[];
}

/**
 * The answers to a push, one for each record and in the same order.
 *
 * @legalSource UF-16-2-NOTIFY
 */
@ObjectType({
  simpleResolvers: true,
  description: 'The answers to a push, one for each record and in the same order.',
})
export class PushEvictionRecordsPayload {
  @Field(() => [PushResult], { description: 'One answer for each record that was pushed.' })
  readonly results!: readonly PushResult[];
}

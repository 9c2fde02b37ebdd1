import { Field, ObjectType } from 'type-graphql';
import { Case, SocialBoard } from '../cases';

/**
 * A case on the caller's agenda.
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-34-1
 */
@ObjectType({
  simpleResolvers: true,
  description: 'A case on the caller’s agenda, by the caller’s own reference.',
})
export class CollaborationItem {
  @Field(() => Case, { description: 'The case, as far as the caller may read it.' })
  readonly case!: Case;

  @Field(() => [String], {
    description:
      'Why it is listed, from the caller’s own records: EVICTION_TIME_SET (a notified time lies in the month), RECOVERY_ENDS (the recovery period ends in it).',
  })
  readonly reasons!: string[];
}

/**
 * The monthly meeting of a social board with landlords and Kronofogden, as one party prepares it.
 *
 * @swedish samverkansmöte
 * @legalSource OSL-6-5
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'The monthly meeting (samverkansmöte) with a social board, as the caller prepares it.',
})
export class CollaborationMeeting {
  @Field(() => SocialBoard, { description: 'The board that convenes it.' })
  readonly board!: SocialBoard;

  @Field(() => String, { description: 'The month, YYYY-MM.' })
  readonly month!: string;

  @Field(() => [CollaborationItem], {
    description: 'The caller’s agenda, the most urgent first, at most 300 cases.',
  })
  readonly items!: CollaborationItem[];
}

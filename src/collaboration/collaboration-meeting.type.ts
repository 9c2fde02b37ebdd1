import { Field, ObjectType } from 'type-graphql';
import { Case, SocialBoard } from '../cases';
import { Agency, textLimits } from '../shared';

/**
 * What one party contributes about a case; who reads it follows its author.
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-34-1
 */
@ObjectType({
  simpleResolvers: true,
  description:
    'What one party contributes about a case to the meeting, read by others as the policy has it for its author.',
})
export class MeetingInput {
  @Field(() => Agency, { description: 'The agency of its author.' })
  readonly from!: Agency;

  @Field(() => String, {
    description: `Its text, at most ${String(textLimits.meetingInput)} characters.`,
  })
  readonly text!: string;
}

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
      'Why it is listed, from the caller’s own records; none where it is there for what was contributed. The most urgent first: CONFIRMATION_MISSING and ATTENDANCE_UNDECIDED (of the time that is set, for the board alone), RECOVERY_ENDS and EVICTION_TIME_SET (in the month), DEFERRAL_LAPSES (from its warning on).',
  })
  readonly reasons!: string[];

  @Field(() => [MeetingInput], {
    nullable: true,
    description:
      'What parties contribute to this meeting, as far as the caller may read it, in the order of writing.',
  })
  readonly inputs!: MeetingInput[] | null;
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

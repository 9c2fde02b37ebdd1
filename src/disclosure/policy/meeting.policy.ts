import { ALLOW, DENY, IF_PARTY, ifConsent, ifSwitch, only, rule } from './rule';

/**
 * The monthly meeting.
 *
 * Cells stand in the order LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT, one line a coordinate.
 */
// prettier-ignore
export const MEETING_RULES = [
  rule('CollaborationMeeting.board', '54', [only(IF_PARTY), ALLOW, only(IF_PARTY), ALLOW], 'OSL-6-5', 'Convener of the meeting to which the caller is invited.'),
  rule('CollaborationMeeting.month', '54', [only(IF_PARTY), ALLOW, only(IF_PARTY), ALLOW], 'OSL-6-5', 'When the meeting takes place.'),
  rule('CollaborationMeeting.items', '55', [only(IF_PARTY), ALLOW, only(IF_PARTY), DENY], 'OSL-26-1 OSL-34-1', 'Each participant gets the items built from its own records.'),
  rule('CollaborationItem.case', '55', [only(IF_PARTY), ALLOW, only(IF_PARTY), DENY], 'OSL-26-1 OSL-34-1', 'A case the participant already knows from its own records.'),
  rule('CollaborationItem.reasons', 'D', [only(IF_PARTY), ALLOW, only(IF_PARTY), DENY], 'OSL-26-1 OSL-34-1 GDPR-5', 'Why the item is listed, drawn from records of the reader alone (#55) and never from input of others (#57, #58).'),
  rule('CollaborationItem.inputs', 'D', [ALLOW, ALLOW, ALLOW, DENY], 'OSL-26-1 OSL-34-1', 'As open as the most open input; each input follows the row of its author.'),
  rule('MeetingInput.from@LANDLORD', '56', [ALLOW, ALLOW, only(IF_PARTY), DENY], 'GDPR-6', 'Input written by the landlord; a landlord reads its own only.'),
  rule('MeetingInput.from@SOCIAL_SERVICES', '57', [only(ifConsent('MEETING_INPUT')), ALLOW, only(ifConsent('MEETING_INPUT')), DENY], 'OSL-26-1 OSL-12-2', 'Input written by the board.'),
  rule('MeetingInput.from@ENFORCEMENT', '58', [only(IF_PARTY), only(ifSwitch('MEETING_INPUT_TO_BOARD')), ALLOW, DENY], 'OSL-34-1 OSL-10-27', 'Input written by Kronofogden; decision data only for the landlord, the board behind a switch.'),
  rule('MeetingInput.text@LANDLORD', '56', [ALLOW, ALLOW, only(IF_PARTY), DENY], 'GDPR-6', 'Input written by the landlord; a landlord reads its own only.'),
  rule('MeetingInput.text@SOCIAL_SERVICES', '57', [only(ifConsent('MEETING_INPUT')), ALLOW, only(ifConsent('MEETING_INPUT')), DENY], 'OSL-26-1 OSL-12-2', 'Input written by the board.'),
  rule('MeetingInput.text@ENFORCEMENT', '58', [only(IF_PARTY), only(ifSwitch('MEETING_INPUT_TO_BOARD')), ALLOW, DENY], 'OSL-34-1 OSL-10-27', 'Input written by Kronofogden; decision data only for the landlord, the board behind a switch.'),
];

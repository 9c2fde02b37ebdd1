import type { Checked, CheckContext } from '../cases';
import { complete, requiredText, validateIdempotencyKey } from '../cases';
import type { LocalDate, Problems } from '../shared';
import { addMonths, textLimits } from '../shared';
import type { AddMeetingInputInput } from './add-meeting-input.input';
import { parseMonth } from './agenda-reasons';

/** A contribution to a meeting as it is kept. */
export interface ValidMeetingInput {
  readonly idempotencyKey: string;
  /** First day of the meeting's month. */
  readonly month: LocalDate;
  readonly text: string;
}

/** How many months ahead a meeting may be. */
const MOST_MONTHS = 12;

/** Checks a contribution: to a meeting of this month or one of the twelve after it, since nothing is added to one that was held. */
export function validateMeetingInput(
  input: AddMeetingInputInput,
  problems: Problems,
  context: CheckContext,
): ValidMeetingInput | undefined {
  const parts: Checked<ValidMeetingInput> = {
    idempotencyKey: validateIdempotencyKey(input, problems),
    month: checkMonth(input.month, problems, context),
    text: requiredText(problems, 'text', input.text, { max: textLimits.meetingInput, lines: true }),
  };
  return complete(parts);
}

function checkMonth(
  given: string,
  problems: Problems,
  { today }: CheckContext,
): LocalDate | undefined {
  const month = parseMonth(given);
  if (month === null) problems.add('month', 'NOT_A_MONTH');
  else if (month.last < today) problems.add('month', 'IN_THE_PAST');
  else if (month.first > addMonths(today, MOST_MONTHS)) problems.add('month', 'TOO_LATE');
  else return month.first;
  return undefined;
}

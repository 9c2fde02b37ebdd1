import { randomUUID } from 'node:crypto';
import type { CaseChange } from '../cases';
import { boardFor, checkContext, wasSoundInTime } from '../cases';
import type { Caller } from '../identity';
import type { Keyring, WriterRole } from '../persistence';
import { insertRows } from '../persistence';
import type { Clock } from '../shared';
import { Agency, BadUserInputError, IllegalTransitionError, Problems } from '../shared';
import { refuseHandedOver } from '../social-services';
import type { AddMeetingInputInput } from './add-meeting-input.input';
import { MeetingInputRow, sealText } from './meeting-input.entity';
import { writtenByInput } from './meeting-input-written';
import type { ValidMeetingInput } from './validate-meeting-input';
import { validateMeetingInput } from './validate-meeting-input';

/** Each agency's own domain adds its inputs, and none in another's name. */
const WRITERS: Readonly<Partial<Record<Agency, WriterRole>>> = {
  [Agency.LANDLORD]: 'kvarbo_landlord_writer',
  [Agency.SOCIAL_SERVICES]: 'kvarbo_social_writer',
  [Agency.ENFORCEMENT]: 'kvarbo_enforcement_writer',
};

/**
 * Takes in what parties write about cases for the monthly meeting.
 *
 * @legalSource OSL-6-5
 * @legalSource GDPR-6
 */
export class MeetingInputService {
  constructor(
    private readonly changes: CaseChange,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds one input to the meeting of the board to which the case belongs as the caller knows it; earlier ones stay.
   *
   * @returns the id of the case, also when the input was added before under the same key
   * @throws BadUserInputError with every problem of the input
   * @throws IllegalTransitionError for a case of which the caller knows no board, so that there is no meeting, and for one that it has
   *   handed on
   * @throws NotFoundError for a case that the caller may not know of
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async addMeetingInput(caller: Caller, input: AddMeetingInputInput): Promise<string> {
    const { agency: writtenBy } = caller;
    const role = WRITERS[writtenBy];
    if (!role) throw new Error(`${writtenBy} writes nothing for a meeting.`);
    try {
      check(input, this.clock.now());
    } catch (error) {
      // One for a month that is over may have been added in time and be sent again.
      if (!(error instanceof BadUserInputError && wasSoundInTime(error.problems))) throw error;
    }
    return this.changes.make(caller, 'addMeetingInput', input, async (tx, changed) => {
      const { caseId, facts, organisation: author, now } = changed;
      refuseHandedOver(changed);
      const { month, text } = check(input, now);
      const boardId = boardFor(writtenBy, author, facts);
      if (boardId === null) throw new IllegalTransitionError(['submitNotice']);
      const id = randomUUID();
      const sealedText = sealText(this.keyring, id, text);
      const row = { id, caseId, boardId, month, writtenBy, author, recordedAt: now, sealedText };
      await tx.as(role, author, (manager) => insertRows(manager, MeetingInputRow, [row]));
      return writtenByInput(changed, { writtenBy, boardId });
    });
  }
}

function check(input: AddMeetingInputInput, now: Date): ValidMeetingInput {
  const problems = new Problems('input');
  const valid = validateMeetingInput(input, problems, checkContext(now));
  if (!valid) throw new BadUserInputError(problems.list);
  return valid;
}

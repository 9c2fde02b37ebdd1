import { checkChange, complete, optionalPhone, optionalText, type ValidChange } from '../cases';
import { textLimits, type Problems } from '../shared';
import { AttendanceStatus } from './attendance.type';
import type { SetAttendanceInput } from './set-attendance.input';

/** What the board says of its attendance; a contact only where somebody comes. */
export interface ValidAttendance extends ValidChange {
  readonly status: AttendanceStatus;
  readonly contactName: string | null;
  readonly contactPhone: string | null;
}

/**
 * Checks a statement of attendance: whom to expect is told only where somebody is to be expected.
 *
 * @legalSource OSL-10-2
 * @legalSource GDPR-5
 */
export function validateAttendance(
  input: SetAttendanceInput,
  problems: Problems,
): ValidAttendance | undefined {
  return complete<ValidAttendance>({
    ...checkChange(input, problems),
    status: input.status,
    contactName: ofAttending(input, problems, 'contactName', () =>
      optionalText(problems, 'contactName', input.contactName, { max: textLimits.name }),
    ),
    contactPhone: ofAttending(input, problems, 'contactPhone', () =>
      optionalPhone(problems, 'contactPhone', input.contactPhone),
    ),
  });
}

function ofAttending<T>(
  input: SetAttendanceInput,
  problems: Problems,
  field: 'contactName' | 'contactPhone',
  check: () => T | null | undefined,
): T | null | undefined {
  if (input.status === AttendanceStatus.ATTENDING || input[field] == null) return check();
  problems.add(field, 'NOT_ALLOWED');
  return undefined;
}

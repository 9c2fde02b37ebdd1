import { AttendanceStatus } from '../../src/social-services/attendance.type';
import type { SetAttendanceInput } from '../../src/social-services/set-attendance.input';
import { validateAttendance } from '../../src/social-services/validate-attendance';
import { validateConfirmation } from '../../src/social-services/validate-eviction-confirmation';
import { problemsOf, soundOf, type Plain } from '../support/input-checks';

const common = { idempotencyKey: 'day-1', caseId: 'alias', expectedVersion: 1 };
const { UNDECIDED, ATTENDING, NOT_ATTENDING } = AttendanceStatus;

describe('ConfirmEvictionTimeInput', () => {
  const caseworker = { id: 'FA-7', name: ' Kim  Påhittad ', phone: null, email: null };

  it('comes out with the caseworker in normal form', () => {
    expect(soundOf(validateConfirmation, { ...common, caseworker })).toEqual({
      idempotencyKey: 'day-1',
      expectedVersion: 1,
      caseworker: { ...caseworker, name: 'Kim Påhittad' },
    });
  });

  it('names the caseworker, and answers all problems at once', () => {
    const input = {
      ...common,
      expectedVersion: -1,
      caseworker: { id: '', name: '\u200b', phone: 'x' },
    };
    expect(
      problemsOf(validateConfirmation, input)
        .map((one) => one.join(' '))
        .sort(),
    ).toEqual([
      'caseworker.id REQUIRED',
      'caseworker.name REQUIRED',
      'caseworker.phone NOT_A_PHONE_NUMBER',
      'expectedVersion OUT_OF_RANGE',
    ]);
  });
});

describe('SetAttendanceInput', () => {
  const attending: Plain<SetAttendanceInput> = {
    ...common,
    status: ATTENDING,
    contactName: 'Kim Påhittad',
    contactPhone: '070-174 06 05',
  };

  it('comes out as it is', () => {
    expect(soundOf(validateAttendance, attending)).toEqual({
      idempotencyKey: 'day-1',
      expectedVersion: 1,
      status: 'ATTENDING',
      contactName: 'Kim Påhittad',
      contactPhone: '070-174 06 05',
    });
  });

  it.each([UNDECIDED, ATTENDING, NOT_ATTENDING])('is sound as %s without a contact', (status) => {
    expect(soundOf(validateAttendance, { ...common, status })).toMatchObject({
      status,
      contactName: null,
      contactPhone: null,
    });
  });

  it.each([
    [{ status: UNDECIDED }, ['contactName NOT_ALLOWED', 'contactPhone NOT_ALLOWED']],
    [{ status: NOT_ATTENDING, contactPhone: null }, ['contactName NOT_ALLOWED']],
    [{ contactName: 'å'.repeat(100_000) }, ['contactName TOO_LONG']],
    [{ contactName: 'Kim\u0000' }, ['contactName CONTROL_CHARACTERS']],
    [{ contactPhone: 'ring mig' }, ['contactPhone NOT_A_PHONE_NUMBER']],
    [{ contactPhone: '٠٧٠١٧٤٠٦٠٥' }, ['contactPhone NOT_A_PHONE_NUMBER']],
  ])('is refused with %j', (values, problems) => {
    const found = problemsOf(validateAttendance, { ...attending, ...values });
    expect(found.map((one) => one.join(' '))).toEqual(problems);
  });
});

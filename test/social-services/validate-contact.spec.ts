import { ContactChannel, ContactResult } from '../../src/social-services/contact-attempt.type';
import type { RecordContactInput } from '../../src/social-services/record-contact.input';
import { validateContact } from '../../src/social-services/validate-contact';
import { problemsOf, soundOf, type Plain } from '../support/input-checks';

const contact: Plain<RecordContactInput> = {
  idempotencyKey: 'contact-1',
  caseId: 'alias',
  expectedVersion: 1,
  at: '2026-11-22T13:00:00+01:00',
  channel: ContactChannel.HOME_VISIT,
  result: ContactResult.REACHED,
};

describe('RecordContactInput', () => {
  it('comes out as an instant', () => {
    expect(soundOf(validateContact, contact)).toEqual({
      idempotencyKey: 'contact-1',
      expectedVersion: 1,
      at: new Date('2026-11-22T12:00:00Z'),
      channel: 'HOME_VISIT',
      result: 'REACHED',
    });
  });

  it.each([
    ['2026-11-22T12:00:00.001Z', 'IN_THE_FUTURE'],
    ['2026-11-22T11:30:00-01:00', 'IN_THE_FUTURE'],
    ['2026-11-22 12:00', 'NOT_AN_INSTANT'],
    ['2026-11-31T12:00:00Z', 'NOT_AN_INSTANT'],
    ['2026-11-22T24:00:00Z', 'NOT_AN_INSTANT'],
    ['', 'NOT_AN_INSTANT'],
  ])('is refused at %j', (at, code) => {
    expect(problemsOf(validateContact, { ...contact, at })).toEqual([['at', code]]);
  });

  it('answers all problems at once', () => {
    const input = { ...contact, idempotencyKey: '', expectedVersion: -1, at: 'nyss' };
    expect(problemsOf(validateContact, input)).toEqual([
      ['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
      ['expectedVersion', 'OUT_OF_RANGE'],
      ['at', 'NOT_AN_INSTANT'],
    ]);
  });
});

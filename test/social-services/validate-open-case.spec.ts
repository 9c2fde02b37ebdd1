import type { OpenSocialCaseInput } from '../../src/social-services/open-social-case.input';
import { validateOpenSocialCase } from '../../src/social-services/validate-open-case';
import { textLimits } from '../../src/shared';
import { changed, problemsOf, soundOf, type Plain } from '../support/input-checks';

const opening: Plain<OpenSocialCaseInput> = {
  idempotencyKey: 'open-1',
  caseId: 'alias',
  expectedVersion: 1,
  caseworker: {
    id: 'hl-7',
    name: 'Hanna Handläggare',
    phone: '08-123 456',
    email: 'hanna@example.se',
  },
  journalReference: 'PA 2026/17',
};

describe('OpenSocialCaseInput (SOL-14-2-OPEN)', () => {
  it('comes out in normal form', () => {
    const input = changed(opening, 'caseworker.name', ' Hanna  Handläggare');
    expect(soundOf(validateOpenSocialCase, input)).toEqual({
      idempotencyKey: 'open-1',
      expectedVersion: 1,
      caseworker: opening.caseworker,
      journalReference: 'PA 2026/17',
    });
  });

  it('may leave out reference, telephone and e-mail', () => {
    const { idempotencyKey, caseId, expectedVersion } = opening;
    const caseworker = { id: 'hl-7', name: 'Hanna Handläggare' };
    const input = { idempotencyKey, caseId, expectedVersion, caseworker };
    expect(soundOf(validateOpenSocialCase, input)).toMatchObject({
      caseworker: { ...caseworker, phone: null, email: null },
      journalReference: null,
    });
  });

  it.each([
    ['caseworker.id', '', 'REQUIRED'],
    ['caseworker.id', 'x'.repeat(textLimits.reference + 1), 'TOO_LONG'],
    ['caseworker.name', ' ', 'REQUIRED'],
    ['caseworker.name', 'x'.repeat(textLimits.name + 1), 'TOO_LONG'],
    ['caseworker.name', 'Hanna\nH', 'CONTROL_CHARACTERS'],
    ['caseworker.phone', '123', 'NOT_A_PHONE_NUMBER'],
    ['caseworker.email', 'hanna', 'NOT_AN_EMAIL_ADDRESS'],
    ['journalReference', 'x'.repeat(textLimits.reference + 1), 'TOO_LONG'],
    ['expectedVersion', -1, 'OUT_OF_RANGE'],
    ['idempotencyKey', '', 'INVALID_IDEMPOTENCY_KEY'],
  ])('refuses %s (%#)', (path, value, code) => {
    expect(problemsOf(validateOpenSocialCase, changed(opening, path, value))).toEqual([
      [path, code],
    ]);
  });

  it('answers all problems at once', () => {
    const input = { ...opening, idempotencyKey: '', caseworker: { id: '', name: '', email: '@' } };
    expect(problemsOf(validateOpenSocialCase, input)).toEqual([
      ['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
      ['caseworker.id', 'REQUIRED'],
      ['caseworker.name', 'REQUIRED'],
      ['caseworker.email', 'NOT_AN_EMAIL_ADDRESS'],
    ]);
  });
});

import fc from 'fast-check';
import { checkContext } from '../../../src/cases';
import type { RecordConsentInput } from '../../../src/cases/consents/record-consent.input';
import { validateConsent } from '../../../src/cases/consents/validate-consent';
import { Agency, Purpose } from '../../../src/shared';
import type { Plain } from '../../support/input-checks';
import { collector, expectNoValueIn, mutationsOf } from '../../support/input-mutations';

const PERSON = '00000000-0000-4000-8000-000000000001';
const NOW = new Date('2026-11-22T11:00:00Z');
const sound: Plain<RecordConsentInput> = {
  idempotencyKey: 'consent-1',
  caseId: 'case',
  expectedVersion: 1,
  tenantId: 'tenant',
  fieldGroup: 'CASEWORKER_CONTACT',
  recipient: Agency.LANDLORD,
  purpose: Purpose.LANDLORD_DUTY,
  validFrom: '2026-11-22',
  validTo: '2026-11-22',
  evidence: 'Muntligt vid besök.',
};

function judged(changes: Partial<Plain<RecordConsentInput>>, now = NOW) {
  const problems = collector();
  const valid = validateConsent({ ...sound, ...changes }, problems, {
    ...checkContext(now),
    agency: Agency.SOCIAL_SERVICES,
    personOf: (alias) => (alias === 'tenant' ? PERSON : null),
  });
  expect(valid === undefined).toBe(problems.list.length > 0);
  return { valid, found: problems.list.map(({ path, code }) => `${path} ${code}`) };
}

describe('validateConsent', () => {
  it('takes a sound consent as it is, with the person behind the alias', () => {
    const { fieldGroup, recipient, purpose, validFrom, validTo, evidence } = sound;
    expect(judged({}).valid).toEqual({
      idempotencyKey: 'consent-1',
      expectedVersion: 1,
      personId: PERSON,
      fieldGroup,
      recipient,
      purpose,
      validFrom,
      validTo,
      evidence,
    });
  });

  it.each([
    ['one that was given before', { validFrom: '2026-01-01' }],
    ['one for a day to come', { validFrom: '2027-01-01', validTo: '2027-01-01' }],
    ['one for as long as the tenant says', { validTo: '2199-12-31' }],
    ['evidence of a thousand characters', { evidence: 'ä'.repeat(1000) }],
  ])('takes %s', (_what, changes) => {
    expect(judged(changes).found).toEqual([]);
  });

  it.each([
    [
      'a last day before the first',
      { validFrom: '2026-12-02', validTo: '2026-12-01' },
      'input.validTo BEFORE_START',
    ],
    [
      'a last day that is over',
      { validFrom: '2026-11-01', validTo: '2026-11-21' },
      'input.validTo IN_THE_PAST',
    ],
    ['what is no day', { validFrom: '2026-02-30' }, 'input.validFrom NOT_A_DATE'],
    ['evidence that cannot be seen', { evidence: '\u200b \n' }, 'input.evidence REQUIRED'],
    ['evidence that is too long', { evidence: 'ä'.repeat(1001) }, 'input.evidence TOO_LONG'],
    ['an alias of nobody', { tenantId: 'case' }, 'input.tenantId UNKNOWN_TENANT'],
  ])('refuses %s', (_what, changes, problem) => {
    expect(judged(changes).found).toEqual([problem]);
  });

  it('goes by the day in Stockholm', () => {
    const changes = { validFrom: '2026-11-01', validTo: '2026-11-22' };
    expect(judged(changes, new Date('2026-11-22T22:59:59Z')).found).toEqual([]);
    expect(judged(changes, new Date('2026-11-22T23:00:00Z')).found).toEqual([
      'input.validTo IN_THE_PAST',
    ]);
  });

  it('answers anything with problems that hold nothing of it', () => {
    fc.assert(
      fc.property(mutationsOf(sound), ({ input }) => {
        const problems = collector();
        validateConsent(input, problems, {
          ...checkContext(NOW),
          agency: Agency.SOCIAL_SERVICES,
          personOf: (alias) => (alias === 'tenant' ? PERSON : null),
        });
        expectNoValueIn(problems.list);
      }),
      { numRuns: 500 },
    );
  });
});

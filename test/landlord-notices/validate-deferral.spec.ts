import { checkContext } from '../../src/cases';
import { lastDayToWait, validateDeferral } from '../../src/landlord-notices/validate-deferral';
import { Problems } from '../../src/shared';
import { aRecord } from '../cases/some-facts';

const NOW = new Date('2026-11-22T12:00:00Z');

/** Codes by path; empty where the deferral is sound. */
function faults(until: string, lastDay: string | null = null): readonly string[] {
  const problems = new Problems('input');
  const input = { idempotencyKey: 'key', caseId: 'case', expectedVersion: 1, until };
  const valid = validateDeferral(input, problems, { ...checkContext(NOW), lastDay });
  expect(valid === undefined).toBe(problems.list.length > 0);
  return problems.list.map(({ path, code }) => `${path} ${code}`);
}

describe('a deferral (UB-16-5-DEFERRAL)', () => {
  it.each([
    ['tomorrow', '2026-11-23', null, []],
    ['today', '2026-11-22', null, ['input.until IN_THE_PAST']],
    ['yesterday', '2026-11-21', null, ['input.until IN_THE_PAST']],
    ['no day', 'soon', null, ['input.until NOT_A_DATE']],
    ['years ahead before any application', '2030-01-01', null, []],
    ['the last day of the six months', '2027-04-02', '2027-04-02', []],
    ['the day after the six months', '2027-04-03', '2027-04-02', ['input.until TOO_LATE']],
  ])('is judged when it ends %s', (_what, until, lastDay, expected) => {
    expect(faults(until, lastDay)).toEqual(expected);
  });

  it('tells of key, version and day at once', () => {
    const problems = new Problems('input');
    validateDeferral(
      { idempotencyKey: '', caseId: 'case', expectedVersion: -1, until: '2026-11-01' },
      problems,
      { ...checkContext(NOW), lastDay: null },
    );
    expect(problems.list.map(({ path }) => path)).toEqual([
      'input.idempotencyKey',
      'input.expectedVersion',
      'input.until',
    ]);
  });
});

describe('the last day to wait (UB-16-5-DEFERRAL)', () => {
  it.each([
    ['there is no application', [], null],
    ['the application has no day yet', [aRecord({ appliedOn: null })], null],
    ['the application is closed', [aRecord({ closedOn: '2026-11-01' })], null],
    ['one application is open', [aRecord({ appliedOn: '2026-10-02' })], '2027-04-02'],
    ['six months after has no such day', [aRecord({ appliedOn: '2026-08-31' })], '2027-02-28'],
    [
      'two are open: the first of them must not lapse',
      [aRecord({ appliedOn: '2026-10-02' }), aRecord({ appliedOn: '2026-09-15' })],
      '2027-03-15',
    ],
  ])('where %s', (_what, records, expected) => {
    expect(lastDayToWait(records)).toBe(expected);
  });
});

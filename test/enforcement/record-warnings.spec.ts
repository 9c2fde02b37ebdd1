import { ClosureKind } from '../../src/enforcement/closure.type';
import { EnforcementStatus } from '../../src/enforcement/enforcement-status.type';
import { recordWarnings } from '../../src/enforcement/record-warnings';
import { validateEvictionRecord } from '../../src/enforcement/validate-eviction-record';
import type { ValidEvictionRecord } from '../../src/enforcement/validate-eviction-record';
import { checkContext, socialBoardDirectory } from '../../src/cases';
import { Problems } from '../../src/shared';
import { aPushedRecord, type RecordInput } from './enforcement-desk';

const CONTEXT = checkContext(new Date('2026-11-24T10:00:00Z'), socialBoardDirectory);
const TIME = { date: '2026-12-17', time: '09:30' };
const STAY = { decidedOn: '2026-12-01', until: '2026-12-14', exceptional: false, reasons: null };
const STORAGE = { place: null, endsOn: '2027-03-17' };

/** An open record without anything that goes with a later status. */
const OPEN: RecordInput = {
  ...aPushedRecord,
  status: EnforcementStatus.OPEN,
  heardOn: null,
  evictionTime: null,
  stay: null,
  closure: null,
  executedOn: null,
  storage: null,
};

function valid(input: RecordInput): ValidEvictionRecord {
  const problems = new Problems('records.0');
  const record = validateEvictionRecord(input, problems, CONTEXT);
  if (!record) throw new Error(JSON.stringify(problems.list));
  return record;
}

const warned = (given: Partial<RecordInput>, before: Partial<RecordInput> | null = null) =>
  recordWarnings(
    valid({ ...OPEN, ...given }),
    before && valid({ ...OPEN, ...before }),
    'records.0',
  ).map(({ path, code }) => `${path} ${code}`);

const status = (name: keyof typeof EnforcementStatus) => ({ status: EnforcementStatus[name] });
const closed = (kind: keyof typeof ClosureKind) => ({
  closure: { kind: ClosureKind[kind], on: '2026-12-20' },
});

describe('a record that agrees with itself', () => {
  it.each<[string, Partial<RecordInput>]>([
    ['at the summary stage', { ...status('SUMMARY_PENDING'), appliedOn: null }],
    ['decided', { ...status('DECIDED'), appliedOn: null }],
    ['open', {}],
    ['with a time', { ...status('DATE_SET'), evictionTime: TIME }],
    ['deferred', status('DEFERRED')],
    ['stayed', { ...status('STAYED'), stay: STAY }],
    ['carried out', { ...status('EXECUTED'), executedOn: '2026-12-17', evictionTime: TIME }],
    ['withdrawn', { ...status('WITHDRAWN'), ...closed('WITHDRAWN') }],
    ['lapsed', { ...status('LAPSED'), ...closed('LAPSED') }],
    ['closed, since the tenant moved', { ...status('CLOSED'), ...closed('VACATED') }],
    ['closed after it was carried out', { ...status('CLOSED'), executedOn: '2026-12-17' }],
  ])('gives no warning when it is %s', (_case, given) => {
    expect(warned(given)).toEqual([]);
  });
});

describe('a record that contradicts itself', () => {
  it.each<[string, Partial<RecordInput>]>([
    ['evictionTime TIME_MISSING', status('DATE_SET')],
    ['evictionTime TIME_WITHOUT_STATUS', { evictionTime: TIME }],
    ['stay STAY_MISSING', status('STAYED')],
    [
      'stay.until STAY_ENDS_BEFORE_DECISION',
      { ...status('STAYED'), stay: { ...STAY, until: '2026-11-30' } },
    ],
    ['executedOn EXECUTION_DAY_MISSING', status('EXECUTED')],
    ['executedOn EXECUTION_WITHOUT_STATUS', { executedOn: '2026-12-17' }],
    ['closure CLOSURE_MISSING', status('WITHDRAWN')],
    ['closure CLOSURE_MISSING', status('CLOSED')],
    ['closure CLOSURE_WITHOUT_STATUS', closed('VACATED')],
    ['closure.kind CLOSURE_OF_OTHER_KIND', { ...status('WITHDRAWN'), ...closed('LAPSED') }],
    ['appliedOn APPLICATION_MISSING', { appliedOn: null }],
  ])('is warned of %s', (expected, given) => {
    expect(warned(given)).toEqual([`records.0.${expected}`]);
  });

  it('is warned of everything at once', () => {
    const given = { ...status('EXECUTED'), appliedOn: null, ...closed('VACATED') };
    expect(warned(given)).toEqual([
      'records.0.executedOn EXECUTION_DAY_MISSING',
      'records.0.closure CLOSURE_WITHOUT_STATUS',
      'records.0.appliedOn APPLICATION_MISSING',
    ]);
  });
});

describe('a status after another', () => {
  const executed = { ...status('EXECUTED'), executedOn: '2026-12-17' };
  const UNUSUAL = ['records.0.status UNUSUAL_MOVE'];

  it.each<[string, Partial<RecordInput>, Partial<RecordInput>]>([
    ['a decision after an application', { ...status('SUMMARY_PENDING') }, status('DECIDED')],
    ['a hearing in an open case', {}, { heardOn: '2026-12-01' }],
    [
      'a time after a hearing',
      { heardOn: '2026-12-01' },
      { ...status('DATE_SET'), evictionTime: TIME },
    ],
    [
      'a time that moves',
      { ...status('DATE_SET'), evictionTime: TIME },
      { ...status('DATE_SET'), evictionTime: { ...TIME, date: '2026-12-18' } },
    ],
    ['a time that is cleared', { ...status('DATE_SET'), evictionTime: TIME }, {}],
    ['an execution at its time', { ...status('DATE_SET'), evictionTime: TIME }, executed],
    ['property put in store', executed, { ...executed, storage: STORAGE }],
    ['a closed case after its execution', executed, { ...executed, ...status('CLOSED') }],
    ['the same status again', {}, { childrenCount: 2 }],
  ])('gives no warning for %s', (_case, before, given) => {
    expect(warned(given, before)).toEqual([]);
  });

  it.each<[string, Partial<RecordInput>, Partial<RecordInput>]>([
    ['an execution without a time before it', {}, executed],
    ['an open case after its execution', executed, {}],
    ['a summary case after enforcement', {}, { ...status('SUMMARY_PENDING') }],
    ['a case that is open again', { ...status('WITHDRAWN'), ...closed('WITHDRAWN') }, {}],
    [
      'a withdrawal after the execution',
      executed,
      { ...status('WITHDRAWN'), ...closed('WITHDRAWN') },
    ],
    ['a hearing that is gone', { heardOn: '2026-12-01' }, {}],
    [
      'a decision on a contested application without a court',
      { ...status('SUMMARY_PENDING'), summaryCase: { appliedOn: '2026-09-01', contested: true } },
      status('DECIDED'),
    ],
  ])('is warned of as unusual: %s', (_case, before, given) => {
    expect(warned(given, before)).toEqual(UNUSUAL);
  });

  it('is not judged where an earlier version does not say how it ended', () => {
    expect(warned({}, status('CLOSED'))).toEqual([]);
  });
});

it('holds no value of the record in its sentences', () => {
  const [first, second] = [
    recordWarnings(valid({ ...OPEN, ...closed('VACATED') }), null, 'records.7'),
    recordWarnings(
      valid({ ...OPEN, closure: { kind: ClosureKind.LAPSED, on: '2026-12-21' } }),
      null,
      'records.7',
    ),
  ];
  expect(first).toEqual(second);
});

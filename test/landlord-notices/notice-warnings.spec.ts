import { noticeWarnings } from '../../src/landlord-notices/notice-warnings';
import { validateNotice } from '../../src/landlord-notices/validate-notice';
import { changed, soundOf } from '../support/input-checks';
import {
  arrearsNotice,
  aTenant,
  disturbanceNotice,
  seriousDisturbanceNotice,
} from '../support/inputs';

type Change = readonly [path: string, value: unknown];

const codesOf = (notice: typeof arrearsNotice, changes: readonly Change[]): readonly string[] => {
  const input = changes.reduce((soFar, [path, value]) => changed(soFar, path, value), notice);
  return noticeWarnings(soundOf(validateNotice, input)).map(({ code }) => code);
};

const second = { ...aTenant, name: 'Örjan Exempel', personalIdentityNumber: null };
const served = (tenantName: string, method = 'ORDINARY') => ({
  tenantName,
  servedOn: '2026-11-16',
  method,
});
const claim = (dueOn: string, periodStart = '2026-11-01') =>
  ['claims', [{ periodStart, periodEnd: '2026-11-30', dueOn, amount: '19765.50' }]] as const;
const terminatedOn = (day: string): Change => ['termination.on', day];

describe('JB-12-44-FORM-CASES: the room count (NJA 1985 s. 586)', () => {
  it.each<[string, readonly Change[], readonly string[]]>([
    ['given', [], []],
    ['null', [['dwelling.roomCount', null]], ['ROOM_COUNT_MISSING']],
    ['left out', [['dwelling.roomCount', undefined]], ['ROOM_COUNT_MISSING']],
  ])('%s', (_, changes, codes) => {
    expect(codesOf(arrearsNotice, changes)).toEqual(codes);
  });
});

describe('JB-12-44-FORM-CASES: substitute service (NJA 1988 s. 420)', () => {
  it.each([
    ['RENTED', ['SUBSTITUTE_SERVICE']],
    ['COOPERATIVE', ['SUBSTITUTE_SERVICE']],
    ['SUBLET', ['SUBSTITUTE_SERVICE']],
    ['TENANT_OWNED', []],
  ])('of a flat that is %s', (tenure, codes) => {
    const changes: readonly Change[] = [
      ['dwelling.tenure', tenure],
      ['tenantServed', [served(aTenant.name, 'SUBSTITUTE')]],
    ];
    expect(codesOf(arrearsNotice, changes)).toEqual(codes);
  });
});

describe('JB-12-44-RECOVERY: the tenants who are not served', () => {
  it.each<[string, readonly Change[], readonly string[]]>([
    ['none given', [['tenantServed', null]], ['TENANT_NOT_SERVED']],
    ['an empty list', [['tenantServed', []]], ['TENANT_NOT_SERVED']],
    ['one of two', [['tenants', [aTenant, second]]], ['TENANT_NOT_SERVED']],
    [
      'one of two, served twice',
      [
        ['tenants', [aTenant, second]],
        ['tenantServed', [served(aTenant.name), served(aTenant.name, 'PROCESS_SERVER')]],
      ],
      ['TENANT_NOT_SERVED'],
    ],
    [
      'none of two',
      [
        ['tenants', [aTenant, second]],
        ['tenantServed', [served(aTenant.name), served(second.name)]],
      ],
      [],
    ],
  ])('%s', (_, changes, codes) => {
    expect(codesOf(arrearsNotice, changes)).toEqual(codes);
  });
});

describe('JB-12-20-DUE: the last weekday before the month', () => {
  it.each([
    ['2026-10-30', 'RENTED', []],
    ['2026-10-31', 'RENTED', []],
    ['2026-10-29', 'RENTED', ['DUE_BEFORE_LAST_WEEKDAY']],
    ['2026-10-29', 'TENANT_OWNED', []],
  ])('%s for November, %s', (dueOn, tenure, codes) => {
    expect(codesOf(arrearsNotice, [claim(dueOn), ['dwelling.tenure', tenure]])).toEqual(codes);
  });
});

describe('JB-12-42-LATE: a delay of more than one week', () => {
  it.each([
    ['2026-10-30', '2026-11-06', ['NOT_YET_FORFEITABLE']],
    ['2026-10-30', '2026-11-07', []],
    ['2025-12-30', '2026-01-07', ['NOT_YET_FORFEITABLE']],
    ['2025-12-30', '2026-01-08', []],
  ])('due %s, terminated %s', (dueOn, on, codes) => {
    const changes = [claim(dueOn, `${on.slice(0, 8)}01`), terminatedOn(on)];
    expect(codesOf(arrearsNotice, changes)).toEqual(codes);
  });

  it('is enough for one of the claims', () => {
    expect(codesOf(arrearsNotice, [terminatedOn('2026-11-02')])).toEqual([]);
    expect(codesOf(arrearsNotice, [terminatedOn('2026-10-07')])).toEqual(['NOT_YET_FORFEITABLE']);
  });
});

describe('warnings', () => {
  it.each([
    ['a disturbance', disturbanceNotice],
    ['a particularly serious disturbance', seriousDisturbanceNotice],
  ])('are none for %s', (_, notice) => {
    expect(codesOf(notice, [['dwelling.roomCount', null]])).toEqual([]);
  });

  it('come all at once in a fixed order, each with its rule and without a value', () => {
    const input = [
      ['dwelling.roomCount', null],
      ['tenants', [aTenant, second]],
      ['tenantServed', [served(aTenant.name, 'SUBSTITUTE')]],
      claim('2026-10-15'),
      terminatedOn('2026-10-16'),
    ].reduce((soFar, [path, value]) => changed(soFar, path as string, value), arrearsNotice);
    const warnings = noticeWarnings(soundOf(validateNotice, input));
    expect(warnings.map(({ code, ruleId }) => [code, ruleId])).toEqual([
      ['ROOM_COUNT_MISSING', 'JB-12-44-FORM-CASES'],
      ['SUBSTITUTE_SERVICE', 'JB-12-44-FORM-CASES'],
      ['TENANT_NOT_SERVED', 'JB-12-44-RECOVERY'],
      ['DUE_BEFORE_LAST_WEEKDAY', 'JB-12-20-DUE'],
      ['NOT_YET_FORFEITABLE', 'JB-12-42-LATE'],
    ]);
    for (const { message } of warnings)
      for (const value of [aTenant.name, second.name, '2026-10', '19765', 'Exempelgatan'])
        expect(message).not.toContain(value);
  });
});

import fc from 'fast-check';
import type { RentClaimInput } from '../../src/landlord-notices/form-3.input';
import { validateClaims, validateRecoveryTotal } from '../../src/landlord-notices/validate-claims';
import { formatSek, sumOre, type Problems } from '../../src/shared';
import { changed, problemsOf, soundOf, type Found, type Plain } from '../support/input-checks';

const october: Plain<RentClaimInput> = {
  periodStart: '2026-10-01',
  periodEnd: '2026-10-31',
  dueOn: '2026-09-30',
  amount: '9850',
  interest: '65.50',
};
const november: Plain<RentClaimInput> = {
  periodStart: '2026-11-01',
  periodEnd: '2026-11-30',
  dueOn: '2026-10-30',
  amount: '9850.00',
};

const checkTotal =
  (claims: readonly Plain<RentClaimInput>[]) =>
  (total: string, problems: Problems): bigint | undefined =>
    validateRecoveryTotal(total, claims, problems);

describe('RentClaimInput', () => {
  it('comes out in öre', () => {
    expect(soundOf(validateClaims, [october, november])).toEqual([
      { ...october, amount: 985_000n, interest: 6550n },
      { ...november, amount: 985_000n, interest: null },
    ]);
  });

  it.each([
    ['periodEnd', '2026-10-01'],
    ['dueOn', '2026-11-22'],
    ['amount', '0.01'],
    ['amount', '9999999999.99'],
    ['interest', '0'],
    ['interest', null],
    ['interest', undefined],
  ])('may have %s %j', (field, value) => {
    expect(problemsOf(validateClaims, [changed(october, field, value)])).toEqual([]);
  });

  it.each([
    ['periodStart', '2026-10-32', 'NOT_A_DATE'],
    ['periodStart', null, 'REQUIRED'],
    ['periodEnd', '2026-09-30', 'BEFORE_START'],
    ['periodEnd', '31/10 2026', 'NOT_A_DATE'],
    ['dueOn', '2026-11-23', 'IN_THE_FUTURE'],
    ['dueOn', '', 'NOT_A_DATE'],
    ['amount', '0', 'OUT_OF_RANGE'],
    ['amount', '0.00', 'OUT_OF_RANGE'],
    ['amount', '-1', 'NOT_AN_AMOUNT'],
    ['amount', '9850,00', 'NOT_AN_AMOUNT'],
    ['amount', '9850.001', 'NOT_AN_AMOUNT'],
    ['amount', '1e3', 'NOT_AN_AMOUNT'],
    ['amount', '9 850', 'NOT_AN_AMOUNT'],
    ['amount', '10000000000', 'NOT_AN_AMOUNT'],
    ['interest', '-0.01', 'NOT_AN_AMOUNT'],
    ['interest', '', 'NOT_AN_AMOUNT'],
  ])('refuses %s %j', (field, value, code) => {
    expect(problemsOf(validateClaims, [november, changed(october, field, value)])).toEqual([
      [`claims.1.${field}`, code],
    ]);
  });

  it('may come for periods that overlap, but for each period once', () => {
    const halfOfOctober = changed(october, 'periodEnd', '2026-10-15');
    expect(problemsOf(validateClaims, [october, halfOfOctober])).toEqual([]);
    expect(problemsOf(validateClaims, [october, november, { ...october, amount: '1' }])).toEqual([
      ['claims.2.periodStart', 'DUPLICATE'],
    ]);
  });

  it.each([
    [0, [['claims', 'TOO_FEW']]],
    [60, []],
    [61, [['claims', 'TOO_MANY']]],
    [100_000, [['claims', 'TOO_MANY']]],
  ])('may come %i times', (count, problems) => {
    const claims = Array.from({ length: count }, (_, at) => ({
      ...october,
      periodStart: `2026-${at < 31 ? '01' : '03'}-${String((at % 31) + 1).padStart(2, '0')}`,
    }));
    expect(problemsOf(validateClaims, claims)).toEqual(problems);
  });
});

describe('JB-12-44-FORM-CASES: the amount for recovery (RH 1995:34)', () => {
  it.each<[string, readonly Plain<RentClaimInput>[], string, readonly Found[]]>([
    ['equals rent and interest', [october, november], '19765.50', []],
    ['equals them however it is written', [october, november], '19765.5', []],
    ['is one öre too high', [october, november], '19765.51', [['recoveryTotal', 'SUM_MISMATCH']]],
    ['is one öre too low', [october, november], '19765.49', [['recoveryTotal', 'SUM_MISMATCH']]],
    ['forgets the interest', [october, november], '19700', [['recoveryTotal', 'SUM_MISMATCH']]],
    ['is nothing', [october], '0', [['recoveryTotal', 'SUM_MISMATCH']]],
    ['is no amount', [october], '9915,50', [['recoveryTotal', 'NOT_AN_AMOUNT']]],
    ['has nothing to be compared with', [], '1', []],
    ['has an unreadable claim', [october, { ...november, amount: 'x' }], '1', []],
    ['has unreadable interest', [{ ...october, interest: 'x' }], '1', []],
  ])('%s', (_, claims, total, problems) => {
    expect(problemsOf(checkTotal(claims), total)).toEqual(problems);
  });

  it('is exact for amounts that binary fractions cannot hold', () => {
    const amount = fc.bigInt({ min: 1n, max: 99_999_999_99n });
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 60 }), (amounts) => {
        const claims = amounts.map((ore) => ({ ...november, amount: formatSek(ore) }));
        const total = sumOre(amounts);
        fc.pre(total <= 999_999_999_999n);
        expect(problemsOf(checkTotal(claims), formatSek(total))).toEqual([]);
        expect(problemsOf(checkTotal(claims), formatSek(total - 1n))).toEqual([
          ['recoveryTotal', 'SUM_MISMATCH'],
        ]);
      }),
    );
  });
});

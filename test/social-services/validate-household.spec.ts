import type { RecordHouseholdInput } from '../../src/social-services/record-household.input';
import { validateHousehold } from '../../src/social-services/validate-household';
import { changed, problemsOf, soundOf, type Plain } from '../support/input-checks';

const household: Plain<RecordHouseholdInput> = {
  idempotencyKey: 'household-1',
  caseId: 'alias',
  expectedVersion: 1,
  adults: 2,
  children: 3,
  elderly: false,
};

describe('RecordHouseholdInput', () => {
  it('comes out as it is', () => {
    expect(soundOf(validateHousehold, household)).toEqual({
      idempotencyKey: 'household-1',
      expectedVersion: 1,
      adults: 2,
      children: 3,
      elderly: false,
    });
  });

  it.each([
    [1, 0, []],
    [0, 1, []],
    [50, 50, []],
    [0, 0, [['adults', 'OUT_OF_RANGE']]],
    [51, 0, [['adults', 'OUT_OF_RANGE']]],
    [0, 51, [['children', 'OUT_OF_RANGE']]],
    [-1, 2, [['adults', 'OUT_OF_RANGE']]],
    [1, -1, [['children', 'OUT_OF_RANGE']]],
    [1.5, 0, [['adults', 'OUT_OF_RANGE']]],
    [
      -1,
      51,
      [
        ['adults', 'OUT_OF_RANGE'],
        ['children', 'OUT_OF_RANGE'],
      ],
    ],
  ])('of %d adults and %d children', (adults, children, problems) => {
    expect(problemsOf(validateHousehold, { ...household, adults, children })).toEqual(problems);
  });

  it('is refused with a bad version', () => {
    expect(problemsOf(validateHousehold, changed(household, 'expectedVersion', -1))).toEqual([
      ['expectedVersion', 'OUT_OF_RANGE'],
    ]);
  });
});

import { textLimits } from '../../src/shared';
import { validateDwelling } from '../../src/cases';
import { changed, problemsOf, soundOf } from '../support/input-checks';
import { aDwelling } from '../support/inputs';

describe('DwellingInput', () => {
  it('comes out in normal form with the board that is responsible', () => {
    expect(soundOf(validateDwelling, aDwelling)).toEqual({
      street: 'Exempelgatan 1',
      postalCode: '12345',
      city: 'Farsta',
      apartmentNumber: '1102',
      municipality: '0180',
      boardId: 'farsta',
      roomCount: 2.5,
      tenure: 'RENTED',
    });
  });

  it('needs no district where the municipality has one board, and no flat or room count', () => {
    const { street, postalCode, city, tenure } = aDwelling;
    const dwelling = { street, postalCode, city, tenure, municipality: '0380' };
    expect(soundOf(validateDwelling, dwelling)).toMatchObject({
      boardId: '0380',
      apartmentNumber: null,
      roomCount: null,
    });
  });

  it.each([
    ['postalCode', '12345'],
    ['postalCode', ' 123 45 '],
    ['apartmentNumber', ''],
    ['apartmentNumber', '1'.repeat(textLimits.apartmentNumber)],
    ['roomCount', 0.5],
    ['roomCount', 1],
    ['roomCount', 50],
    ['roomCount', null],
    ['district', 'skarpnack'],
    ['city', 'Årsta'],
  ])('takes a %s of %j', (field, value) => {
    expect(problemsOf(validateDwelling, changed(aDwelling, field, value))).toEqual([]);
  });

  it.each([
    ['street', '', 'REQUIRED'],
    ['street', 'x'.repeat(textLimits.street + 1), 'TOO_LONG'],
    ['city', ' ', 'REQUIRED'],
    ['city', 'Far\u0007sta', 'CONTROL_CHARACTERS'],
    ['postalCode', '', 'NOT_A_POSTAL_CODE'],
    ['postalCode', '1234', 'NOT_A_POSTAL_CODE'],
    ['postalCode', '123456', 'NOT_A_POSTAL_CODE'],
    ['postalCode', '1234 5', 'NOT_A_POSTAL_CODE'],
    ['postalCode', '012 34', 'NOT_A_POSTAL_CODE'],
    ['postalCode', 'SE-12345', 'NOT_A_POSTAL_CODE'],
    ['postalCode', '１２３４５', 'NOT_A_POSTAL_CODE'],
    ['apartmentNumber', '1'.repeat(textLimits.apartmentNumber + 1), 'TOO_LONG'],
    ['municipality', '9999', 'NOT_A_MUNICIPALITY'],
    ['municipality', '180', 'NOT_A_MUNICIPALITY'],
    ['district', null, 'BOARD_REQUIRED'],
    ['district', undefined, 'BOARD_REQUIRED'],
    ['district', 'x'.repeat(10_000_000), 'UNKNOWN_BOARD'],
    ['roomCount', 0, 'OUT_OF_RANGE'],
    ['roomCount', -1, 'OUT_OF_RANGE'],
    ['roomCount', 0.25, 'OUT_OF_RANGE'],
    ['roomCount', 2.3, 'OUT_OF_RANGE'],
    ['roomCount', 50.5, 'OUT_OF_RANGE'],
    ['roomCount', Number.NaN, 'OUT_OF_RANGE'],
    ['roomCount', Number.POSITIVE_INFINITY, 'OUT_OF_RANGE'],
  ])('refuses a %s of its kind', (field, value, code) => {
    expect(problemsOf(validateDwelling, changed(aDwelling, field, value))).toEqual([[field, code]]);
  });

  it('says where the district does not lie in the municipality', () => {
    const dwelling = changed(aDwelling, 'municipality', '0380');
    expect(problemsOf(validateDwelling, dwelling)).toEqual([['district', 'UNKNOWN_BOARD']]);
  });
});

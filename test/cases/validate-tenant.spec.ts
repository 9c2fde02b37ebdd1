import { textLimits } from '../../src/shared';
import { validateTenants, type TenantInput } from '../../src/cases';
import { testCoordinationNumber, testPersonalNumber } from '../support/identity-numbers';
import { changed, problemsOf, soundOf, type Found, type Plain } from '../support/input-checks';
import { aTenant } from '../support/inputs';

const validate = (
  inputs: readonly Plain<TenantInput>[],
  ...rest: Parameters<typeof validateTenants> extends [string, unknown, ...infer R] ? R : never
): ReturnType<typeof validateTenants> => validateTenants('tenants', inputs, ...rest);

const number = testPersonalNumber('1985-04-12');
const wrongCheckDigit = number.slice(0, -1) + String((Number(number.at(-1)) + 1) % 10);
const person = (serial: number): Plain<TenantInput> => ({
  name: `Person ${serial}`,
  postalAddress: 'Exempelgatan 1',
});

describe('TenantInput', () => {
  it('comes out in normal form', () => {
    const [tenant] = soundOf(validate, [
      {
        name: '  Alva   Pa\u030Ahittad ',
        postalAddress: 'Exempelgatan 1,  123 45 Farsta',
        personalIdentityNumber: `${number.slice(2, 8)}-${number.slice(8)}`,
        phone: ' 070-174  06 05',
        email: 'alva@example.se ',
      },
    ]);
    expect(tenant).toEqual({ ...aTenant, personalIdentityNumber: number });
  });

  it.each([
    ['left out', { name: 'A', postalAddress: 'B' }],
    [
      'null',
      { name: 'A', postalAddress: 'B', personalIdentityNumber: null, phone: null, email: null },
    ],
    ['blank', { name: 'A', postalAddress: 'B', phone: ' ', email: '' }],
  ])('may have its optional fields %s', (_, input) => {
    expect(soundOf(validate, [input])).toEqual([
      { name: 'A', postalAddress: 'B', personalIdentityNumber: null, phone: null, email: null },
    ]);
  });

  it.each([
    ['name', 'Zoë 👩‍👩‍👧 O’Hara-Ñandú'],
    ['name', 'محمد عبد الله'],
    ['name', 'שרה כהן'],
    ['name', '李小龍'],
    ['name', 'Nguyễn Thị Minh'],
    ['name', 'å'.repeat(textLimits.name)],
    ['name', 'a\u030A'.repeat(textLimits.name)],
    ['name', '👩'.repeat(textLimits.name)],
    ['postalAddress', 'x'.repeat(textLimits.postalAddress)],
    ['personalIdentityNumber', testCoordinationNumber('1985-04-12')],
    ['personalIdentityNumber', `${number.slice(2, 8)}${number.slice(8)}`],
    ['personalIdentityNumber', `${number.slice(0, 8)}-${number.slice(8)}`],
    ['phone', '12345'],
    ['phone', '(08) 123 45'],
    ['phone', '(+46) 8-12 34 56'],
    ['phone', '1'.repeat(20)],
    ['email', 'a@b.se'],
    ['email', 'å.ä+ö@räksmörgås.example.se'],
    ['email', `${'a'.repeat(textLimits.email - 5)}@b.se`],
  ])('takes a %s', (field, value) => {
    expect(problemsOf(validate, [changed(aTenant, field, value)])).toEqual([]);
  });

  it.each([
    ['name', '', 'REQUIRED'],
    ['name', ' \u00A0 ', 'REQUIRED'],
    ['name', '\u200B\u2060', 'REQUIRED'],
    ['name', null, 'REQUIRED'],
    ['name', undefined, 'REQUIRED'],
    ['name', 'å'.repeat(textLimits.name + 1), 'TOO_LONG'],
    ['name', 'x'.repeat(10_000_000), 'TOO_LONG'],
    ['name', ' '.repeat(10_000_000), 'TOO_LONG'],
    ['name', 'A\u0000', 'CONTROL_CHARACTERS'],
    ['name', 'A\u001B[31m', 'CONTROL_CHARACTERS'],
    ['name', 'A\u0085B', 'CONTROL_CHARACTERS'],
    ['name', 'A\nB', 'CONTROL_CHARACTERS'],
    ['name', 'A\tB', 'CONTROL_CHARACTERS'],
    ['name', 'A\uD800', 'CONTROL_CHARACTERS'],
    ['name', '\uDC00A', 'CONTROL_CHARACTERS'],
    ['name', 'A\u202EB', 'CONTROL_CHARACTERS'],
    ['postalAddress', '', 'REQUIRED'],
    ['postalAddress', 'x'.repeat(textLimits.postalAddress + 1), 'TOO_LONG'],
    ['personalIdentityNumber', '', 'IDENTITY_NUMBER_CHECKSUM'],
    ['personalIdentityNumber', wrongCheckDigit, 'IDENTITY_NUMBER_CHECKSUM'],
    ['personalIdentityNumber', number.slice(1), 'IDENTITY_NUMBER_CHECKSUM'],
    ['personalIdentityNumber', '1'.repeat(10_000_000), 'IDENTITY_NUMBER_CHECKSUM'],
    ['personalIdentityNumber', testPersonalNumber('2026-11-23'), 'IDENTITY_NUMBER_CHECKSUM'],
    ['phone', '1234', 'NOT_A_PHONE_NUMBER'],
    ['phone', '1'.repeat(21), 'NOT_A_PHONE_NUMBER'],
    ['phone', '070 CALL ME', 'NOT_A_PHONE_NUMBER'],
    ['phone', '08+123456', 'NOT_A_PHONE_NUMBER'],
    ['phone', '1'.repeat(10_000_000), 'TOO_LONG'],
    ['email', 'alva', 'NOT_AN_EMAIL_ADDRESS'],
    ['email', 'alva@example', 'NOT_AN_EMAIL_ADDRESS'],
    ['email', 'alva@@example.se', 'NOT_AN_EMAIL_ADDRESS'],
    ['email', 'alva @example.se', 'NOT_AN_EMAIL_ADDRESS'],
    ['email', 'alva@example.se.', 'NOT_AN_EMAIL_ADDRESS'],
    ['email', `${'a'.repeat(textLimits.email - 4)}@b.se`, 'TOO_LONG'],
  ])('refuses a %s that is wrong', (field, value, code) => {
    expect(problemsOf(validate, [changed(aTenant, field, value)])).toEqual([
      [`tenants.0.${field}`, code],
    ]);
  });

  it('answers all problems of all persons at once', () => {
    const bad: Plain<TenantInput> = { ...aTenant, name: '', phone: 'x', email: 'x' };
    const fields: readonly Found[] = [
      ['name', 'REQUIRED'],
      ['phone', 'NOT_A_PHONE_NUMBER'],
      ['email', 'NOT_AN_EMAIL_ADDRESS'],
    ];
    expect(
      problemsOf(validate, [bad, person(1), { ...bad, personalIdentityNumber: null }]),
    ).toEqual(
      [0, 2].flatMap((at) => fields.map(([field, code]) => [`tenants.${at}.${field}`, code])),
    );
  });
});

describe('the tenants of a lease', () => {
  it.each([1, 2, 20])('may be %i', (count) => {
    const tenants = Array.from({ length: count }, (_, at) => person(at));
    expect(soundOf(validate, tenants)).toHaveLength(count);
  });

  it.each([
    [0, 'TOO_FEW'],
    [21, 'TOO_MANY'],
    [2000, 'TOO_MANY'],
  ])('cannot be %i', (count, code) => {
    const tenants = Array.from({ length: count }, () => ({ name: '', postalAddress: '' }));
    expect(problemsOf(validate, tenants)).toEqual([['tenants', code]]);
  });

  it('may share a name but no identity number, however it is spelt', () => {
    const respelt = {
      ...aTenant,
      personalIdentityNumber: `${number.slice(2, 8)}-${number.slice(8)}`,
    };
    const other = { ...aTenant, personalIdentityNumber: testPersonalNumber('1985-04-13') };
    expect(problemsOf(validate, [aTenant, other])).toEqual([]);
    expect(problemsOf(validate, [aTenant, other, respelt])).toEqual([
      ['tenants.2.personalIdentityNumber', 'DUPLICATE'],
    ]);
  });

  it('repeat an identity number even if another field of the first is wrong', () => {
    expect(problemsOf(validate, [{ ...aTenant, name: '' }, aTenant])).toEqual([
      ['tenants.0.name', 'REQUIRED'],
      ['tenants.1.personalIdentityNumber', 'DUPLICATE'],
    ]);
  });
});

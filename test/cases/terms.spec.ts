import { Terms } from '../../src/cases';
import type { NamedPerson, Term } from '../../src/cases';
import { sameTenancy } from '../../src/cases/case-choice';
import { BlindIndexer } from '../../src/persistence';
import { testPersonalNumber } from '../support/identity-numbers';

const terms = new Terms(new BlindIndexer(Buffer.alloc(32, 7)));
const flat = {
  street: 'Exempelgatan 1',
  postalCode: '123 45',
  municipality: '0180',
  apartmentNumber: '1102',
};
const number = testPersonalNumber('1985-04-12');
const otherNumber = testPersonalNumber('1990-01-02');
const alva: NamedPerson = { name: 'Alva Påhittad', personalIdentityNumber: number };
const nameless = { ...alva, personalIdentityNumber: null };

const kinds = (list: readonly Term[]): readonly string[] => list.map(({ kind }) => kind);
const tenancy = (part: Partial<typeof flat> = {}, persons = [alva], landlord = 'bostaden') =>
  terms.tenancy(landlord, { ...flat, ...part }, persons);
const noFlatNumber = { ...flat, apartmentNumber: null };

describe('Terms', () => {
  it('makes equal terms of spellings that mean one', () => {
    expect(terms.personName('  ALVA   påhittad ')).toEqual(terms.personName('Alva Påhittad'));
    expect(terms.landlordReference('k-17')).toEqual(terms.landlordReference('K-17'));
    expect(terms.personName('Alva Pahittad')).not.toEqual(terms.personName('Alva Påhittad'));
  });

  it('keeps kinds apart, so that an equal text of another kind is another term', () => {
    const made = [
      terms.personName('x1'),
      terms.receipt('x1'),
      terms.enforcementCase('x1'),
      terms.landlordReference('x1'),
      terms.personNumber('x1'),
    ].map((value) => value.toString('hex'));
    expect(new Set(made).size).toBe(made.length);
  });

  it('holds no value in the clear', () => {
    const text = JSON.stringify(tenancy().map(({ value }) => value.toString('latin1')));
    expect(text).not.toMatch(/Alva|Exempel|1102|bostaden/i);
    expect(text).not.toContain(number);
  });
});

describe('Terms.tenancy', () => {
  it('gives terms by number only for a person with one', () => {
    expect(kinds(tenancy())).toEqual([
      'PERSON_NAME',
      'TENANCY_BY_NAME',
      'PERSON_NUMBER',
      'TENANCY_BY_NUMBER',
      'PARTIES_BY_NUMBER',
    ]);
    expect(kinds(tenancy({}, [nameless]))).toEqual(['PERSON_NAME', 'TENANCY_BY_NAME']);
    expect(tenancy({}, [alva, nameless])).toHaveLength(7);
  });
});

describe('sameTenancy', () => {
  const same = (a: readonly Term[], b: readonly Term[]) => [sameTenancy(a, b), sameTenancy(b, a)];
  const all = tenancy();
  // Kronofogden's record finds its case by the parties alone; a flat counts where that is left out.
  const byFlat = (list: readonly Term[]) => list.filter(({ kind }) => kind !== 'PARTIES_BY_NUMBER');

  it.each([
    ['the same person and flat', tenancy(), true],
    [
      'other spellings',
      tenancy({ street: 'EXEMPELGATAN  1' }, [{ ...alva, name: 'alva påhittad' }]),
      true,
    ],
    ['the same number under another name', tenancy({}, [{ ...alva, name: 'Alva Gift' }]), true],
    ['the same name without a number', tenancy({}, [nameless]), true],
    [
      'another number under the same name',
      tenancy({}, [{ ...alva, personalIdentityNumber: otherNumber }]),
      false,
    ],
    ['an unknown flat number', terms.tenancy('bostaden', noFlatNumber, [alva]), true],
    ['another flat number', tenancy({ apartmentNumber: '1201' }), false],
    ['another street', tenancy({ street: 'Exempelgatan 2' }), false],
    ['another postal code', tenancy({ postalCode: '123 46' }), false],
    ['another landlord', tenancy({}, [alva], 'hyrbo'), false],
    [
      'another name without a number',
      tenancy({}, [{ ...nameless, name: 'Alvar Påhittad' }]),
      false,
    ],
    [
      'one person of two',
      tenancy({}, [{ name: 'Bo Påhittad', personalIdentityNumber: null }, alva]),
      true,
    ],
  ])('compares with %s', (_what, other, answer) => {
    expect(same(byFlat(all), byFlat(other))).toEqual([answer, answer]);
  });

  it('finds landlord and number enough among records, whatever the flat', () => {
    expect(same(all, tenancy({ apartmentNumber: '1201', street: 'Annangatan 3' }))).toEqual([
      true,
      true,
    ]);
    expect(same(all, tenancy({}, [alva], 'hyrbo'))).toEqual([false, false]);
  });

  it('never takes a name, a receipt or a reference for a tenancy', () => {
    const name = all.filter(({ kind }) => kind === 'PERSON_NAME' || kind === 'PERSON_NUMBER');
    expect(same(name, name)).toEqual([false, false]);
  });
});

describe('Terms.locks', () => {
  const locks = (person: NamedPerson, landlord = 'bostaden') =>
    terms.locks(landlord, [person]).map((lock) => lock.toString('hex'));
  const meet = (a: readonly string[], b: readonly string[]) => a.some((lock) => b.includes(lock));

  it('meet wherever two writes could speak of one tenancy', () => {
    expect(meet(locks(alva), locks(nameless))).toBe(true);
    expect(meet(locks(alva), locks({ ...alva, name: 'Alva Gift' }))).toBe(true);
    expect(meet(locks(alva), locks(alva, 'hyrbo'))).toBe(false);
    expect(meet(locks(alva), locks({ name: 'Bo', personalIdentityNumber: otherNumber }))).toBe(
      false,
    );
  });
});

import { Terms } from '../../src/cases';
import { searchTerm } from '../../src/cases/case-search';
import type { CaseSearch } from '../../src/cases/case-search.input';
import type { Caller } from '../../src/identity';
import { BlindIndexer } from '../../src/persistence';
import { Agency, Problems } from '../../src/shared';
import { anOfficer } from '../disclosure/a-reading';
import { testPersonalNumber } from '../support/identity-numbers';

const terms = new Terms(new BlindIndexer(Buffer.alloc(32, 7)));
const landlord: Caller = { ...anOfficer, agency: Agency.LANDLORD };
const number = testPersonalNumber('1985-04-12');

function searched(search: CaseSearch, caller = anOfficer) {
  const problems = new Problems();
  const term = searchTerm(search, caller, terms, '2026-11-22', problems.at('search'));
  return { term, problems: problems.list.map(({ path, code }) => [path, code]) };
}

describe('searchTerm', () => {
  it.each([
    [
      'a number in twelve digits',
      { personalIdentityNumber: number },
      'PERSON_NUMBER',
      terms.personNumber(number),
    ],
    [
      'a number in another spelling',
      { personalIdentityNumber: `${number.slice(2, 8)}-${number.slice(8)}` },
      'PERSON_NUMBER',
      terms.personNumber(number),
    ],
    [
      'a name',
      { tenantName: ' alva  PÅHITTAD ' },
      'PERSON_NAME',
      terms.personName('Alva Påhittad'),
    ],
    [
      'a case number',
      { enforcementCaseNumber: ' U-1-26 ' },
      'ENFORCEMENT_CASE',
      terms.enforcementCase('U-1-26'),
    ],
    [
      'a name of two hundred characters',
      { tenantName: 'å'.repeat(200) },
      'PERSON_NAME',
      terms.personName('å'.repeat(200)),
    ],
    [
      'one term beside nulls',
      { tenantName: 'Alva', receiptNumber: null },
      'PERSON_NAME',
      terms.personName('Alva'),
    ],
  ])('finds %s', (_what, search, kind, value) => {
    expect(searched(search)).toEqual({ term: { kind, value }, problems: [] });
  });

  it('finds a landlord’s reference for landlords alone', () => {
    const search = { landlordReference: 'K-17' };
    expect(searched(search, landlord)).toEqual({
      term: { kind: 'LANDLORD_REFERENCE', value: terms.landlordReference('k-17') },
      problems: [],
    });
    for (const agency of [Agency.SOCIAL_SERVICES, Agency.ENFORCEMENT, Agency.OVERSIGHT]) {
      expect(searched(search, { ...anOfficer, agency })).toEqual({
        term: null,
        problems: [['search.landlordReference', 'NOT_ALLOWED']],
      });
    }
  });

  it.each([
    [
      'a number with a wrong check digit',
      { personalIdentityNumber: `${number.slice(0, 11)}${(Number(number[11]) + 1) % 10}` },
      'personalIdentityNumber',
      'IDENTITY_NUMBER_CHECKSUM',
    ],
    [
      'a receipt number that is none',
      { receiptNumber: 'KB-7Q4M-2X9R' },
      'receiptNumber',
      'RECEIPT_NUMBER_CHECK_CHARACTER',
    ],
    [
      'a case number without a digit',
      { enforcementCaseNumber: 'U' },
      'enforcementCaseNumber',
      'NOT_A_CASE_NUMBER',
    ],
    ['an empty name', { tenantName: '  ' }, 'tenantName', 'REQUIRED'],
    [
      'a name of more than two hundred characters',
      { tenantName: 'å'.repeat(201) },
      'tenantName',
      'REQUIRED',
    ],
  ])('refuses %s at its own field', (_what, search, field, code) => {
    expect(searched(search)).toEqual({ term: null, problems: [[`search.${field}`, code]] });
  });

  it.each([
    ['no term', {}],
    ['nothing but nulls', { tenantName: null }],
    ['two terms', { tenantName: 'Alva', receiptNumber: 'x' }],
  ])('refuses %s', (_what, search) => {
    expect(searched(search)).toEqual({ term: null, problems: [['search', 'EXACTLY_ONE']] });
  });
});

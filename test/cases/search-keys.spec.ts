import { searchKeysFor } from '../../src/cases/search-keys';
import type { SearchTerm } from '../../src/cases/search-keys';
import { Agency } from '../../src/shared';
import {
  aNotice,
  aRecord,
  aSummaryRecord,
  BOSTADEN,
  HYRBO,
  KRONOFOGDEN,
  someFacts,
} from './some-facts';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

const notice = aNotice();
const other = aNotice({ noticeId: 'n2', standing: false, personIds: ['p2'] });
const terms: readonly SearchTerm[] = [
  { source: notice.noticeId, kind: 'PERSON_NUMBER', value: 'number' },
  { source: notice.noticeId, kind: 'RECEIPT', value: 'receipt' },
  { source: notice.noticeId, kind: 'LANDLORD_REFERENCE', value: 'reference' },
  { source: 'n2', kind: 'RECEIPT', value: 'receipt-2' },
  { source: 'U-1-26', kind: 'ENFORCEMENT_CASE', value: 'case' },
  { source: 'U-1-26', kind: 'PERSON_NAME', value: 'defendant' },
  { source: 'elsewhere', kind: 'PERSON_NAME', value: 'stranger' },
];

const found = (agency: Agency, organisation: string, record = aRecord()): readonly string[] =>
  searchKeysFor(
    agency,
    organisation,
    someFacts({ notices: [notice, other], enforcement: [record] }),
    terms,
  ).map(({ value }) => value);

describe('searchKeysFor', () => {
  it.each([
    [
      'a landlord by all its own',
      LANDLORD,
      BOSTADEN,
      ['number', 'receipt', 'reference', 'receipt-2', 'case', 'defendant'],
    ],
    ['another landlord by nothing', LANDLORD, HYRBO, []],
    [
      'the board by notices and record, never by the landlord’s reference',
      SOCIAL_SERVICES,
      'farsta',
      ['number', 'receipt', 'receipt-2', 'case', 'defendant'],
    ],
    [
      'Kronofogden by its record and the invoked notice',
      ENFORCEMENT,
      KRONOFOGDEN,
      ['number', 'receipt', 'case', 'defendant'],
    ],
    ['oversight by nothing, since it may not search', OVERSIGHT, 'farsta', []],
  ])('lets %s', (_who, agency, organisation, values) => {
    expect(found(agency, organisation)).toEqual(values);
  });

  it('lets the board find nothing by a record at the summary stage', () => {
    expect(found(SOCIAL_SERVICES, 'farsta', aSummaryRecord())).toEqual([
      'number',
      'receipt',
      'receipt-2',
    ]);
  });

  it('names the reader with each key', () => {
    const [key] = searchKeysFor(LANDLORD, BOSTADEN, someFacts({ notices: [notice] }), terms);
    expect(key).toEqual({
      agency: LANDLORD,
      organisation: BOSTADEN,
      kind: 'PERSON_NUMBER',
      value: 'number',
    });
  });
});

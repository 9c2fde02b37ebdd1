import { caseFactsFor } from '../../src/cases';
import type { HubFacts } from '../../src/cases';
import {
  isInvoked,
  noticesKnownTo,
  ordinaryPurpose,
  recordsKnownTo,
} from '../../src/cases/case-facts';
import { Agency, Purpose } from '../../src/shared';
import {
  aNotice,
  aRecord,
  aRecordIn,
  aSummaryRecord,
  BOSTADEN,
  HYRBO,
  KRONOFOGDEN,
  PERSON,
  someFacts,
} from './some-facts';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;
const TODAY = '2027-03-01';

const factsFor = (
  agency: Agency,
  organisation: string,
  facts: HubFacts,
  today = TODAY,
  purpose = ordinaryPurpose(agency),
) => caseFactsFor({ agency, organisation, purpose }, facts, today);

describe('recordsKnownTo', () => {
  const open = someFacts({ enforcement: [aRecord()] });
  const summary = someFacts({ enforcement: [aSummaryRecord()] });

  it.each([
    ['the applicant', LANDLORD, BOSTADEN, true, true],
    ['another landlord', LANDLORD, HYRBO, false, false],
    ['the board of the dwelling, once it was told', SOCIAL_SERVICES, 'farsta', true, false],
    ['another board', SOCIAL_SERVICES, 'skarpnack', false, false],
    ['Kronofogden', ENFORCEMENT, KRONOFOGDEN, true, true],
    ['another authority', ENFORCEMENT, 'elsewhere', false, false],
    ['oversight of the board', OVERSIGHT, 'farsta', true, false],
    ['oversight of Kronofogden', OVERSIGHT, KRONOFOGDEN, true, false],
    ['oversight of the applicant', OVERSIGHT, BOSTADEN, true, false],
    ['oversight of somebody else', OVERSIGHT, 'skarpnack', false, false],
    ['a landlord with a board’s name', LANDLORD, 'farsta', false, false],
    ['a board with a landlord’s name', SOCIAL_SERVICES, BOSTADEN, false, false],
  ])(
    'tells %s of an open case: %s %s %s; of a summary case: %s',
    (_who, agency, name, atOpen, atSummary) => {
      expect(recordsKnownTo(agency, name, open)).toHaveLength(Number(atOpen));
      expect(recordsKnownTo(agency, name, summary)).toHaveLength(Number(atSummary));
    },
  );
});

describe('isInvoked', () => {
  const notice = aNotice();
  const invoked = (record: Parameters<typeof aRecord>[0], given = notice): boolean =>
    isInvoked(given, someFacts({ notices: [given], enforcement: [aRecord(record)] }));

  it.each([
    ['whose receipt number is quoted', { quotedNotice: notice.noticeId }, {}, true],
    [
      'that is quoted though superseded',
      { quotedNotice: notice.noticeId },
      { standing: false },
      true,
    ],
    [
      'that is quoted with other defendants',
      { quotedNotice: notice.noticeId, personIds: ['p9'] },
      {},
      true,
    ],
    ['beside the quoted one', { quotedNotice: 'another' }, {}, false],
    [
      'of another landlord, though quoted',
      { quotedNotice: notice.noticeId, applicant: HYRBO },
      {},
      false,
    ],
    ['that names a defendant of its landlord’s application', {}, {}, true],
    [
      'that names one of several defendants',
      { personIds: ['p9', PERSON] },
      { personIds: [PERSON, 'p2'] },
      true,
    ],
    ['that names nobody among the defendants', { personIds: ['p9'] }, {}, false],
    ['of another landlord about the same person', { applicant: HYRBO }, {}, false],
    ['that is superseded', {}, { standing: false }, false],
  ])('judges a notice %s', (_what, record, part, answer) => {
    expect(invoked(record, aNotice(part))).toBe(answer);
  });

  it('takes none for invoked that came in after the record had ended, unless it is quoted', () => {
    const endedAt = '2026-11-22T11:59:59.999000Z';
    expect(invoked({ endedAt })).toBe(false);
    expect(invoked({ endedAt: notice.receivedAt })).toBe(true);
    expect(invoked({ endedAt, quotedNotice: notice.noticeId })).toBe(true);
  });

  it('finds no notice invoked without a record', () => {
    expect(isInvoked(notice, someFacts({ notices: [notice] }))).toBe(false);
  });

  it('holds a summary case enough, since the landlord invokes its notice with the application', () => {
    expect(
      isInvoked(notice, someFacts({ notices: [notice], enforcement: [aSummaryRecord()] })),
    ).toBe(true);
  });
});

describe('noticesKnownTo', () => {
  const facts = someFacts({
    notices: [aNotice(), aNotice({ noticeId: 'n2', standing: false })],
    enforcement: [aRecord()],
  });

  it.each([
    ['its landlord, superseded ones too', LANDLORD, BOSTADEN, 2],
    ['another landlord', LANDLORD, HYRBO, 0],
    ['the board that it went to', SOCIAL_SERVICES, 'farsta', 2],
    ['another board', SOCIAL_SERVICES, 'skarpnack', 0],
    ['Kronofogden, those invoked', ENFORCEMENT, KRONOFOGDEN, 1],
    ['oversight of the landlord', OVERSIGHT, BOSTADEN, 2],
    ['oversight of the board', OVERSIGHT, 'farsta', 2],
    ['oversight of Kronofogden, to whom no notice belongs', OVERSIGHT, KRONOFOGDEN, 0],
  ])('tells %s', (_who, agency, organisation, count) => {
    expect(noticesKnownTo(agency, organisation, facts)).toHaveLength(count);
  });
});

describe('caseFactsFor: party', () => {
  const both = someFacts({ notices: [aNotice()], enforcement: [aRecord()] });
  const party = (agency: Agency, organisation: string, facts: HubFacts, today = TODAY): boolean =>
    factsFor(agency, organisation, facts, today).party;

  it.each([
    ['the applicant', LANDLORD, BOSTADEN, both, true],
    [
      'the applicant of a summary case',
      LANDLORD,
      BOSTADEN,
      someFacts({ enforcement: [aSummaryRecord()] }),
      true,
    ],
    [
      'a landlord that has not applied',
      LANDLORD,
      BOSTADEN,
      someFacts({ notices: [aNotice()] }),
      false,
    ],
    [
      'a landlord beside the applicant',
      LANDLORD,
      BOSTADEN,
      someFacts({ notices: [aNotice()], enforcement: [aRecord({ applicant: HYRBO })] }),
      false,
    ],
    [
      'an applicant beside the landlord',
      LANDLORD,
      HYRBO,
      someFacts({ notices: [aNotice()], enforcement: [aRecord({ applicant: HYRBO })] }),
      true,
    ],
    ['Kronofogden where a notice is invoked', ENFORCEMENT, KRONOFOGDEN, both, true],
    [
      'Kronofogden where none is',
      ENFORCEMENT,
      KRONOFOGDEN,
      someFacts({ enforcement: [aRecord()] }),
      false,
    ],
    [
      'Kronofogden where another’s notice lies in the case',
      ENFORCEMENT,
      KRONOFOGDEN,
      someFacts({ notices: [aNotice()], enforcement: [aRecord({ applicant: HYRBO })] }),
      false,
    ],
    ['the board, whose cells ask for no party', SOCIAL_SERVICES, 'farsta', both, false],
    ['oversight', OVERSIGHT, BOSTADEN, both, false],
  ])('is %s or not', (_who, agency, organisation, facts, answer) => {
    expect(party(agency, organisation, facts)).toBe(answer);
  });

  it.each([
    ['on the day of closing', '2026-03-10', true],
    ['one year after closing, to the day', '2027-03-10', true],
    ['a day later', '2027-03-11', false],
  ])('stays a party %s', (_when, today, answer) => {
    const closed = someFacts({
      notices: [aNotice()],
      enforcement: [aRecordIn('WITHDRAWN', '2026-03-10')],
    });
    expect(party(LANDLORD, BOSTADEN, closed, today)).toBe(answer);
    expect(party(ENFORCEMENT, KRONOFOGDEN, closed, today)).toBe(answer);
  });

  it('counts the year from a leap day to the last of February', () => {
    const closed = someFacts({ enforcement: [aRecordIn('CLOSED', '2028-02-29')] });
    expect(party(LANDLORD, BOSTADEN, closed, '2029-02-28')).toBe(true);
    expect(party(LANDLORD, BOSTADEN, closed, '2029-03-01')).toBe(false);
  });

  it('is a party while one of several cases is open', () => {
    const cases = [aRecordIn('CLOSED', '2020-01-01'), aRecord({ caseNumber: 'U-2-26' })];
    expect(party(LANDLORD, BOSTADEN, someFacts({ enforcement: cases }))).toBe(true);
    expect(party(LANDLORD, BOSTADEN, someFacts({ enforcement: cases.slice(0, 1) }))).toBe(false);
  });
});

describe('caseFactsFor: time set', () => {
  const dated = someFacts({ enforcement: [aRecord({ evictionOn: '2027-03-15' })] });
  const dateSet = (agency: Agency, organisation: string, facts: HubFacts): boolean =>
    factsFor(agency, organisation, facts).dateSet;

  it.each([
    ['the board', SOCIAL_SERVICES, 'farsta', true],
    ['the applicant', LANDLORD, BOSTADEN, true],
    ['Kronofogden', ENFORCEMENT, KRONOFOGDEN, true],
    ['another landlord of the case', LANDLORD, HYRBO, false],
    ['another board', SOCIAL_SERVICES, 'skarpnack', false],
  ])('holds for %s: %s %s %s', (_who, agency, organisation, answer) => {
    expect(dateSet(agency, organisation, dated)).toBe(answer);
  });

  it('fails again once the date is cleared', () => {
    expect(
      dateSet(SOCIAL_SERVICES, 'farsta', someFacts({ enforcement: [aRecordIn('STAYED')] })),
    ).toBe(false);
  });

  it('never holds for a board by a record that it may not know of', () => {
    const hidden = someFacts({ enforcement: [aSummaryRecord({ evictionOn: '2027-03-15' })] });
    expect(dateSet(SOCIAL_SERVICES, 'farsta', hidden)).toBe(false);
  });
});

const CO_TENANT = '00000000-0000-4000-8000-0000000000d2';

describe('caseFactsFor: protection', () => {
  const world = (part: Partial<HubFacts> = {}): HubFacts =>
    someFacts({ notices: [aNotice()], enforcement: [aRecord()], ...part });
  const stated = (isProtected: boolean, personId = PERSON, boardId = 'farsta') => ({
    personId,
    boardId,
    protected: isProtected,
  });
  const isUnprotected = (agency: Agency, organisation: string, facts: HubFacts): boolean =>
    factsFor(agency, organisation, facts).unprotected;

  it.each([
    ['what nobody has stated', [], false],
    ['a statement that there is none', [stated(false)], true],
    ['a statement of protection', [stated(true)], false],
    ['a statement about somebody else', [stated(false, CO_TENANT)], false],
    [
      'protection of a person who is no longer named',
      [stated(false), stated(true, CO_TENANT)],
      false,
    ],
  ])('is judged by %s', (_what, protections, answer) => {
    expect(isUnprotected(ENFORCEMENT, KRONOFOGDEN, world({ protections }))).toBe(answer);
    expect(isUnprotected(SOCIAL_SERVICES, 'farsta', world({ protections }))).toBe(answer);
  });

  it('asks for a statement about every tenant, those of superseded notices left out', () => {
    const both = [PERSON, CO_TENANT];
    const protections = [stated(false)];
    const two = world({ notices: [aNotice({ personIds: both })], protections });
    expect(isUnprotected(ENFORCEMENT, KRONOFOGDEN, two)).toBe(false);
    const corrected = world({
      notices: [aNotice({ personIds: both, standing: false }), aNotice({ noticeId: CO_TENANT })],
      protections,
    });
    expect(isUnprotected(ENFORCEMENT, KRONOFOGDEN, corrected)).toBe(true);
  });

  it('counts a co-tenant whom the board knows and Kronofogden does not', () => {
    const hidden = world({
      notices: [
        aNotice(),
        aNotice({ noticeId: CO_TENANT, landlord: HYRBO, personIds: [CO_TENANT] }),
      ],
      protections: [stated(false)],
    });
    expect(isUnprotected(ENFORCEMENT, KRONOFOGDEN, hidden)).toBe(false);
  });

  it('goes for a board by its own statements, for Kronofogden by those of every board of the case', () => {
    const two = world({
      notices: [aNotice(), aNotice({ noticeId: CO_TENANT, boardId: 'skarpnack' })],
      protections: [stated(false), stated(true, PERSON, 'skarpnack')],
    });
    expect(isUnprotected(SOCIAL_SERVICES, 'farsta', two)).toBe(true);
    expect(isUnprotected(ENFORCEMENT, KRONOFOGDEN, two)).toBe(false);
    const strangers = world({ protections: [stated(false, PERSON, 'skarpnack')] });
    expect(isUnprotected(ENFORCEMENT, KRONOFOGDEN, strangers)).toBe(false);
  });

  it('is never told to landlords and auditors', () => {
    const facts = world({ protections: [stated(false)] });
    for (const [agency, organisation] of [
      [LANDLORD, BOSTADEN],
      [OVERSIGHT, 'farsta'],
    ] as const) {
      expect(factsFor(agency, organisation, facts)).toMatchObject({
        unprotected: false,
        unprotectedPersons: new Set(),
      });
    }
  });

  it('names the persons who are stated unprotected', () => {
    const facts = world({ protections: [stated(false), stated(true, CO_TENANT)] });
    expect(factsFor(ENFORCEMENT, KRONOFOGDEN, facts).unprotectedPersons).toEqual(new Set([PERSON]));
  });
});

describe('caseFactsFor: consents', () => {
  const consent = (part: Partial<HubFacts['consents'][number]> = {}) => ({
    consentId: 'a-consent',
    owner: 'farsta',
    personId: PERSON,
    fieldGroup: 'CASEWORKER_CONTACT' as const,
    recipient: LANDLORD,
    purpose: Purpose.LANDLORD_DUTY,
    validFrom: TODAY,
    validTo: TODAY,
    revoked: false,
    ...part,
  });
  const consented = (
    part: Parameters<typeof consent>[0],
    personIds: readonly string[] = [PERSON],
  ): HubFacts => someFacts({ notices: [aNotice({ personIds })], consents: [consent(part)] });

  it.each([
    ['that is in force on its only day', {}, true],
    ['that is revoked', { revoked: true }, false],
    ['whose first day has not come', { validFrom: '2027-03-02', validTo: '2027-03-09' }, false],
    ['whose last day has passed', { validFrom: '2027-02-01', validTo: '2027-02-28' }, false],
    ['for another recipient', { recipient: ENFORCEMENT }, false],
    ['for another purpose', { purpose: Purpose.AUDIT }, false],
  ])('open by one %s', (_what, part, answer) => {
    const facts = factsFor(LANDLORD, BOSTADEN, consented(part));
    expect(facts.consents.has('CASEWORKER_CONTACT')).toBe(answer);
    expect(facts.named.flatMap(({ ids }) => ids)).toEqual(answer ? ['a-consent'] : []);
  });

  it('open what concerns the household only when every tenant has consented', () => {
    const one = factsFor(LANDLORD, BOSTADEN, consented({}, [PERSON, CO_TENANT]));
    expect(one.consents.size).toBe(0);
    expect(one.named).toEqual([{ owner: 'farsta', ids: ['a-consent'] }]);
    const both = someFacts({
      notices: [aNotice({ personIds: [PERSON, CO_TENANT] })],
      consents: [consent(), consent({ consentId: 'another', personId: CO_TENANT })],
    });
    expect(factsFor(LANDLORD, BOSTADEN, both).consents).toEqual(
      new Map([['CASEWORKER_CONTACT', [{ owner: 'farsta', ids: ['a-consent', 'another'] }]]]),
    );
  });

  it('open nothing of an owner that knows no tenant of the case', () => {
    expect(factsFor(LANDLORD, BOSTADEN, consented({ owner: 'skarpnack' })).consents.size).toBe(0);
  });

  it('of Kronofogden go by the tenants that Kronofogden knows', () => {
    const part = {
      owner: KRONOFOGDEN,
      fieldGroup: 'STORAGE' as const,
      recipient: SOCIAL_SERVICES,
      purpose: Purpose.CASE_HANDLING,
    };
    const facts = someFacts({
      notices: [aNotice({ personIds: [CO_TENANT] })],
      enforcement: [aRecord({ personIds: [PERSON] })],
      consents: [consent(part)],
    });
    expect(factsFor(SOCIAL_SERVICES, 'farsta', facts).consents.has('STORAGE')).toBe(true);
  });

  it('of Kronofogden leave no trace for a board that may not know of its record', () => {
    const part = {
      owner: KRONOFOGDEN,
      fieldGroup: 'STAY_REASONS' as const,
      recipient: SOCIAL_SERVICES,
      purpose: Purpose.CASE_HANDLING,
    };
    const namedFor = (board: string, record: HubFacts['enforcement'][number]) => {
      const facts = someFacts({
        notices: [aNotice(), aNotice({ noticeId: 'another', boardId: 'skarpnack' })],
        enforcement: [record],
        consents: [consent(part)],
      });
      const { named, consents } = factsFor(SOCIAL_SERVICES, board, facts);
      return [named.length, consents.size];
    };
    expect(namedFor('farsta', aRecord())).toEqual([1, 1]);
    expect(namedFor('farsta', aSummaryRecord())).toEqual([0, 0]);
    expect(namedFor('skarpnack', aRecord())).toEqual([0, 0]);
  });
});

describe('caseFactsFor: standing decisions', () => {
  const decided = (part: Partial<HubFacts['decisions'][number]> = {}): HubFacts =>
    someFacts({
      notices: [aNotice()],
      enforcement: [aRecord()],
      decisions: [
        {
          decisionId: 'a-decision',
          owner: KRONOFOGDEN,
          switch: 'HEARD_ON_TO_BOARD',
          validTo: TODAY,
          ...part,
        },
      ],
    });
  const names = (facts: HubFacts) => [
    ...factsFor(SOCIAL_SERVICES, 'farsta', facts).switches.keys(),
  ];

  it.each([
    ['in force to the end of its last day', {}, ['HEARD_ON_TO_BOARD']],
    ['past its last day', { validTo: '2027-02-28' }, []],
    ['of an authority that has no part in the case', { owner: 'elsewhere' }, []],
    ['about a field that its owner does not own', { owner: 'farsta' }, []],
    [
      'of the board about its own field',
      { owner: 'farsta', switch: 'ATTENDANCE_TO_ENFORCEMENT' as const },
      ['ATTENDANCE_TO_ENFORCEMENT'],
    ],
  ])('count one %s', (_what, part, open) => {
    expect(names(decided(part))).toEqual(open);
  });

  it('of Kronofogden leave no trace for a board that may not know of its record', () => {
    expect(names({ ...decided(), enforcement: [aSummaryRecord()] })).toEqual([]);
  });
});

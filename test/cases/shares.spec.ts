import type { EnforcementFact, HubFacts } from '../../src/cases';
import { sharesOf } from '../../src/cases/shares';
import type { Share } from '../../src/cases/shares';
import { Agency } from '../../src/shared';
import {
  aBoardFact,
  aNotice,
  aRecord,
  aRecordIn,
  aSettlement,
  aSummaryRecord,
  BOSTADEN,
  HYRBO,
  KRONOFOGDEN,
  someFacts,
} from './some-facts';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

const readers = (facts: HubFacts): readonly string[] =>
  sharesOf(facts)
    .map(({ agency, organisation }) => `${agency} ${organisation}`)
    .sort();

function shareOf(agency: Agency, organisation: string, facts: HubFacts): Share | undefined {
  return sharesOf(facts).find(
    (share) => share.agency === agency && share.organisation === organisation,
  );
}

const board = (facts: HubFacts) => shareOf(SOCIAL_SERVICES, 'farsta', facts);

describe('who has a share', () => {
  it.each([
    ['nobody without facts', {}, []],
    [
      'landlord and board of a notice, and the oversight of each',
      { notices: [aNotice()] },
      ['LANDLORD bostaden', 'OVERSIGHT bostaden', 'OVERSIGHT farsta', 'SOCIAL_SERVICES farsta'],
    ],
    [
      'applicant and Kronofogden alone at the summary stage',
      { enforcement: [aSummaryRecord()] },
      ['ENFORCEMENT kronofogden', 'LANDLORD bostaden'],
    ],
    [
      'the board too once it was told',
      { enforcement: [aRecord()] },
      [
        'ENFORCEMENT kronofogden',
        'LANDLORD bostaden',
        'OVERSIGHT bostaden',
        'OVERSIGHT farsta',
        'OVERSIGHT kronofogden',
        'SOCIAL_SERVICES farsta',
      ],
    ],
    [
      'an applicant who is not the landlord, and a board that has the case without a notice',
      {
        notices: [aNotice()],
        enforcement: [aSummaryRecord({ applicant: HYRBO })],
        social: [aBoardFact({ boardId: 'skarpnack' })],
      },
      [
        'ENFORCEMENT kronofogden',
        'LANDLORD bostaden',
        'LANDLORD hyrbo',
        'OVERSIGHT bostaden',
        'OVERSIGHT farsta',
        'OVERSIGHT skarpnack',
        'SOCIAL_SERVICES farsta',
        'SOCIAL_SERVICES skarpnack',
      ],
    ],
    [
      'each reader once, however many notices',
      { notices: [aNotice(), aNotice({ noticeId: 'n2' })], social: [aBoardFact()] },
      ['LANDLORD bostaden', 'OVERSIGHT bostaden', 'OVERSIGHT farsta', 'SOCIAL_SERVICES farsta'],
    ],
  ])('is %s', (_who, facts, expected) => {
    expect(readers(someFacts(facts))).toEqual(expected);
  });
});

describe('receivedAt', () => {
  const facts = someFacts({
    notices: [aNotice({ noticeId: 'n2', receivedAt: '2026-12-01T12:00:00.000000Z' }), aNotice()],
    enforcement: [aRecord()],
  });
  const received = (agency: Agency, organisation: string, given = facts) =>
    shareOf(agency, organisation, given)?.receivedAt;

  it('is that of the earliest notice that the reader may read', () => {
    expect([received(LANDLORD, BOSTADEN), received(SOCIAL_SERVICES, 'farsta')]).toEqual([
      '2026-11-22T12:00:00.000000Z',
      '2026-11-22T12:00:00.000000Z',
    ]);
    const quoted = { ...facts, enforcement: [aRecord({ quotedNotice: 'n2' })] };
    expect(received(ENFORCEMENT, KRONOFOGDEN, quoted)).toBe('2026-12-01T12:00:00.000000Z');
  });

  it('is else that of the application, for the board from when it was told and never earlier', () => {
    const alone = someFacts({ enforcement: [aRecord()] });
    expect([
      received(LANDLORD, BOSTADEN, alone),
      received(ENFORCEMENT, KRONOFOGDEN, alone),
      received(SOCIAL_SERVICES, 'farsta', alone),
      received(OVERSIGHT, 'farsta', alone),
      received(OVERSIGHT, KRONOFOGDEN, alone),
    ]).toEqual([
      '2027-01-10T09:00:00.000000Z',
      '2027-01-10T09:00:00.000000Z',
      '2027-02-01T09:00:00.000000Z',
      '2027-02-01T09:00:00.000000Z',
      '2027-02-01T09:00:00.000000Z',
    ]);
  });

  it('is else the board’s own first entry', () => {
    expect(received(SOCIAL_SERVICES, 'farsta', someFacts({ social: [aBoardFact()] }))).toBe(
      '2026-11-25T10:00:00.000000Z',
    );
  });
});

describe('boardId', () => {
  const moved = someFacts({
    notices: [
      aNotice(),
      aNotice({ noticeId: 'n2', boardId: 'skarpnack', receivedAt: '2026-12-01T00:00:00.000000Z' }),
    ],
    enforcement: [aRecord({ boardId: '0380' })],
  });

  it.each([
    ['its own for a board', SOCIAL_SERVICES, 'farsta', 'farsta'],
    ['its own for another board of the case', SOCIAL_SERVICES, 'skarpnack', 'skarpnack'],
    ['that of its last notice for a landlord', LANDLORD, BOSTADEN, 'skarpnack'],
    ['what Kronofogden pushed, for Kronofogden', ENFORCEMENT, KRONOFOGDEN, '0380'],
    ['what Kronofogden pushed, for its oversight', OVERSIGHT, KRONOFOGDEN, '0380'],
    ['its own for the oversight of a board', OVERSIGHT, 'farsta', 'farsta'],
    ['that of the landlord’s last notice for its oversight', OVERSIGHT, BOSTADEN, 'skarpnack'],
  ])('is %s', (_what, agency, organisation, boardId) => {
    expect(shareOf(agency, organisation, moved)?.boardId).toBe(boardId);
  });

  it('is nothing for an applicant that sent no notice', () => {
    const facts = someFacts({ notices: [aNotice()], enforcement: [aRecord({ applicant: HYRBO })] });
    expect(shareOf(LANDLORD, HYRBO, facts)?.boardId).toBeNull();
  });
});

describe('stage, dates and closing', () => {
  it('hold the clock of the notice as long as it is the furthest that the reader knows of', () => {
    const facts = someFacts({ notices: [aNotice()], enforcement: [aSummaryRecord()] });
    expect(board(facts)).toEqual({
      agency: SOCIAL_SERVICES,
      organisation: 'farsta',
      boardId: 'farsta',
      receivedAt: '2026-11-22T12:00:00.000000Z',
      stage: 'NOTICE_RECEIVED',
      recoveryEndsOn: '2026-12-14',
      evictionOn: null,
      closedOn: null,
      handedOver: false,
      ifTold: null,
    });
    expect(shareOf(ENFORCEMENT, KRONOFOGDEN, facts)?.stage).toBe('NOTICE_RECEIVED');
  });

  it('hold the earliest eviction day of the records that the reader knows of, and none once it is cleared', () => {
    const facts = someFacts({
      notices: [aNotice()],
      enforcement: [
        aRecord({ evictionOn: '2027-03-15' }),
        aRecord({ caseNumber: 'U-2-26', evictionOn: '2027-03-10', applicant: HYRBO }),
      ],
    });
    expect(
      sharesOf(facts).map(({ agency, organisation, evictionOn }) => [
        agency,
        organisation,
        evictionOn,
      ]),
    ).toEqual([
      [LANDLORD, BOSTADEN, '2027-03-15'],
      [LANDLORD, HYRBO, '2027-03-10'],
      [SOCIAL_SERVICES, 'farsta', '2027-03-10'],
      [ENFORCEMENT, KRONOFOGDEN, '2027-03-10'],
      ...[BOSTADEN, HYRBO, 'farsta', KRONOFOGDEN].map((name) => [OVERSIGHT, name, null]),
    ]);
    const cleared = someFacts({ notices: [aNotice()], enforcement: [aRecordIn('STAYED')] });
    expect(sharesOf(cleared).every(({ evictionOn }) => evictionOn === null)).toBe(true);
  });

  it('tell oversight neither stage nor dates', () => {
    const facts = someFacts({
      notices: [aNotice()],
      settlements: [aSettlement()],
      social: [aBoardFact({ closedOn: '2026-12-02' })],
    });
    const overseers = sharesOf(facts).filter(({ agency }) => agency === OVERSIGHT);
    expect(
      overseers.map((share) => [
        share.stage,
        share.recoveryEndsOn,
        share.evictionOn,
        share.closedOn,
      ]),
    ).toEqual([
      [null, null, null, null],
      [null, null, null, null],
    ]);
  });

  it('close with the stage, for those who may know of it', () => {
    const executed = aRecord({
      status: 'EXECUTED',
      statusForApplicant: 'EXECUTED',
      statusForBoard: 'DATE_SET',
      closedOn: '2027-03-15',
    });
    const facts = someFacts({ notices: [aNotice()], enforcement: [executed] });
    expect([board(facts)?.closedOn, board(facts)?.stage]).toEqual([null, 'DATE_SET']);
    expect(shareOf(LANDLORD, BOSTADEN, facts)?.closedOn).toBe('2027-03-15');
  });
});

describe('OSL-10-27: what a board’s share is while executions may be told', () => {
  const executed = (part: Partial<EnforcementFact> = {}): EnforcementFact =>
    aRecord({
      status: 'EXECUTED',
      statusForApplicant: 'EXECUTED',
      statusForBoard: 'DATE_SET',
      statusIfTold: 'EXECUTED',
      closedOn: '2027-03-15',
      ...part,
    });
  const shareWith = (...enforcement: readonly EnforcementFact[]) =>
    board(someFacts({ notices: [aNotice()], enforcement }));

  it('is the execution with its day, by the authority that carried it out', () => {
    expect(shareWith(executed())).toMatchObject({
      stage: 'DATE_SET',
      closedOn: null,
      ifTold: { executedBy: KRONOFOGDEN, stage: 'EXECUTED', closedOn: '2027-03-15' },
    });
  });

  it('is the recovery period of a notice that came in behind the execution', () => {
    const notice = aNotice({
      receivedAt: '2027-03-16T08:00:00.000000Z',
      recoveryEndsOn: '2027-04-06',
    });
    const facts = someFacts({
      notices: [notice],
      enforcement: [executed({ endedAt: '2027-03-15T12:00:00.000000Z' })],
    });
    expect(board(facts)).toMatchObject({
      stage: 'DATE_SET',
      recoveryEndsOn: null,
      ifTold: { stage: 'NOTICE_RECEIVED', recoveryEndsOn: '2027-04-06', closedOn: null },
    });
  });

  it('is nothing else where nothing was executed, or where it changes nothing', () => {
    expect(shareWith(aRecord())?.ifTold).toBeNull();
    const later = aRecordIn('STAYED');
    const both = shareWith(executed({ caseNumber: 'U-2-26', statusForBoard: 'OPEN' }), {
      ...later,
      boardKnowsSince: '2027-02-02T09:00:00.000000Z',
    });
    expect([both?.stage, both?.ifTold]).toEqual(['STAYED', null]);
  });

  it('is nobody’s but the board’s', () => {
    const facts = someFacts({ notices: [aNotice()], enforcement: [executed()] });
    expect(
      sharesOf(facts).flatMap(({ agency, ifTold }) => (ifTold === null ? [] : agency)),
    ).toEqual([SOCIAL_SERVICES]);
  });

  it('is nothing at all where two authorities have each carried one out', () => {
    const other = executed({ caseNumber: 'U-2-26', authority: 'elsewhere' });
    expect(shareWith(executed(), other)?.ifTold).toBeNull();
  });

  it('never opens what the board has closed itself', () => {
    const done = aBoardFact({ closedOn: '2027-03-20', recordedAt: '2027-03-20T10:00:00.000000Z' });
    const facts = someFacts({
      notices: [aNotice()],
      enforcement: [executed({ closedOn: null })],
      social: [done],
    });
    expect(board(facts)).toMatchObject({
      closedOn: '2027-03-20',
      ifTold: { stage: 'EXECUTED', closedOn: '2027-03-20' },
    });
  });
});

describe('the outcome of a board', () => {
  const done = aBoardFact({ closedOn: '2026-12-01', recordedAt: '2026-12-01T10:00:00.000000Z' });
  const closed = (part: Partial<HubFacts>) =>
    sharesOf(someFacts({ notices: [aNotice()], social: [done], ...part })).flatMap(
      ({ agency, organisation, closedOn }) =>
        closedOn === null ? [] : `${agency} ${organisation}`,
    );

  it('closes the share of that board and no other', () => {
    expect(closed({})).toEqual(['SOCIAL_SERVICES farsta']);
    expect(board(someFacts({ notices: [aNotice()], social: [done] }))?.closedOn).toBe('2026-12-01');
    expect(board(someFacts({ notices: [aNotice()], social: [done] }))?.stage).toBe(
      'NOTICE_RECEIVED',
    );
  });

  it.each([
    [
      'a newer notice reopens it',
      {
        notices: [
          aNotice(),
          aNotice({ noticeId: 'n2', receivedAt: '2026-12-01T10:00:00.000001Z' }),
        ],
      },
      [],
    ],
    [
      'a notice of the same instant does not',
      { notices: [aNotice({ receivedAt: '2026-12-01T10:00:00.000000Z' })] },
      ['SOCIAL_SERVICES farsta'],
    ],
    ['an enforcement case of which it is told reopens it', { enforcement: [aRecord()] }, []],
    ['a summary case does not', { enforcement: [aSummaryRecord()] }, ['SOCIAL_SERVICES farsta']],
    [
      'an enforcement case known before does not',
      { enforcement: [aRecord({ boardKnowsSince: '2026-11-30T00:00:00.000000Z' })] },
      ['SOCIAL_SERVICES farsta'],
    ],
    [
      'an eviction time notified later reopens it',
      {
        enforcement: [
          aRecord({
            boardKnowsSince: '2026-11-30T00:00:00.000000Z',
            evictionOn: '2026-12-20',
            evictionNotifiedAt: '2026-12-02T09:00:00.000000Z',
          }),
        ],
      },
      [],
    ],
    [
      'another board’s notice does not',
      {
        notices: [
          aNotice(),
          aNotice({
            noticeId: 'n2',
            boardId: 'skarpnack',
            receivedAt: '2026-12-05T00:00:00.000000Z',
          }),
        ],
      },
      ['SOCIAL_SERVICES farsta'],
    ],
    ['work without an outcome closes nothing', { social: [aBoardFact()] }, []],
  ])('%s', (_what, part, expected) => {
    expect(closed(part)).toEqual(expected);
  });
});

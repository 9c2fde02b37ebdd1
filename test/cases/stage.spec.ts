import { stageFor, stageOn } from '../../src/cases/stage';
import { CaseStage } from '../../src/cases/case-stage.type';
import { sharesOf } from '../../src/cases/shares';
import type { HubFacts } from '../../src/cases';
import type { UndertakingFact } from '../../src/cases/hub-facts';
import { Agency } from '../../src/shared';
import {
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

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;

/** `STAGE`, or `STAGE closed DAY`, on 2026-12-01 unless told. */
function seenBy(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
  today = '2026-12-01',
): string | null {
  const view = stageFor(agency, organisation, facts);
  const stage = stageOn(view, today);
  return view.closedOn === null ? stage : `${String(stage)} closed ${view.closedOn}`;
}
const landlord = (facts: HubFacts, today?: string) => seenBy(LANDLORD, BOSTADEN, facts, today);
const board = (facts: HubFacts, today?: string) => seenBy(SOCIAL_SERVICES, 'farsta', facts, today);
const kronofogden = (facts: HubFacts, today?: string) =>
  seenBy(ENFORCEMENT, KRONOFOGDEN, facts, today);
/** What landlord, board and Kronofogden see. */
const all = (facts: HubFacts, today?: string) => [
  landlord(facts, today),
  board(facts, today),
  kronofogden(facts, today),
];

describe('the stage of a notice', () => {
  it.each([
    ['its clock has not started', { recoveryEndsOn: null }, '2027-06-01', 'NOTICE_RECEIVED'],
    ['the three weeks run', {}, '2026-12-01', 'RECOVERY_RUNNING'],
    ['it is their last day', {}, '2026-12-14', 'RECOVERY_RUNNING'],
    ['they have passed', {}, '2026-12-15', 'RECOVERY_LAPSED'],
    [
      'it tells of a disturbance',
      { kind: 'DISTURBANCE', recoveryEndsOn: null },
      '2027-06-01',
      'NOTICE_RECEIVED',
    ],
  ])('when %s', (_when, part, today, stage) => {
    const facts = someFacts({ notices: [aNotice(part)] });
    expect([landlord(facts, today), board(facts, today)]).toEqual([stage, stage]);
  });

  it('follows the latest clock of several standing notices, to the tenant’s advantage', () => {
    const notices = [aNotice({ recoveryEndsOn: '2026-12-20' }), aNotice({ noticeId: 'n2' })];
    expect(landlord(someFacts({ notices }), '2026-12-18')).toBe('RECOVERY_RUNNING');
  });

  it('is over for a board whose notices were all superseded by one to another board', () => {
    const notices = [
      aNotice({ standing: false }),
      aNotice({ noticeId: 'n2', boardId: '0380', receivedAt: '2026-11-30T10:00:00.000000Z' }),
    ];
    const facts = someFacts({ notices });
    expect(board(facts)).toBe('CLOSED closed 2026-11-30');
    expect(landlord(facts)).toBe('RECOVERY_RUNNING');
    expect(board(someFacts({ notices, enforcement: [aRecord()] }))).not.toContain('closed');
  });

  it('leaves the clock of a superseded notice aside', () => {
    const notices = [
      aNotice({ standing: false }),
      aNotice({ noticeId: 'n2', recoveryEndsOn: '2026-12-28' }),
    ];
    expect(stageFor(LANDLORD, BOSTADEN, someFacts({ notices })).recoveryEndsOn).toBe('2026-12-28');
    const unserved = [
      aNotice({ standing: false }),
      aNotice({ noticeId: 'n2', recoveryEndsOn: null }),
    ];
    expect(landlord(someFacts({ notices: unserved }), '2027-06-01')).toBe('NOTICE_RECEIVED');
  });

  it('is nothing for whoever knows of no notice', () => {
    const facts = someFacts({ notices: [aNotice()] });
    expect(seenBy(LANDLORD, HYRBO, facts)).toBeNull();
    expect(seenBy(SOCIAL_SERVICES, 'skarpnack', facts)).toBeNull();
    expect(kronofogden(facts)).toBeNull();
  });
});

describe('the stage after an undertaking (JB-12-44-UNDERTAKING)', () => {
  const LATER = '2026-12-15';
  const anUndertaking = (part: Partial<UndertakingFact> = {}): UndertakingFact => ({
    noticeId: aNotice().noticeId,
    boardId: 'farsta',
    landlord: BOSTADEN,
    undertakenOn: '2026-12-10',
    ...part,
  });
  const RECOVERED = 'RECOVERED closed 2026-12-10';

  it('is RECOVERED for the landlord that was told and its board, once the three weeks are over and before', () => {
    const facts = someFacts({ notices: [aNotice()], undertakings: [anUndertaking()] });
    for (const today of ['2026-12-11', LATER])
      expect([landlord(facts, today), board(facts, today)]).toEqual([RECOVERED, RECOVERED]);
  });

  it('does not move for Kronofogden, which may read the notice, nor for an auditor (resolution 2)', () => {
    const enforcement = [aSummaryRecord()];
    const without = someFacts({ notices: [aNotice()], enforcement });
    const facts = { ...without, undertakings: [anUndertaking()] };
    expect(kronofogden(facts, LATER)).toBe('RECOVERY_LAPSED');
    expect(stageFor(ENFORCEMENT, KRONOFOGDEN, facts)).toEqual(
      stageFor(ENFORCEMENT, KRONOFOGDEN, without),
    );
    expect(board(facts, LATER)).toBe(RECOVERED);
    const ofOversight = (agency: HubFacts) =>
      sharesOf(agency).filter((share) => share.agency === Agency.OVERSIGHT);
    expect(ofOversight(facts)).toEqual(ofOversight(without));
  });

  it('does not move for another landlord, and not for the board before that one is answered too', () => {
    const other = aNotice({ noticeId: 'n2', landlord: HYRBO });
    const one = someFacts({ notices: [aNotice(), other], undertakings: [anUndertaking()] });
    expect(landlord(one, LATER)).toBe(RECOVERED);
    expect(seenBy(LANDLORD, HYRBO, one, LATER)).toBe('RECOVERY_LAPSED');
    expect(board(one, LATER)).toBe('RECOVERY_LAPSED');
    const second = anUndertaking({ noticeId: 'n2', landlord: HYRBO });
    const both = { ...one, undertakings: [anUndertaking(), second] };
    expect(board(both, LATER)).toBe(RECOVERED);
  });

  it('waits for every claim that stands to be answered or paid, and leaves a disturbance open', () => {
    const second = aNotice({ noticeId: 'n2', receivedAt: '2026-12-11T12:00:00.000000Z' });
    const undertakings = [anUndertaking({ noticeId: 'n2', undertakenOn: '2026-12-12' })];
    const facts = someFacts({ notices: [aNotice(), second], undertakings });
    expect(landlord(facts, LATER)).toBe('RECOVERY_LAPSED');
    expect(landlord({ ...facts, settlements: [aSettlement()] }, LATER)).toBe(
      'RECOVERED closed 2026-12-12',
    );
    const late = [aSettlement({ settledOn: LATER })];
    expect(landlord({ ...facts, settlements: late }, '2026-12-16')).toBe('RECOVERY_LAPSED');
    const disturbance = aNotice({ noticeId: 'n3', kind: 'DISTURBANCE', recoveryEndsOn: null });
    const open = someFacts({ notices: [aNotice(), disturbance], undertakings: [anUndertaking()] });
    expect(board(open, LATER)).toBe('RECOVERED');
  });

  it('stays what it is when the landlord reports payment that came too late', () => {
    const settlements = [aSettlement({ settledOn: '2026-12-20', reportedAt: '2026-12-21T08:00Z' })];
    const facts = someFacts({ notices: [aNotice()], undertakings: [anUndertaking()], settlements });
    expect(landlord(facts, '2026-12-22')).toBe(RECOVERED);
  });
});

describe('the stage after a settlement', () => {
  const settled = (part: Parameters<typeof aSettlement>[0], notice = {}) =>
    someFacts({ notices: [aNotice(notice)], settlements: [aSettlement(part)] });

  it.each([
    ['paid in time', {}, {}, 'RECOVERED closed 2026-12-01'],
    ['paid on the last day', { settledOn: '2026-12-14' }, {}, 'RECOVERED closed 2026-12-14'],
    ['paid before the clock started', {}, { recoveryEndsOn: null }, 'RECOVERED closed 2026-12-01'],
    ['paid a day late', { settledOn: '2026-12-15' }, {}, 'RECOVERY_LAPSED'],
    ['paid in part', { status: 'PARTLY_PAID' }, {}, 'RECOVERY_LAPSED'],
    ['a plan agreed', { status: 'PLAN_AGREED' }, {}, 'RECOVERY_LAPSED'],
    ['given up', { status: 'WITHDRAWN' }, {}, 'CLOSED closed 2026-12-01'],
    [
      'given up late',
      { status: 'WITHDRAWN', settledOn: '2027-01-05' },
      {},
      'CLOSED closed 2027-01-05',
    ],
    [
      'paid before a newer notice',
      {},
      { receivedAt: '2026-12-03T00:00:00.000000Z' },
      'RECOVERY_LAPSED',
    ],
    [
      'paid where the notice tells of a disturbance',
      {},
      { kind: 'DISTURBANCE', recoveryEndsOn: null },
      'NOTICE_RECEIVED',
    ],
    [
      'given up where the notice tells of a disturbance',
      { status: 'WITHDRAWN' },
      { kind: 'DISTURBANCE', recoveryEndsOn: null },
      'CLOSED closed 2026-12-01',
    ],
  ])('%s', (_what, settlement, notice, stage) => {
    const facts = settled(settlement, notice);
    expect([landlord(facts, '2027-06-01'), board(facts, '2027-06-01')]).toEqual([stage, stage]);
  });

  it('stays open while a disturbance message stands beside the paid debt', () => {
    const disturbance = aNotice({ noticeId: 'n2', kind: 'DISTURBANCE', recoveryEndsOn: null });
    const facts = someFacts({ notices: [aNotice(), disturbance], settlements: [aSettlement()] });
    expect(board(facts)).toBe('RECOVERED');
  });

  it('is each landlord’s own, and for the board settled once every landlord has settled', () => {
    const other = aNotice({ noticeId: 'n2', landlord: HYRBO });
    const one = someFacts({ notices: [aNotice(), other], settlements: [aSettlement()] });
    expect(landlord(one)).toBe('RECOVERED closed 2026-12-01');
    expect(seenBy(LANDLORD, HYRBO, one)).toBe('RECOVERY_RUNNING');
    expect(board(one)).toBe('RECOVERY_RUNNING');
    const both = { ...one, settlements: [aSettlement(), aSettlement({ landlord: HYRBO })] };
    expect(board(both)).toBe('RECOVERED closed 2026-12-01');
  });

  it('closes nothing for whoever did not see the notice', () => {
    const facts = settled({ status: 'WITHDRAWN' });
    expect([seenBy(LANDLORD, HYRBO, facts), kronofogden(facts)]).toEqual([null, null]);
  });

  it('closes nothing while Kronofogden works towards an eviction', () => {
    const pursued = { ...settled({ status: 'WITHDRAWN' }), enforcement: [aRecordIn('DATE_SET')] };
    expect(all(pursued)).toEqual(['DATE_SET', 'DATE_SET', 'DATE_SET']);
    const paid = { ...settled({}), enforcement: [aRecord()] };
    expect(all(paid)).toEqual(['ENFORCEMENT_OPEN', 'ENFORCEMENT_OPEN', 'ENFORCEMENT_OPEN']);
    const ended = { ...pursued, enforcement: [aRecordIn('WITHDRAWN', '2027-02-02')] };
    expect(all(ended).map((stage) => stage?.split(' ')[0])).toEqual(['CLOSED', 'CLOSED', 'CLOSED']);
  });

  it('closes a case whose only application is at the summary stage', () => {
    const facts = { ...settled({ status: 'WITHDRAWN' }), enforcement: [aSummaryRecord()] };
    expect([landlord(facts), board(facts)]).toEqual([
      'CLOSED closed 2026-12-01',
      'CLOSED closed 2026-12-01',
    ]);
  });
});

describe('the stage of an enforcement case', () => {
  const withRecord = (...enforcement: HubFacts['enforcement']) =>
    someFacts({ notices: [aNotice()], enforcement });

  it.each([
    ['OPEN', 'ENFORCEMENT_OPEN'],
    ['DATE_SET', 'DATE_SET'],
    ['DEFERRED', 'DEFERRED'],
    ['STAYED', 'STAYED'],
  ])('is, while its status is %s, %s for all three', (status, stage) => {
    expect(all(withRecord(aRecordIn(status)))).toEqual([stage, stage, stage]);
  });

  it.each([
    ['EXECUTED', 'EXECUTED'],
    ['WITHDRAWN', 'CLOSED'],
    ['LAPSED', 'CLOSED'],
    ['CLOSED', 'CLOSED'],
  ])('is, once its status is %s, %s on the day of closing', (status, stage) => {
    const closed = `${stage} closed 2027-03-01`;
    expect(all(withRecord(aRecordIn(status, '2027-03-01')))).toEqual([closed, closed, closed]);
  });

  it.each(['SUMMARY_PENDING', 'DECIDED'])(
    'at the status %s is none, so that the notice’s stage stays',
    (status) => {
      const record = aSummaryRecord({ status, statusForApplicant: status });
      expect([landlord(withRecord(record)), board(withRecord(record))]).toEqual([
        'RECOVERY_RUNNING',
        'RECOVERY_RUNNING',
      ]);
      expect(all(someFacts({ enforcement: [record] }))).toEqual([null, null, null]);
    },
  );

  it('does not tell the board of an execution that Kronofogden keeps from it', () => {
    const executed = aRecord({
      status: 'EXECUTED',
      statusForApplicant: 'EXECUTED',
      statusForBoard: 'DATE_SET',
      evictionOn: '2027-03-01',
      closedOn: '2027-03-01',
      closedForBoardOn: null,
    });
    expect(all(withRecord(executed))).toEqual([
      'EXECUTED closed 2027-03-01',
      'DATE_SET',
      'EXECUTED closed 2027-03-01',
    ]);
  });

  it('goes back when the date is cleared', () => {
    expect(board(withRecord(aRecordIn('DATE_SET')))).toBe('DATE_SET');
    expect(board(withRecord(aRecordIn('STAYED')))).toBe('STAYED');
    expect(board(withRecord(aRecordIn('OPEN')))).toBe('ENFORCEMENT_OPEN');
  });

  it('is that of the open case among several, and of the latest among open ones', () => {
    const old = { ...aRecordIn('WITHDRAWN', '2027-02-01'), caseNumber: 'U-0-26' };
    const since = (instant: string) => ({ firstRecordedAt: instant, boardKnowsSince: instant });
    const next = { ...aRecordIn('DATE_SET'), ...since('2027-02-10T09:00:00.000000Z') };
    const later = {
      ...aRecordIn('OPEN'),
      caseNumber: 'U-2-26',
      ...since('2027-02-20T09:00:00.000000Z'),
    };
    for (const facts of [withRecord(old, next), withRecord(next, old)]) {
      expect(all(facts)).toEqual(['DATE_SET', 'DATE_SET', 'DATE_SET']);
    }
    for (const facts of [withRecord(old, next, later), withRecord(later, next, old)]) {
      expect(all(facts)).toEqual(['ENFORCEMENT_OPEN', 'ENFORCEMENT_OPEN', 'ENFORCEMENT_OPEN']);
    }
  });

  it('does not tell the board which of two records was at the summary stage before the other came', () => {
    const stayed = (firstRecordedAt: string) => ({
      ...aRecordIn('STAYED'),
      firstRecordedAt,
      boardKnowsSince: '2027-02-20T09:00:00.000000Z',
    });
    const other = {
      ...aRecordIn('OPEN'),
      caseNumber: 'U-2-26',
      firstRecordedAt: '2027-02-10T09:00:00.000000Z',
      boardKnowsSince: '2027-02-10T09:00:00.000000Z',
    };
    const worlds = ['2027-01-10T09:00:00.000000Z', '2027-02-20T09:00:00.000000Z'].map((instant) =>
      withRecord(stayed(instant), other),
    );
    expect(worlds.map((facts) => board(facts))).toEqual(['STAYED', 'STAYED']);
    expect(worlds.map((facts) => landlord(facts))).toEqual(['ENFORCEMENT_OPEN', 'STAYED']);
  });

  it('is not that of another applicant for the landlord of the notice', () => {
    const facts = withRecord({ ...aRecordIn('DATE_SET'), applicant: HYRBO });
    expect(landlord(facts)).toBe('RECOVERY_RUNNING');
    expect(seenBy(LANDLORD, HYRBO, facts)).toBe('DATE_SET');
    expect([board(facts), kronofogden(facts)]).toEqual(['DATE_SET', 'DATE_SET']);
  });

  it('hides the clock of the notice once it has gone further', () => {
    expect(stageFor(LANDLORD, BOSTADEN, withRecord(aRecord())).recoveryEndsOn).toBeNull();
  });
});

describe('stageOn', () => {
  it('moves nothing but a running clock', () => {
    for (const stage of Object.values(CaseStage).filter(
      (one) => one !== CaseStage.NOTICE_RECEIVED,
    )) {
      expect(stageOn({ stage, recoveryEndsOn: '2020-01-01' }, '2026-12-01')).toBe(stage);
    }
    expect(stageOn({ stage: null, recoveryEndsOn: null }, '2026-12-01')).toBeNull();
  });
});

describe('an end that came in before the last notice', () => {
  const early = {
    endedAt: '2026-11-22T11:00:00.000000Z',
    endedForBoardAt: '2026-11-22T11:00:00.000000Z',
  };
  const ended = (status: string) =>
    someFacts({
      notices: [aNotice()],
      enforcement: [{ ...aRecordIn(status, '2026-11-20'), ...early }],
    });

  it('closes nothing for landlord and board, and Kronofogden’s own case still', () => {
    expect(all(ended('WITHDRAWN'))).toEqual([
      'RECOVERY_RUNNING',
      'RECOVERY_RUNNING',
      'CLOSED closed 2026-11-20',
    ]);
  });

  it('leaves no landlord’s notice in a case that an execution had closed', () => {
    expect(landlord(ended('EXECUTED'))).toBe('RECOVERY_RUNNING');
  });

  it('closes the case where it came in after the notice, whatever day it names', () => {
    const facts = someFacts({
      notices: [aNotice()],
      enforcement: [{ ...aRecordIn('WITHDRAWN', '2026-11-01') }],
    });
    expect(landlord(facts)).toBe('CLOSED closed 2026-11-01');
  });
});

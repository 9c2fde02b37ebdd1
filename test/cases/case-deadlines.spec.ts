import { clocksOfCase } from '../../src/cases/deadlines/case-clocks';
import type { ClockEvents, NoticeEvents } from '../../src/cases/deadlines/clock-events';
import { DEADLINE_KINDS, explain } from '../../src/deadlines';
import type { DeadlineKind } from '../../src/deadlines';
import type { CaseFacts } from '../../src/disclosure';
import { clocksOpenTo, clocksThatOpenTo, DisclosurePolicy, NO_FACTS } from '../../src/disclosure';
import { Agency } from '../../src/shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;
const TODAY = '2026-11-28';
const policy = new DisclosurePolicy();
const OPENING = [{ owner: 'somebody', ids: ['1'] }];

const OF_NOTICES: readonly DeadlineKind[] = [
  'FORFEITABLE_FROM',
  'RECOVERY_END',
  'EARLIEST_DECISION',
];
const OF_HEARINGS: readonly DeadlineKind[] = [
  'EARLIEST_EVICTION',
  'STAY_LIMIT',
  'STAY_LIMIT_EXCEPTIONAL',
];

const opened = (...names: readonly string[]): CaseFacts => ({
  ...NO_FACTS,
  party: names.includes('party'),
  dateSet: names.includes('dateSet'),
  switches: new Map(names.map((name) => [name as never, OPENING])),
  consents: new Map(names.map((name) => [name as never, OPENING])),
});
const shown = (agency: Agency, ...names: readonly string[]) => [
  ...clocksOpenTo(policy, agency, opened(...names)),
];

describe('the clocks that a reader may be shown', () => {
  it('are for a landlord those of its notices, and as applicant those without hearing and confirmation', () => {
    expect(shown(LANDLORD)).toEqual(OF_NOTICES);
    const asApplicant = shown(LANDLORD, 'party', 'dateSet');
    expect(asApplicant).toEqual([
      ...OF_NOTICES,
      'TRANSFER_REQUEST_END',
      'REOPENING_END',
      'EVICTION_TARGET',
      'DEFERRAL_LAPSES',
    ]);
    expect(shown(LANDLORD, 'party', 'HEARD_ON_TO_LANDLORD')).toEqual(
      DEADLINE_KINDS.filter((kind) => [...asApplicant, ...OF_HEARINGS].includes(kind)),
    );
  });

  it('are for a board all but the summary stage, each decision and consent opening its own', () => {
    const always = [...OF_NOTICES, 'REOPENING_END', 'EVICTION_TARGET', 'DEFERRAL_LAPSES'] as const;
    const and = (...more: readonly DeadlineKind[]) =>
      DEADLINE_KINDS.filter((kind) => ([...always, ...more] as string[]).includes(kind));
    expect(shown(SOCIAL_SERVICES)).toEqual(and());
    expect(shown(SOCIAL_SERVICES, 'dateSet')).toEqual(and('CONFIRMATION_DUE'));
    expect(shown(SOCIAL_SERVICES, 'HEARD_ON_TO_BOARD')).toEqual(and(...OF_HEARINGS));
    expect(shown(SOCIAL_SERVICES, 'EXECUTION_TO_BOARD')).toEqual(and());
    expect(shown(SOCIAL_SERVICES, 'STORAGE')).toEqual(and());
    expect(shown(SOCIAL_SERVICES, 'EXECUTION_TO_BOARD', 'STORAGE')).toEqual(and('STORAGE_END'));
  });

  it('are for Kronofogden all, where the landlord invokes its notice and a time is set', () => {
    expect(shown(ENFORCEMENT)).toEqual([]);
    expect(shown(ENFORCEMENT, 'party')).toEqual(
      DEADLINE_KINDS.filter((kind) => kind !== 'CONFIRMATION_DUE'),
    );
    expect(shown(ENFORCEMENT, 'party', 'dateSet')).toEqual(DEADLINE_KINDS);
  });

  it('never come to an auditor, and of those that never open to a reader nothing is read', () => {
    expect([...clocksThatOpenTo(policy, OVERSIGHT)]).toEqual([]);
    expect([...clocksThatOpenTo(policy, LANDLORD)]).not.toContain('CONFIRMATION_DUE');
    expect([...clocksThatOpenTo(policy, LANDLORD)]).not.toContain('STORAGE_END');
    expect([...clocksThatOpenTo(policy, SOCIAL_SERVICES)]).not.toContain('TRANSFER_REQUEST_END');
  });
});

const NOTICE: NoticeEvents = {
  noticeId: 'n1',
  tenure: 'RENTED',
  superseded: false,
  rentDueOn: '2026-09-30',
  terminatedOn: '2026-10-20',
  tenantServed: [{ tenant: '0', servedOn: '2026-10-21', method: 'ORDINARY' }],
  tenantCount: 1,
  messageGivenOn: '2026-10-22',
  messageWay: 'MESSAGE_RECEIVED',
  paidOn: null,
};
const clocks = (events: ClockEvents, agency: Agency = SOCIAL_SERVICES) =>
  clocksOfCase(events, { agency, open: new Set(DEADLINE_KINDS), today: TODAY });
const stateOf = (events: ClockEvents, kind: DeadlineKind, agency?: Agency) =>
  clocks(events, agency).find((clock) => clock.kind === kind)?.state;

describe('the clocks of a case', () => {
  it('show both chains where a notice was superseded, and mark the older one (JB-12-44-FORM-CASES)', () => {
    const later = { ...NOTICE, messageGivenOn: '2026-11-12' };
    const found = clocks({ notices: [{ ...NOTICE, superseded: true }, later] });
    const ends = found.filter(({ kind }) => kind === 'RECOVERY_END');
    expect(ends.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
      ['2026-10-22', '2026-11-12'],
      ['2026-11-12', '2026-12-03'],
    ]);
    expect(ends.map(({ steps }) => explain(steps).join(' ').includes('superseded'))).toEqual([
      true,
      false,
    ]);
  });

  it('take an undertaking for landlord and board, and say to Kronofogden that they do not (#31)', () => {
    const events = { notices: [NOTICE], undertakings: [{ noticeIds: ['n1'], on: '2026-11-10' }] };
    expect(stateOf(events, 'RECOVERY_END', LANDLORD)).toBe('MET');
    expect(stateOf(events, 'RECOVERY_END', SOCIAL_SERVICES)).toBe('MET');
    expect(stateOf(events, 'EARLIEST_DECISION', LANDLORD)).toBe('MET');
    const other = { ...events, notices: [{ ...NOTICE, noticeId: 'n2' }] };
    expect(clocks(other, LANDLORD)).toEqual(clocks({ notices: other.notices }, LANDLORD));
    expect(clocks(events, ENFORCEMENT)).toEqual(clocks({ notices: [NOTICE] }, ENFORCEMENT));
    const [, recovery] = clocks(events, ENFORCEMENT);
    expect(explain(recovery?.steps ?? []).join(' ')).toContain('undertaking');
  });

  it('take no execution into account for a board, whether or not there is one (#46)', () => {
    const record = { documentsReceivedOn: '2026-11-02', deferred: true, appliedOn: '2026-11-02' };
    const executed = { record: { ...record, executedOn: '2026-11-20' } };
    const without = (events: ClockEvents, agency: Agency) =>
      clocks(events, agency).filter(({ kind }) => kind !== 'STORAGE_END');
    expect(without(executed, SOCIAL_SERVICES)).toEqual(without({ record }, SOCIAL_SERVICES));
    for (const kind of ['EVICTION_TARGET', 'DEFERRAL_LAPSES'] as const) {
      expect(stateOf(executed, kind, ENFORCEMENT)).toBe('MET');
      expect(stateOf(executed, kind, SOCIAL_SERVICES)).toBe('RUNNING');
      expect(stateOf({ record: { ...record, closedOn: '2026-11-20' } }, kind)).toBe('MET');
    }
  });

  it('have a lapse of the application only where the applicant lets it wait (UB-16-5-DEFERRAL)', () => {
    const record = { appliedOn: '2026-11-02' };
    expect(stateOf({ record }, 'DEFERRAL_LAPSES')).toBeUndefined();
    expect(stateOf({ record, deferredUntil: '2026-12-31' }, 'DEFERRAL_LAPSES')).toBe('RUNNING');
    expect(stateOf({ record: { ...record, deferred: true } }, 'DEFERRAL_LAPSES')).toBe('RUNNING');
  });

  it('have the duty to confirm met by the answer to the present time (SOF-11-3-ACK)', () => {
    const record = { timeNotifiedAt: new Date('2026-11-28T09:00:00Z') };
    const confirmed = (at: string) =>
      stateOf({ record, confirmedAt: new Date(at) }, 'CONFIRMATION_DUE');
    expect(stateOf({ record }, 'CONFIRMATION_DUE')).toBe('RUNNING');
    expect(confirmed('2026-11-28T08:59:00Z')).toBe('RUNNING');
    expect(confirmed('2026-11-28T09:30:00Z')).toBe('MET');
  });

  it('are none without events, and none that is closed to the reader', () => {
    expect(clocks({})).toEqual([]);
    expect(clocks({ record: {} })).toEqual([]);
    const open = new Set<DeadlineKind>(['RECOVERY_END']);
    const found = clocksOfCase(
      { notices: [NOTICE] },
      { agency: SOCIAL_SERVICES, open, today: TODAY },
    );
    expect(found.map(({ kind }) => kind)).toEqual(['RECOVERY_END']);
  });
});

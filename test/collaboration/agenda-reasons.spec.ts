import type { KnownDates } from '../../src/collaboration/agenda-reasons';
import { agendaReasons, parseMonth } from '../../src/collaboration/agenda-reasons';
import { Agency } from '../../src/shared';

const DECEMBER = { first: '2026-12-01', last: '2026-12-31' };
const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;
const NOTHING: KnownDates = {
  recoveryEndsOn: null,
  evictionOn: null,
  confirmationDueOn: null,
  undecidedSince: null,
  lapse: null,
};

const reasonsOf = (agency: Agency, dates: Partial<KnownDates>, month = DECEMBER) =>
  agendaReasons(agency, { ...NOTHING, ...dates }, month).map(({ reason }) => reason);

describe('a month', () => {
  it.each([
    ['2026-12', DECEMBER],
    ['2028-02', { first: '2028-02-01', last: '2028-02-29' }],
    ['2026-00', null],
    ['2026-13', null],
    ['2026-1', null],
    ['1899-12', null],
    ['2026-12-01', null],
    [' 2026-12', null],
    ['2026-12\n', null],
  ])('%j is read as its first and last day, or not at all', (text, month) => {
    expect(parseMonth(text)).toEqual(month);
  });
});

describe('the reasons of an item', () => {
  it.each([
    ['on the first day', '2026-12-01', ['EVICTION_TIME_SET']],
    ['on the last day', '2026-12-31', ['EVICTION_TIME_SET']],
    ['a day before the month', '2026-11-30', []],
    ['a day after it', '2027-01-01', []],
  ])('name an eviction time %s as they should', (_, evictionOn, reasons) => {
    for (const agency of [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT])
      expect(reasonsOf(agency, { evictionOn })).toEqual(reasons);
  });

  it.each([
    [LANDLORD, ['RECOVERY_ENDS']],
    [SOCIAL_SERVICES, ['RECOVERY_ENDS']],
    [ENFORCEMENT, []],
    [Agency.OVERSIGHT, []],
  ])(
    'name the end of a recovery period to whom it is a record of its own: %s',
    (agency, reasons) => {
      expect(reasonsOf(agency, { recoveryEndsOn: '2026-12-10' })).toEqual(reasons);
    },
  );

  it.each([
    ['from the month of the notice', '2026-12-31', '2027-02-01', true],
    ['until the month of the eviction', '2026-10-05', '2026-12-01', true],
    ['in between', '2026-10-05', '2027-02-01', true],
    ['not before the notice', '2027-01-01', '2027-02-01', false],
    ['not after the eviction', '2026-10-05', '2026-11-30', false],
  ])('name to the board what it has left undone %s', (_, day, evictionOn, isNamed) => {
    const dates = { confirmationDueOn: day, undecidedSince: day, evictionOn };
    const undone = (agency: Agency) =>
      reasonsOf(agency, dates).filter((reason) => reason !== 'EVICTION_TIME_SET');
    expect(undone(SOCIAL_SERVICES)).toEqual(
      isNamed ? ['CONFIRMATION_MISSING', 'ATTENDANCE_UNDECIDED'] : [],
    );
    for (const agency of [LANDLORD, ENFORCEMENT, Agency.OVERSIGHT])
      expect(undone(agency)).toEqual([]);
  });

  it.each([
    ['in the month of the warning', '2026-12-31', '2027-01-30', true],
    ['in the month of the lapse', '2026-11-01', '2026-12-01', true],
    ['not before the warning', '2027-01-01', '2027-01-31', false],
    ['not after the lapse', '2026-10-31', '2026-11-30', false],
  ])('name a deferral that lapses %s', (_, warnedFrom, on, isNamed) => {
    for (const agency of [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT])
      expect(reasonsOf(agency, { lapse: { warnedFrom, on } })).toEqual(
        isNamed ? ['DEFERRAL_LAPSES'] : [],
      );
    expect(reasonsOf(Agency.OVERSIGHT, { lapse: { warnedFrom, on } })).toEqual([]);
  });

  it('have the earliest first', () => {
    const early = { recoveryEndsOn: '2026-12-03', evictionOn: '2026-12-10' };
    const late = { recoveryEndsOn: '2026-12-20', evictionOn: '2026-12-10' };
    expect(reasonsOf(SOCIAL_SERVICES, early)).toEqual(['RECOVERY_ENDS', 'EVICTION_TIME_SET']);
    expect(reasonsOf(SOCIAL_SERVICES, late)).toEqual(['EVICTION_TIME_SET', 'RECOVERY_ENDS']);
  });
});

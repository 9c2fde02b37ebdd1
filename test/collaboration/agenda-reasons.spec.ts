import { agendaReasons, parseMonth } from '../../src/collaboration/agenda-reasons';
import { Agency } from '../../src/shared';

const DECEMBER = { first: '2026-12-01', last: '2026-12-31' };
const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;

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
    for (const agency of [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT]) {
      expect(agendaReasons(agency, { evictionOn, recoveryEndsOn: null }, DECEMBER)).toEqual(
        reasons,
      );
    }
  });

  it.each([
    [LANDLORD, ['RECOVERY_ENDS']],
    [SOCIAL_SERVICES, ['RECOVERY_ENDS']],
    [ENFORCEMENT, []],
    [Agency.OVERSIGHT, []],
  ])(
    'name the end of a recovery period to whom it is a record of its own: %s',
    (agency, reasons) => {
      const dates = { evictionOn: null, recoveryEndsOn: '2026-12-10' };
      expect(agendaReasons(agency, dates, DECEMBER)).toEqual(reasons);
    },
  );

  it('have the earliest first', () => {
    const early = { recoveryEndsOn: '2026-12-03', evictionOn: '2026-12-10' };
    const late = { recoveryEndsOn: '2026-12-20', evictionOn: '2026-12-10' };
    expect(agendaReasons(SOCIAL_SERVICES, early, DECEMBER)).toEqual(['RECOVERY_ENDS', 'EVICTION_TIME_SET']); // prettier-ignore
    expect(agendaReasons(SOCIAL_SERVICES, late, DECEMBER)).toEqual(['EVICTION_TIME_SET', 'RECOVERY_ENDS']); // prettier-ignore
  });
});

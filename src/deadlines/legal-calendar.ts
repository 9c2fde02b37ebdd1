import { addDays, dayOfWeek, localDate, yearOf, type LocalDate } from '../shared';

const SATURDAY = 6;
const SUNDAY = 7;

/** Fixed holidays as month and day; the movable ones follow Easter or are the Saturday of a week. */
const FIXED_HOLIDAYS = ['01-01', '01-06', '05-01', '06-06', '12-25', '12-26'];
const FIXED_EVES = ['12-24', '12-31'];

/**
 * Easter Sunday of a year by the Gregorian calendar.
 *
 * @swedish påskdagen
 * @legalSource TIME-3
 */
export function easterSunday(year: number): LocalDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const leapCorrection = century - Math.floor(century / 4);
  const moonCorrection = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + leapCorrection - moonCorrection + 15) % 30;
  const moon =
    epact -
    Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - leapCorrection) % 7;
  const offset = moon - weekday;
  const month = 3 + Math.floor((offset + 40) / 44);
  return localDate(year, month, offset + 28 - 31 * Math.floor(month / 4));
}

/**
 * Whether a day is a public holiday, Sundays included; Saturdays and eves are none.
 *
 * @swedish allmän helgdag
 * @legalSource TIME-3
 */
export function isPublicHoliday(day: LocalDate): boolean {
  return dayOfWeek(day) === SUNDAY || holidaysAndEves(yearOf(day)).holidays.has(day);
}

/**
 * Whether an act that falls due on this day may wait: a Saturday, a Sunday, another public
 * holiday, Midsummer's Eve, Christmas Eve or New Year's Eve.
 *
 * @legalSource TIME-2
 */
export function isNoActingDay(day: LocalDate): boolean {
  return dayOfWeek(day) === SATURDAY || isPublicHoliday(day) || isEve(day);
}

/**
 * Whether a day is Midsummer's Eve, Christmas Eve or New Year's Eve: no public holiday, but none to act on either.
 *
 * @swedish midsommarafton, julafton eller nyårsafton
 * @legalSource TIME-2
 */
export function isEve(day: LocalDate): boolean {
  return holidaysAndEves(yearOf(day)).eves.has(day);
}

/**
 * The day itself if it is one to act on, else the next that is.
 *
 * @legalSource TIME-2
 */
export function nextActingDay(day: LocalDate): LocalDate {
  return isNoActingDay(day) ? nextActingDay(addDays(day, 1)) : day;
}

/**
 * The n-th weekday after a day, Saturdays and the three eves not counted: the later reading,
 * used where a waiting time protects the tenant.
 *
 * @swedish vardag
 * @legalSource TIME-4
 */
export function nthWeekdayAfter(day: LocalDate, n: number): LocalDate {
  return nthDayAfter(day, n, (candidate) => !isNoActingDay(candidate));
}

/**
 * The n-th weekday after a day in the older sense, in which only public holidays are not counted.
 *
 * @swedish vardag
 * @legalSource TIME-4
 */
export function nthWeekdayAfterCountingSaturdays(day: LocalDate, n: number): LocalDate {
  return nthDayAfter(day, n, (candidate) => !isPublicHoliday(candidate));
}

function nthDayAfter(day: LocalDate, n: number, counts: (day: LocalDate) => boolean): LocalDate {
  let current = day;
  for (let left = n; left > 0;) {
    current = addDays(current, 1);
    if (counts(current)) left -= 1;
  }
  return current;
}

interface HolidaysAndEves {
  readonly holidays: ReadonlySet<LocalDate>;
  readonly eves: ReadonlySet<LocalDate>;
}

const byYear = new Map<number, HolidaysAndEves>();

/** Years are few (1900 to 2199), so each is worked out once and kept. */
function holidaysAndEves(year: number): HolidaysAndEves {
  const known = byYear.get(year);
  if (known !== undefined) return known;
  const onDay = (monthAndDay: string): LocalDate =>
    `${localDate(year, 1, 1).slice(0, 4)}-${monthAndDay}`;
  const easter = easterSunday(year);
  const midsummerDay = saturdayFrom(onDay('06-20'));
  const worked = {
    holidays: new Set([
      ...FIXED_HOLIDAYS.map(onDay),
      addDays(easter, -2),
      addDays(easter, 1),
      addDays(easter, 39),
      midsummerDay,
      saturdayFrom(onDay('10-31')),
    ]),
    eves: new Set([...FIXED_EVES.map(onDay), addDays(midsummerDay, -1)]),
  };
  byYear.set(year, worked);
  return worked;
}

function saturdayFrom(day: LocalDate): LocalDate {
  return addDays(day, (SATURDAY - dayOfWeek(day) + 7) % 7);
}

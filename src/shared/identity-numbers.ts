import Personnummer from 'personnummer';
import { hasLuhnCheckDigit } from './check-digits';
import { localDate, parseLocalDate, yearOf, type LocalDate } from './civil-date';

const PERSON = /^(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})$/;
const ORGANISATION = /^(16)?(\d{6})-?(\d{4})$/;
/** A co-ordination number adds this to the day of birth. */
const COORDINATION = 60;

/**
 * A personal or co-ordination number as `YYYYMMDDNNNN`, check digit verified; else null.
 *
 * Takes the usual spellings with and without century and sign. Without century the person is
 * under a hundred on `today`, after a plus sign a hundred or more. Nobody is born after `today`.
 *
 * @swedish personnummer, samordningsnummer
 */
export function parsePersonalIdentityNumber(text: string, today: LocalDate): string | null {
  const match = PERSON.exec(text.trim());
  if (match === null) return null;
  const [, century, year = '', month = '', day = '', sign, serial = ''] = match;
  if (century !== undefined && sign === '+') return null;
  const fullYear =
    century === undefined
      ? yearOfBirth(year, month, day, sign === '+', today)
      : Number(century + year);
  const born = birthDate(fullYear, month, day);
  if (born === null || born > today) return null;
  const twelve = `${String(fullYear)}${month}${day}${serial}`;
  return Personnummer.valid(twelve) ? twelve : null;
}

/**
 * An organisation number as `NNNNNN-NNNN`, check digit verified; else null.
 *
 * A number whose third digit is below 2 is that of a person who trades alone: ten digits, a real
 * day of birth, and no prefix 16.
 *
 * @swedish organisationsnummer
 */
export function parseOrganisationNumber(text: string): string | null {
  const match = ORGANISATION.exec(text.trim());
  if (match === null) return null;
  const [, prefix, first = '', last = ''] = match;
  if (!hasLuhnCheckDigit(first + last)) return null;
  const legalPerson = Number(first[2]) >= 2;
  if (!legalPerson && (prefix !== undefined || !isBirthDay(first))) return null;
  return `${first}-${last}`;
}

function yearOfBirth(
  year: string,
  month: string,
  day: string,
  hundredOrMore: boolean,
  today: LocalDate,
): number {
  const thisYear = yearOf(today);
  const latest = thisYear - ((((thisYear - Number(year)) % 100) + 100) % 100);
  if (hundredOrMore) return latest - 100;
  const born = birthDate(latest, month, day);
  // The sign changes in the year that one turns a hundred; systems often wait for the birthday.
  return born !== null && born > today ? latest - 100 : latest;
}

function birthDate(year: number, month: string, day: string): LocalDate | null {
  const date = Number(day) > COORDINATION ? Number(day) - COORDINATION : Number(day);
  return parseLocalDate(localDate(year, Number(month), date));
}

function isBirthDay(sixDigits: string): boolean {
  const [year = '', month = '', day = ''] = [0, 2, 4].map((at) => sixDigits.slice(at, at + 2));
  return [1900, 2000].some((century) => birthDate(century + Number(year), month, day) !== null);
}

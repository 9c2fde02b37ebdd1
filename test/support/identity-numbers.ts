import { luhnCheckDigit, type LocalDate } from '../../src/shared';

/** The tax authority keeps these birth numbers for tests: no living person has one. */
const TEST_BIRTH_NUMBERS = { first: 980, last: 989 };

/** A personal identity number `YYYYMMDDNNNN` of the published test kind, birth number 980 to 989. */
export function testPersonalNumber(birthDate: LocalDate, serial = 980): string {
  return withBirthNumber(birthDate.replaceAll('-', ''), serial);
}

/** A co-ordination number `YYYYMMDDNNNN` of the test kind: sixty added to the day of birth. */
export function testCoordinationNumber(birthDate: LocalDate, serial = 980): string {
  const day = String(Number(birthDate.slice(8)) + 60);
  return withBirthNumber(birthDate.slice(0, 8).replaceAll('-', '') + day, serial);
}

/** An invented organisation number `5599NN-NNNN` with a right check digit, serial 0 to 99999. */
export function testOrganisationNumber(serial: number): string {
  if (!Number.isInteger(serial) || serial < 0 || serial > 99_999) {
    throw new RangeError('serial is 0 to 99999');
  }
  const nine = `5599${String(serial).padStart(5, '0')}`;
  return `${nine.slice(0, 6)}-${nine.slice(6)}${luhnCheckDigit(nine)}`;
}

function withBirthNumber(eightDigits: string, serial: number): string {
  if (serial < TEST_BIRTH_NUMBERS.first || serial > TEST_BIRTH_NUMBERS.last) {
    throw new RangeError('birth numbers of test persons are 980 to 989');
  }
  return `${eightDigits}${serial}${luhnCheckDigit(eightDigits.slice(2) + String(serial))}`;
}

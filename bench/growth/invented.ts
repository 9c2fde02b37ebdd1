import { demoClients } from '../../src/development/demo-clients';
import { addDays } from '../../src/shared';
import {
  testCoordinationNumber,
  testOrganisationNumber,
  testPersonalNumber,
} from '../../test/support/identity-numbers';
import { BOARD, LANDLORD } from '../parties';

/** What tells one invented case from every other; all that differs is text. */
export interface InventedCase {
  readonly name: string;
  readonly street: string;
  /** Twelve digits. */
  readonly personalIdentityNumber: string;
  readonly landlord: { readonly name: string; readonly number: string };
  readonly boardId: string;
}

/** The landlord and the board whose share grows with the whole. */
export const GROWING = {
  landlord: 'landlord-hyrbo',
  board: { client: 'board-skarpnack', id: 'skarpnack' },
} as const;

/** Cases of the landlord and the board whose share is the same at every size: 500 pages of 20. */
export const FIXED_CASES = 10_000;

/** Landlords beside the two that ask. */
const OTHER_LANDLORDS = 2_000;
/** Of the cases that are not fixed, one in this many is the growing landlord's and board's. */
const GROWING_SHARE = 5;
/** Boards of districts beside the two that ask. */
const OTHER_BOARDS = [
  'bromma',
  'enskede-arsta-vantor',
  'hagersten-alvsjo',
  'hasselby-vallingby',
  'jarva',
  'kungsholmen',
  'norra-innerstaden',
  'skarholmen',
  'sodermalm',
] as const;

/** The published test series have ten personal and ten co-ordination numbers for each day of birth. */
const PERSONS_A_DAY = 20;
const FIRST_BIRTH = '1920-01-01';
/** So many that all of them are of age; a person above has a second case at another street. */
const PERSONS = 640_000;

/** The case of that number: below {@link FIXED_CASES} those of the fixed landlord, above all others. */
export function inventedCase(number: number): InventedCase {
  const person = number % PERSONS;
  return {
    name: `Testperson ${surname(person)}`,
    street: `Exempelvägen ${number + 1}`,
    personalIdentityNumber: numberOf(person),
    ...partiesOf(number),
  };
}

/** Which case stands in a row of a store of that size: those of the fixed landlord lie evenly among the others. */
export function caseInRow(row: number, size: number): number {
  const stride = size / FIXED_CASES;
  const fixedBefore = Math.ceil(row / stride);
  const isFixed = Math.floor(fixedBefore * stride) === row;
  return isFixed ? fixedBefore : FIXED_CASES + row - fixedBefore;
}

function partiesOf(number: number): Pick<InventedCase, 'landlord' | 'boardId'> {
  if (number < FIXED_CASES) return { landlord: FIXED_LANDLORD, boardId: BOARD.id };
  const other = number - FIXED_CASES;
  if (other % GROWING_SHARE === 0) {
    return { landlord: GROWING_LANDLORD, boardId: GROWING.board.id };
  }
  const serial = other % OTHER_LANDLORDS;
  return {
    landlord: {
      name: `Exempelvärden ${serial} AB`,
      number: testOrganisationNumber(10_000 + serial),
    },
    boardId: OTHER_BOARDS[other % OTHER_BOARDS.length] ?? BOARD.id,
  };
}

const FIXED_LANDLORD = landlordOf(LANDLORD.client);
const GROWING_LANDLORD = landlordOf(GROWING.landlord);

function landlordOf(clientId: string): InventedCase['landlord'] {
  const party = demoClients.find((one) => one.clientId === clientId);
  if (!party) throw new Error(`There is no demo client ${clientId}.`);
  return { name: party.name, number: party.organisation };
}

function numberOf(person: number): string {
  const birthDate = addDays(FIRST_BIRTH, Math.floor(person / PERSONS_A_DAY));
  const serial = person % PERSONS_A_DAY;
  return serial < 10
    ? testPersonalNumber(birthDate, 980 + serial)
    : testCoordinationNumber(birthDate, 970 + serial);
}

/** Of letters alone, so that it looks like a name to every check. */
function surname(person: number): string {
  const letters = String(person).replace(/\d/g, (digit) => 'abdefgijkl'.charAt(Number(digit)));
  return `${letters.charAt(0).toUpperCase()}${letters.slice(1)}dotter`;
}

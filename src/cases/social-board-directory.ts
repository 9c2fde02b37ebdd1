import type { LocalDate } from '../shared';
import { MUNICIPALITIES, type Municipality } from './reference/municipalities';
import { SOCIAL_BOARDS, type SocialBoardRow } from './reference/social-boards';

/**
 * A social board as every reader may see it: an authority of its own, a municipality's or a district's.
 *
 * @swedish socialnämnd
 */
export interface DirectoryBoard {
  /** The municipality's code, or for a district board a short name of our own. */
  readonly id: string;
  readonly name: string;
  readonly municipality: string;
  readonly municipalityName: string;
  readonly county: string;
}

/** Where a message can go: municipalities and social boards, each with the days on which it exists. */
export interface BoardDirectory {
  /** The board of that id, ended ones included, since cases keep their board. */
  find(id: string): DirectoryBoard | null;
  /** The boards that a municipality has on that day, in the order of the reference data. */
  inMunicipality(code: string, on: LocalDate): readonly DirectoryBoard[];
  /** The municipality of that code, or null if it is none of the 290. */
  municipality(code: string): Municipality | null;
  /** The 290 municipalities, by code. */
  municipalities(): readonly Municipality[];
  /** Every board that exists on that day. */
  all(on: LocalDate): readonly DirectoryBoard[];
}

interface Entry {
  readonly row: SocialBoardRow;
  readonly board: DirectoryBoard;
}

const holdsOn = ({ row }: Entry, day: LocalDate): boolean =>
  (row.validFrom === null || row.validFrom <= day) && (row.validTo === null || day <= row.validTo);

/**
 * Builds a directory from reference data; without arguments from the product's own.
 *
 * @throws Error if a board lies in a municipality that is not listed, or an id occurs twice.
 */
export function createBoardDirectory(
  boards: readonly SocialBoardRow[] = SOCIAL_BOARDS,
  municipalities: readonly Municipality[] = MUNICIPALITIES,
): BoardDirectory {
  const byCode = new Map(municipalities.map((municipality) => [municipality.code, municipality]));
  const entries = boards.map((row) => entryOf(row, byCode));
  const byId = new Map(entries.map(({ board }) => [board.id, board]));
  if (byId.size !== entries.length) throw new Error('A social board is listed twice.');
  const boardsWhere = (matches: (entry: Entry) => boolean): readonly DirectoryBoard[] =>
    entries.filter(matches).map(({ board }) => board);
  return {
    find: (id) => byId.get(id) ?? null,
    inMunicipality: (code, on) =>
      boardsWhere((entry) => entry.row.municipality === code && holdsOn(entry, on)),
    municipality: (code) => byCode.get(code) ?? null,
    municipalities: () => municipalities,
    all: (on) => boardsWhere((entry) => holdsOn(entry, on)),
  };
}

function entryOf(row: SocialBoardRow, byCode: ReadonlyMap<string, Municipality>): Entry {
  const municipality = byCode.get(row.municipality);
  if (municipality === undefined)
    throw new Error(`Board ${row.id} lies in no listed municipality.`);
  const { id, name } = row;
  return {
    row,
    board: {
      id,
      name,
      municipality: municipality.code,
      municipalityName: municipality.name,
      county: municipality.county,
    },
  };
}

/** The boards of the product's own reference data. */
export const socialBoardDirectory: BoardDirectory = createBoardDirectory();

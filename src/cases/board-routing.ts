import type { LocalDate } from '../shared';
import type { BoardDirectory } from './social-board-directory';

/** Where a message goes, or which part of the address keeps it from going anywhere. */
export type Routing =
  | { readonly boardId: string }
  | {
      readonly field: 'municipality' | 'district';
      readonly problem: 'NOT_A_MUNICIPALITY' | 'UNKNOWN_BOARD' | 'BOARD_REQUIRED';
    };

/**
 * Decides which social board a message about a dwelling goes to: the only board of the municipality in which the dwelling
 * lies, or the one named where there are several. A named board must be one of that municipality on that day.
 *
 * @legalSource JB-12-44-RECOVERY
 */
export function routeToBoard(
  directory: BoardDirectory,
  address: { readonly municipality: string; readonly district?: string | null | undefined },
  on: LocalDate,
): Routing {
  if (directory.municipality(address.municipality) === null)
    return { field: 'municipality', problem: 'NOT_A_MUNICIPALITY' };
  const boards = directory.inMunicipality(address.municipality, on);
  const district = address.district ?? null;
  if (district !== null)
    return boards.some(({ id }) => id === district)
      ? { boardId: district }
      : { field: 'district', problem: 'UNKNOWN_BOARD' };
  const [only, ...others] = boards;
  return only !== undefined && others.length === 0
    ? { boardId: only.id }
    : { field: 'district', problem: 'BOARD_REQUIRED' };
}

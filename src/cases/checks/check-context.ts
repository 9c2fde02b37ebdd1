import { civilDay, type LocalDate } from '../../shared';
import { socialBoardDirectory, type BoardDirectory } from '../social-board-directory';

/** What the check of an input knows besides the input itself. */
export interface CheckContext {
  /** The civil day in Europe/Stockholm on which the input came. */
  readonly today: LocalDate;
  /** The instant at which the input came. */
  readonly now: Date;
  readonly boards: BoardDirectory;
}

/** The context of an input that comes at an instant; without a directory the product's own boards. */
export function checkContext(
  now: Date,
  boards: BoardDirectory = socialBoardDirectory,
): CheckContext {
  return { today: civilDay(now), now, boards };
}

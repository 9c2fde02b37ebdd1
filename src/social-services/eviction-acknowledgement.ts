import { civilDay, type LocalDate } from '../shared';

/** When a notice of the time was to be confirmed, and whether it was. */
export interface Acknowledgement {
  /** The civil day in Europe/Stockholm on which the board was told. */
  readonly dueOn: LocalDate;
  readonly onTime: boolean;
}

/**
 * The board confirms the notice of an eviction time on the civil day on which it gets it, also when that is late in the day. What
 * comes later counts all the same, and is late.
 *
 * @legalSource SOF-11-3-ACK
 */
export function acknowledgementOf(notifiedAt: Date, confirmedAt: Date): Acknowledgement {
  const dueOn = civilDay(notifiedAt);
  return { dueOn, onTime: civilDay(confirmedAt) <= dueOn };
}

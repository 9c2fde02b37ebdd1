import { civilDay, type LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';
import type { Step } from './step';

/** The notice of an eviction's present time and the board's answer to it, as instants; each null while it is not there. */
export interface Confirmation {
  readonly notifiedAt: Date | null;
  readonly confirmedAt?: Date | null;
}

/**
 * The day on which the board has to confirm the notice of an eviction's time: the very day on which it got it. An answer to an
 * earlier time does not meet it, a late one does.
 *
 * @legalSource SOF-11-3-ACK
 * @legalSource UF-16-2-NOTIFY
 */
export function confirmationDue(
  { notifiedAt, confirmedAt = null }: Confirmation,
  today: LocalDate,
): Deadline {
  const notifiedOn = notifiedAt && civilDay(notifiedAt);
  const isAnswer = notifiedAt !== null && confirmedAt !== null && confirmedAt >= notifiedAt;
  const metOn = isAnswer ? civilDay(confirmedAt) : null;
  const isLate = metOn !== null && notifiedOn !== null && metOn > notifiedOn;
  const steps: readonly Step[] =
    metOn === null
      ? []
      : [
          { step: 'EVENT', event: 'CONFIRMED', on: metOn },
          ...(isLate ? [{ step: 'NOTE', note: 'MET_LATE' } as const] : []),
        ];
  return deadline(
    {
      kind: 'CONFIRMATION_DUE',
      ruleId: 'SOF-11-3-ACK',
      legalBasis: '11 kap. 3 § socialtjänstförordningen (2025:468)',
    },
    Count.from([{ event: 'TIME_NOTIFIED', on: notifiedOn }])
      .noting('SAME_DAY')
      .with(steps).counted,
    { today, metOn },
  );
}

import type { LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';

const FOUR_WEEKS = 28;

/**
 * The last day on which the landlord's request to have a contested case moved to court must have arrived.
 *
 * @swedish överlämnande
 * @legalSource BFL-33-TRANSFER
 */
export function transferRequestEnd(
  contestationSentOn: LocalDate | null,
  today: LocalDate,
): Deadline {
  return deadline(
    {
      kind: 'TRANSFER_REQUEST_END',
      ruleId: 'BFL-33-TRANSFER',
      legalBasis: '33 § lagen (1990:746) om betalningsföreläggande och handräckning',
    },
    Count.from([{ event: 'CONTESTATION_SENT', on: contestationSentOn }])
      .plusDays(FOUR_WEEKS)
      .movedToActingDay().counted,
    { today },
  );
}

import type { LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';

/**
 * The last day on which the tenant's request to have Kronofogden's decision re-opened must have arrived.
 *
 * @swedish återvinning av utslag
 * @legalSource BFL-53-REOPEN
 */
export function reopeningEnd(decidedOn: LocalDate | null, today: LocalDate): Deadline {
  return deadline(
    {
      kind: 'REOPENING_END',
      ruleId: 'BFL-53-REOPEN',
      legalBasis: '53 § lagen (1990:746) om betalningsföreläggande och handräckning',
    },
    Count.from([{ event: 'DECIDED', on: decidedOn }])
      .plusMonths(1)
      .movedToActingDay().counted,
    { today },
  );
}

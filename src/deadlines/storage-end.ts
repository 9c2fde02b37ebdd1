import type { LocalDate } from '../shared';
import { Count } from './count';
import { deadline, type Deadline } from './deadline';

const THREE_MONTHS = 3;

/**
 * The end of the three months in which the tenant's property is kept; it is no hard disposal date.
 *
 * @swedish magasinering
 * @legalSource UB-16-6-STORAGE
 */
export function storageEnd(executedOn: LocalDate | null, today: LocalDate): Deadline {
  return deadline(
    {
      kind: 'STORAGE_END',
      ruleId: 'UB-16-6-STORAGE',
      legalBasis: '16 kap. 6 § utsökningsbalken (1981:774)',
    },
    Count.from([{ event: 'EXECUTED', on: executedOn }])
      .plusMonths(THREE_MONTHS)
      .noting('NOT_A_DISPOSAL_DATE').counted,
    { today },
  );
}

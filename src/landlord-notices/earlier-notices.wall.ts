import type { WallTable } from '../disclosure';
import { carries, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES } = Agency;
const READERS = [LANDLORD, SOCIAL_SERVICES] as const;

/** By what a landlord and a board find their own earlier notices about a tenancy. @legalSource SPL-6 */
export const EARLIER_NOTICES_WALL: WallTable = {
  name: 'landlord.tenancy_term',
  rows: {
    [LANDLORD]: `landlord = ${READER}`,
    [SOCIAL_SERVICES]: `board_id = ${READER}`,
  },
  columns: {
    notice_id: own(...READERS),
    case_id: carries('Case.earlierNotices'),
    landlord: own(),
    board_id: own(),
    received_at: own(...READERS),
    kind: own(...READERS),
    value: own(...READERS),
    number_index: own(...READERS),
    apartment_index: own(...READERS),
  },
};

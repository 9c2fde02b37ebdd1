import type { WallTable } from '../disclosure';
import { carries, own } from '../disclosure';
import { Agency } from '../shared';
import { wordRows } from './word-rows';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;
const READERS = [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT] as const;

/** Who is handed until when landlords wait. @legalSource UB-16-5-DEFERRAL */
export const DEFERRAL_WALL: WallTable = {
  name: 'landlord.deferral',
  rows: wordRows('deferral'),
  columns: {
    id: own(),
    case_id: carries('Case.deferral'),
    landlord: own(),
    board_ids: own(),
    invoked: own(),
    granted_on: carries('Deferral.grantedOn'),
    until: carries('Deferral.until'),
    granted_at: own(...READERS),
    superseded_at: own(...READERS),
  },
};

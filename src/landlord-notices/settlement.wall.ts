import type { WallTable } from '../disclosure';
import { carries, own } from '../disclosure';
import { Agency } from '../shared';
import { wordRows } from './word-rows';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;
const READERS = [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT] as const;

/** Who is handed what landlords report about payment. @legalSource JB-12-44-RECOVERY */
export const SETTLEMENT_WALL: WallTable = {
  name: 'landlord.settlement',
  rows: wordRows('settlement'),
  columns: {
    id: own(),
    case_id: carries('Case.settlement'),
    landlord: own(),
    board_ids: own(),
    invoked: own(),
    status: carries('Settlement.status'),
    amount: carries('Settlement.amount'),
    settled_on: carries('Settlement.on'),
    reported_at: own(...READERS),
    superseded_at: own(...READERS),
  },
};

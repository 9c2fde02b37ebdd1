import type { WallTable } from '../disclosure';
import { carries, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;
const READERS = [LANDLORD, SOCIAL_SERVICES, ENFORCEMENT] as const;

/** Who is handed what landlords report about payment. @legalSource JB-12-44-RECOVERY */
export const SETTLEMENT_WALL: WallTable = {
  name: 'landlord.settlement',
  rows: {
    [LANDLORD]: `landlord = ${READER}`,
    // A board that was told by a notice after the report works on the same debt.
    [SOCIAL_SERVICES]: `${READER} = ANY (board_ids) OR EXISTS (SELECT FROM landlord.notice n
      WHERE n.case_id = settlement.case_id AND n.landlord = settlement.landlord)`,
    // As for notices: what is laid before Kronofogden is laid before whoever reads as it.
    [ENFORCEMENT]: `invoked AND ${READER} <> ''`,
  },
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

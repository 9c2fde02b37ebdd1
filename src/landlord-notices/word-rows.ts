import type { WallTable } from '../disclosure';
import { READER } from '../disclosure';
import { Agency } from '../shared';

/** Whose rows of a table are handed to whom, where each row is a landlord's word on one case. */
export function wordRows(table: 'settlement' | 'deferral'): WallTable['rows'] {
  return {
    [Agency.LANDLORD]: `landlord = ${READER}`,
    // A board that was told by a notice after the landlord's word works on the same case.
    [Agency.SOCIAL_SERVICES]: `${READER} = ANY (board_ids) OR EXISTS (SELECT FROM landlord.notice n
      WHERE n.case_id = ${table}.case_id AND n.landlord = ${table}.landlord)`,
    // As for notices: what is laid before Kronofogden is laid before whoever reads as it.
    [Agency.ENFORCEMENT]: `invoked AND ${READER} <> ''`,
  };
}

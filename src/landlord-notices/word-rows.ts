import type { WallTable } from '../disclosure';
import { READER } from '../disclosure';
import { Agency } from '../shared';

/** Whose rows of a table are handed to whom, where each row is a landlord's word on one case. */
export function wordRows(table: 'settlement' | 'deferral'): WallTable['rows'] {
  return {
    [Agency.LANDLORD]: `landlord = ${READER}`,
    // Whoever works on the case and has not handed it on, told before the landlord's word or after it, by a notice or by Kronofogden.
    [Agency.SOCIAL_SERVICES]: `EXISTS (SELECT FROM cases.share s WHERE s.case_id = ${table}.case_id AND NOT s.handed_over)`,
    // As for notices: what is laid before Kronofogden is laid before whoever reads as it.
    [Agency.ENFORCEMENT]: `invoked AND ${READER} <> ''`,
  };
}

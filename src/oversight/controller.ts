import type { Reading } from '../disclosure';
import { accessReviewRole } from '../persistence';
import { Agency } from '../shared';

const HAS_RECORDS = 'SELECT 1 FROM cases.enforcement_fact LIMIT 1';

/**
 * What the organisation of a reading is in the law's eyes: for an auditor the agency of its controller, for everybody else the own.
 *
 * A token says of an auditor only whose. A board is known by its id and Kronofogden by its records; whoever is neither is on the
 * landlord side, where the least is shown.
 *
 * @legalSource OSL-22-2
 */
export async function controllerAgency(reading: Reading): Promise<Agency> {
  const { agency, reader } = reading.caller;
  if (agency !== Agency.OVERSIGHT) return agency;
  if (!/^\d{6}-\d{4}$/.test(reader)) return Agency.SOCIAL_SERVICES;
  const records = await reading.session.as(accessReviewRole, 'controller_records', HAS_RECORDS);
  return records.length > 0 ? Agency.ENFORCEMENT : Agency.LANDLORD;
}

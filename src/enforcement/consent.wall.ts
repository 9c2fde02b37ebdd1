import { consentColumns, consentsNaming } from '../cases';
import type { WallTable } from '../disclosure';
import { READER } from '../disclosure';
import { Agency } from '../shared';

const { SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

/** Consents that Kronofogden recorded: its own, its auditors', and of boards those that name them. @legalSource OSL-12-2 */
export const ENFORCEMENT_CONSENT_WALL: WallTable = {
  name: 'enforcement.consent',
  rows: {
    [SOCIAL_SERVICES]: consentsNaming(SOCIAL_SERVICES, 'enforcement.record'),
    [ENFORCEMENT]: `authority = ${READER}`,
    [OVERSIGHT]: `authority = ${READER}`,
  },
  columns: consentColumns('authority', '@EnforcementRecord.consents'),
};

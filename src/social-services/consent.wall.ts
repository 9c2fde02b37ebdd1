import { consentColumns, consentsNaming } from '../cases';
import type { WallTable } from '../disclosure';
import { READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

/** Consents that a board recorded: its own, its auditors', and of others those that name them. @legalSource OSL-12-2 */
export const BOARD_CONSENT_WALL: WallTable = {
  name: 'social.consent',
  rows: {
    [LANDLORD]: consentsNaming(LANDLORD),
    [SOCIAL_SERVICES]: `board_id = ${READER}`,
    [ENFORCEMENT]: consentsNaming(ENFORCEMENT),
    [OVERSIGHT]: `board_id = ${READER}`,
  },
  columns: consentColumns('board_id', ''),
};

import type { WallTable } from '../disclosure';
import { carries, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;

/** What relates an undertaking to its case goes where the undertaking goes. */
const UNDERTAKING = carries('SocialServicesRecord.rentUndertaking');

/**
 * An undertaking is its board's and the landlord's that was told; Kronofogden's by consents in force, which their own table decides.
 *
 * @legalSource JB-12-44-UNDERTAKING
 * @legalSource OSL-12-2
 */
export const RENT_UNDERTAKING_WALL: WallTable = {
  name: 'social.rent_undertaking',
  rows: {
    [LANDLORD]: `landlord = ${READER}`,
    [SOCIAL_SERVICES]: `board_id = ${READER}`,
    [ENFORCEMENT]: `EXISTS (SELECT FROM social.consent c WHERE c.case_id = rent_undertaking.case_id
  AND c.board_id = rent_undertaking.board_id AND c.field_group = 'RENT_UNDERTAKING')`,
  },
  columns: {
    id: UNDERTAKING,
    case_id: UNDERTAKING,
    board_id: UNDERTAKING,
    recorded_at: carries('RentUndertaking.issuedAt', 'Receipt.receivedAt@RentUndertaking.document'),
    // Rows go by it, and nobody reads it.
    landlord: own(),
    // For which clocks it meets; never shown.
    notice_ids: own(LANDLORD, SOCIAL_SERVICES),
    recovery_ends_on: carries('RentUndertaking.inTime'),
    jws: carries('Receipt.jws@RentUndertaking.document'),
    content_sha256: carries('Receipt.contentSha256@RentUndertaking.document'),
  },
};

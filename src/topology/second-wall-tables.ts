import { CASES_CLOSED, CASES_WALL } from '../cases';
import { MEETING_INPUT_WALL } from '../collaboration';
import type { ClosedTable, WallTable } from '../disclosure';
import { STANDING_DECISION_WALL } from '../disclosure';
import { LOG_CLOSED, LOG_WALL } from '../disclosure-log';
import {
  ENFORCEMENT_CLOSED,
  ENFORCEMENT_CONSENT_WALL,
  RECORD_PAST_WALL,
  RECORD_VERSION_WALL,
  RECORD_WALL,
} from '../enforcement';
import {
  DEFERRAL_WALL,
  EARLIER_NOTICES_WALL,
  NOTICE_WALL,
  SETTLEMENT_WALL,
} from '../landlord-notices';
import { RETENTION_CLOSED } from '../retention';
import {
  BOARD_CONSENT_WALL,
  SOCIAL_SERVICES_CLOSED,
  RENT_UNDERTAKING_WALL,
  SOCIAL_SERVICES_WALL,
} from '../social-services';
import { STATISTICS_CLOSED } from '../statistics';

/** Every table of which some reader may be handed something: what the second wall is derived from, with the policy. */
export const WALL_TABLES: readonly WallTable[] = [
  ...CASES_WALL,
  NOTICE_WALL,
  SETTLEMENT_WALL,
  DEFERRAL_WALL,
  EARLIER_NOTICES_WALL,
  ...SOCIAL_SERVICES_WALL,
  RENT_UNDERTAKING_WALL,
  BOARD_CONSENT_WALL,
  RECORD_WALL,
  RECORD_PAST_WALL,
  RECORD_VERSION_WALL,
  ENFORCEMENT_CONSENT_WALL,
  MEETING_INPUT_WALL,
  STANDING_DECISION_WALL,
  ...LOG_WALL,
];

/** Every other table of ours, with the reason why no reader gets anything of it. */
export const CLOSED_TABLES: readonly ClosedTable[] = [
  { name: 'limits.allowance', closed: 'How much an organisation may send is no matter of a case.' },
  ...CASES_CLOSED,
  ...SOCIAL_SERVICES_CLOSED,
  ...ENFORCEMENT_CLOSED,
  ...LOG_CLOSED,
  ...RETENTION_CLOSED,
  ...STATISTICS_CLOSED,
  {
    name: 'public.kvarbo_migration',
    closed: 'Only which migrations were run; the service itself asks it for readiness.',
  },
];

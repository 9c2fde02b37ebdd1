import { Agency } from '../shared';
import type { WallTable } from './second-wall';
import { carries, own, READER } from './second-wall';

const { SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;
const OF_ITS_OWNER = `owner = ${READER}`;
const DECISION = carries('StandingDecision.*');

/** Standing decisions: each authority's own, and for auditors those of their controller. @legalSource OSL-10-27 */
export const STANDING_DECISION_WALL: WallTable = {
  name: 'disclosure.standing_decision',
  rows: {
    [SOCIAL_SERVICES]: OF_ITS_OWNER,
    [ENFORCEMENT]: OF_ITS_OWNER,
    [OVERSIGHT]: OF_ITS_OWNER,
  },
  columns: {
    id: DECISION,
    owner: own(),
    switch: DECISION,
    decided_on: DECISION,
    valid_to: DECISION,
    registered_at: DECISION,
    ended_at: DECISION,
    sealed_decision: DECISION,
  },
};

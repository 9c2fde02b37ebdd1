import type { Reading } from '../disclosure';
import type { WriteTransaction } from '../persistence';
import { Agency } from '../shared';
import { recordsKnownTo } from './case-facts';
import type { HubFacts } from './hub-facts';
import type { Share } from './shares';

/** A case in the queue of one board. */
export interface QueuedCase {
  readonly caseId: string;
  readonly boardId: string;
  /** Whether a time for the eviction is set of which the board was told. */
  readonly evictionTimeSet: boolean;
}

/** The ranks of cases in their boards' queues, in the order asked; the lowest number is the most urgent. Others are asked meanwhile. */
export type QueueRanking = (
  tx: WriteTransaction,
  cases: readonly QueuedCase[],
) => Promise<readonly number[]>;

const DECIDED = `
  SELECT true AS decided FROM disclosure.standing_decision
  WHERE owner = $1 AND switch = 'PRIORITY_QUEUE' AND ended_at IS NULL AND valid_to >= $2::date LIMIT 1`;

/** The place of a share in its board's queue; nobody else has one. */
export type QueuePlaces = (caseId: string, share: Share) => string | null;

/**
 * The place that each board has for each of the cases, from what stands in the store now: within a rank the case that came in first
 * stands first.
 *
 * @legalSource OSL-26-1
 */
export async function queuePlaces(
  tx: WriteTransaction,
  cases: ReadonlyMap<string, HubFacts>,
  shares: ReadonlyMap<string, readonly Share[]>,
  ranking: QueueRanking,
): Promise<QueuePlaces> {
  const queued = [...cases].flatMap(([caseId, facts]) =>
    (shares.get(caseId) ?? [])
      .filter(({ agency }) => agency === Agency.SOCIAL_SERVICES)
      .map(({ organisation }) => ({
        caseId,
        boardId: organisation,
        evictionTimeSet: recordsKnownTo(Agency.SOCIAL_SERVICES, organisation, facts).some(
          (record) => record.evictionOn !== null,
        ),
      })),
  );
  const ranks = queued.length > 0 ? await ranking(tx, queued) : [];
  const rankOf = new Map(
    queued.map(({ caseId, boardId }, index) => [`${caseId} ${boardId}`, ranks[index]]),
  );
  return (caseId, { agency, organisation, receivedAt }) => {
    const rank = rankOf.get(`${caseId} ${organisation}`);
    return agency === Agency.SOCIAL_SERVICES && rank !== undefined
      ? `${rank} ${receivedAt.replace('Z', '')}`
      : null;
  };
}

/**
 * Whether the reader is a board that has decided, for today, to work by priority (U9).
 *
 * @legalSource OSL-10-2
 */
export async function worksByPriority({ caller, session, today }: Reading): Promise<boolean> {
  if (caller.agency !== Agency.SOCIAL_SERVICES) return false;
  const rows = await session.decide<{ decided: boolean }>('priority_queue', DECIDED, [
    caller.reader,
    today,
  ]);
  return rows.length > 0;
}

import type { Reading } from '../disclosure';
import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { Agency } from '../shared';
import { recordsKnownTo } from './case-facts';
import type { HubFacts } from './hub-facts';
import { sharesOf } from './shares';

/** A case in the queue of one board. */
export interface QueuedCase {
  readonly caseId: string;
  readonly boardId: string;
  /** Whether a time for the eviction is set of which the board was told. */
  readonly evictionTimeSet: boolean;
}

/** The ranks of cases in their boards' queues, in the order asked; the lowest number is the most urgent. */
export type QueueRanking = (
  tx: WriteTransaction,
  cases: readonly QueuedCase[],
) => Promise<readonly number[]>;

/** Within a rank the case that came in first stands first. */
const PLACE = `
  UPDATE cases.share s
  SET queue_place = told.rank || ' ' || to_char(s.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')
  FROM unnest($1::uuid[], $2::text[], $3::int[]) AS told(case_id, board_id, rank)
  WHERE s.agency = '${Agency.SOCIAL_SERVICES}' AND s.case_id = told.case_id AND s.organisation = told.board_id`;

const DECIDED = `
  SELECT true AS decided FROM disclosure.standing_decision
  WHERE owner = $1 AND switch = 'PRIORITY_QUEUE' AND ended_at IS NULL AND valid_to >= $2::date LIMIT 1`;

/**
 * Gives each board its place for each of the cases, from what stands in the store now; nobody else has a queue.
 *
 * @legalSource OSL-26-1
 */
export async function placeInQueues(
  tx: WriteTransaction,
  facts: Iterable<HubFacts>,
  ranking: QueueRanking,
): Promise<void> {
  const queued = [...facts].flatMap((one) =>
    sharesOf(one)
      .filter(({ agency }) => agency === Agency.SOCIAL_SERVICES)
      .map(({ organisation }) => ({
        caseId: one.caseId,
        boardId: organisation,
        evictionTimeSet: recordsKnownTo(Agency.SOCIAL_SERVICES, organisation, one).some(
          ({ evictionOn }) => evictionOn !== null,
        ),
      })),
  );
  if (queued.length === 0) return;
  const ranks = await ranking(tx, queued);
  await tx.as('kvarbo_cases_writer', '', (manager) =>
    statement(manager, PLACE, [
      queued.map(({ caseId }) => caseId),
      queued.map(({ boardId }) => boardId),
      ranks,
    ]),
  );
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

import type { CaseFacts, Reading } from '../disclosure';
import { Agency } from '../shared';
import type { Share } from './shares';

const SWITCH = 'EXECUTION_TO_BOARD';

const TELLING = `
  SELECT DISTINCT owner FROM disclosure.standing_decision
  WHERE switch = '${SWITCH}' AND ended_at IS NULL AND valid_to >= $1::date ORDER BY owner`;

const asked = new WeakMap<Reading, Promise<readonly string[]>>();

/**
 * The authorities that let boards be told of executions on the day of this reading, as the store names them; for everybody but a
 * board none, since nothing of it concerns others. Asked once for a look at the store, whatever it finds.
 *
 * @legalSource OSL-10-27
 */
export function authoritiesTelling(reading: Reading): Promise<readonly string[]> {
  if (reading.caller.agency !== Agency.SOCIAL_SERVICES) return Promise.resolve([]);
  const known = asked.get(reading);
  if (known) return known;
  const asking = reading.session
    .decide<{ owner: string }>('executions_told', TELLING, [reading.today])
    .then((rows) => rows.map(({ owner }) => owner));
  asked.set(reading, asking);
  return asking;
}

/** The columns of a board's share that hold something else while an execution is told of, and where that stands. */
const IF_TOLD = { stage: 'stage_if_told', recovery_ends_on: 'recovery_ends_if_told_on' } as const;

export function isTold(column: string): column is keyof typeof IF_TOLD {
  return column in IF_TOLD;
}

/** What a column of a board's share holds while the authorities of a parameter tell of executions, in SQL. */
export function asTold(column: keyof typeof IF_TOLD, parameter: string, share = ''): string {
  const [told, otherwise] = [`${share}${IF_TOLD[column]}`, `${share}${column}`];
  return `CASE WHEN ${share}executed_by = ANY (${parameter}) THEN ${told} ELSE ${otherwise} END`;
}

/** Whether facts let their reader be told of the executions of an authority. */
export function tellsExecutions({ switches }: CaseFacts, authority: string): boolean {
  return switches.get(SWITCH)?.some(({ owner }) => owner === authority) ?? false;
}

/** Stage and end of a share as its reader sees them under the given facts. */
export function shareAsSeen(
  { stage, closedOn, ifTold }: Share,
  facts: CaseFacts,
): Pick<Share, 'stage' | 'closedOn'> {
  return ifTold && tellsExecutions(facts, ifTold.executedBy) ? ifTold : { stage, closedOn };
}

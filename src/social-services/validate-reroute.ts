import type { BoardDirectory, CheckContext } from '../cases';
import { checkChange, complete, requiredText, type ValidChange } from '../cases';
import { textLimits, type Problems } from '../shared';
import type { RerouteCaseInput } from './reroute-case.input';

/** A handover whose board exists. */
export interface ValidReroute extends ValidChange {
  readonly board: string;
  readonly reason: string;
}

/**
 * Checks a handover: to another board that exists today, and never without a reason.
 *
 * @param ownBoard - public id of the board that hands the case on
 * @legalSource SOL-29-1-RESP
 */
export function validateReroute(
  input: RerouteCaseInput,
  problems: Problems,
  { today }: Pick<CheckContext, 'today'>,
  { boards, ownBoard }: { readonly boards: Pick<BoardDirectory, 'all'>; readonly ownBoard: string },
): ValidReroute | undefined {
  const exists = boards.all(today).some(({ id }) => id === input.board);
  if (input.board === ownBoard) problems.add('board', 'OWN_BOARD');
  else if (!exists) problems.add('board', 'NOT_A_BOARD');
  return complete<ValidReroute>({
    ...checkChange(input, problems),
    board: exists && input.board !== ownBoard ? input.board : undefined,
    reason: requiredText(problems, 'reason', input.reason, {
      max: textLimits.rerouteReason,
      lines: true,
    }),
  });
}

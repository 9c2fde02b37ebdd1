import { checkList, complete, requiredPastDate, requiredText, type CheckContext } from '../cases';
import { textLimits, type LocalDate, type Problems } from '../shared';
import type { DisturbanceInput } from './disturbance.input';

/** One disturbance in the home environment. */
export interface ValidDisturbance {
  readonly occurredOn: LocalDate;
  readonly category: string;
  readonly description: string;
}

const DISTURBANCES = { min: 1, max: 100 };

/**
 * Checks which disturbances have occurred, item 4 of the form for tenant-owned flats, which is used for all.
 *
 * @legalSource JB-12-25A-DISTURB
 */
export function validateDisturbances(
  inputs: readonly DisturbanceInput[],
  problems: Problems,
  context: CheckContext,
): readonly ValidDisturbance[] | undefined {
  return checkList(problems, 'disturbances', inputs, DISTURBANCES, (input, ownProblems) =>
    complete<ValidDisturbance>({
      occurredOn: requiredPastDate(ownProblems, 'occurredOn', input.occurredOn, context),
      category: requiredText(ownProblems, 'category', input.category, {
        max: textLimits.category,
      }),
      description: requiredText(ownProblems, 'description', input.description, {
        max: textLimits.description,
        lines: true,
      }),
    }),
  );
}

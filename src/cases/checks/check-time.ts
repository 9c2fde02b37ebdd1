import {
  parseInstant,
  parseLocalDate,
  type LocalDate,
  type Problem,
  type Problems,
} from '../../shared';
import type { CheckContext } from './check-context';
import { optionalFormat, requiredFormat } from './check-format';

type Given = string | null | undefined;

/** A civil day that must be there. */
export function requiredDate(
  problems: Problems,
  field: string,
  value: Given,
): LocalDate | undefined {
  return requiredFormat(problems, field, value, 'NOT_A_DATE', parseLocalDate);
}

/** A civil day that may be left out. */
export function optionalDate(
  problems: Problems,
  field: string,
  value: Given,
): LocalDate | null | undefined {
  return optionalFormat(problems, field, value, 'NOT_A_DATE', parseLocalDate);
}

/** A civil day that must be there and is today or earlier. */
export function requiredPastDate(
  problems: Problems,
  field: string,
  value: Given,
  { today }: CheckContext,
): LocalDate | undefined {
  const day = requiredDate(problems, field, value);
  if (day === undefined || day <= today) return day;
  problems.add(field, 'IN_THE_FUTURE');
  return undefined;
}

/** An instant that must be there and is now or earlier. */
export function requiredPastInstant(
  problems: Problems,
  field: string,
  value: Given,
  { now }: CheckContext,
): Date | undefined {
  const instant = requiredFormat(problems, field, value, 'NOT_AN_INSTANT', parseInstant);
  if (instant === undefined || instant <= now) return instant;
  problems.add(field, 'IN_THE_FUTURE');
  return undefined;
}

/** The end of a period whose start is known: the start or later. */
export function notBefore(
  problems: Problems,
  field: string,
  end: LocalDate | undefined,
  start: LocalDate | undefined,
): LocalDate | undefined {
  if (end === undefined || start === undefined || end >= start) return end;
  problems.add(field, 'BEFORE_START');
  return undefined;
}

/**
 * Whether nothing is wrong with an input but that its time has passed. It may have been accepted in time: sent again with its key it
 * gives its first outcome, so that the key is asked before it is refused.
 */
export function wasSoundInTime(problems: readonly Problem[]): boolean {
  return problems.length > 0 && problems.every(({ code }) => code === 'IN_THE_PAST');
}

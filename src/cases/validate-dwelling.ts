import { textLimits, type Problems } from '../shared';
import { routeToBoard } from './board-routing';
import { complete, optionalText, requiredFormat, requiredText, type CheckContext } from './checks';
import type { DwellingInput } from './dwelling.input';

/** A home in normal form, with the social board that a message about it goes to. */
export interface ValidDwelling {
  readonly street: string;
  /** Five digits without a space. */
  readonly postalCode: string;
  readonly city: string;
  readonly apartmentNumber: string | null;
  readonly municipality: string;
  readonly boardId: string;
  /** In halves, the kitchen not counted; null if it was not given. */
  readonly roomCount: number | null;
  readonly tenure: DwellingInput['tenure'];
}

const POSTAL_CODE = /^[1-9]\d{2} ?\d{2}$/;
const MOST_ROOMS = 50;

/**
 * Checks a home and decides which board is responsible for it.
 *
 * A missing room count is no problem here: the Supreme Court accepted a message without it.
 *
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-44-FORM-CASES
 */
export function validateDwelling(
  input: DwellingInput,
  problems: Problems,
  context: CheckContext,
): ValidDwelling | undefined {
  return complete<ValidDwelling>({
    street: requiredText(problems, 'street', input.street, { max: textLimits.street }),
    postalCode: requiredFormat(
      problems,
      'postalCode',
      input.postalCode,
      'NOT_A_POSTAL_CODE',
      parsePostalCode,
    ),
    city: requiredText(problems, 'city', input.city, { max: textLimits.city }),
    apartmentNumber: optionalText(problems, 'apartmentNumber', input.apartmentNumber, {
      max: textLimits.apartmentNumber,
    }),
    municipality: input.municipality,
    boardId: boardOf(input, problems, context),
    roomCount: checkRoomCount(input.roomCount, problems),
    tenure: input.tenure,
  });
}

function parsePostalCode(text: string): string | null {
  const trimmed = text.trim();
  return POSTAL_CODE.test(trimmed) ? trimmed.replace(' ', '') : null;
}

function boardOf(
  input: DwellingInput,
  problems: Problems,
  { boards, today }: CheckContext,
): string | undefined {
  const routing = routeToBoard(boards, input, today);
  if ('boardId' in routing) return routing.boardId;
  problems.add(routing.field, routing.problem);
  return undefined;
}

function checkRoomCount(
  count: number | null | undefined,
  problems: Problems,
): number | null | undefined {
  if (count === null || count === undefined) return null;
  if (Number.isInteger(count * 2) && count > 0 && count <= MOST_ROOMS) return count;
  problems.add('roomCount', 'OUT_OF_RANGE');
  return undefined;
}

import { checkChange, complete, requiredWhole, type ValidChange } from '../cases';
import type { Problems } from '../shared';
import type { RecordHouseholdInput } from './record-household.input';

/** Who lives in the home: at least one person. */
export interface ValidHousehold extends ValidChange {
  readonly adults: number;
  readonly children: number;
  readonly elderly: boolean;
}

const PERSONS = { min: 0, max: 50 };

/**
 * Checks the size of a household: nobody or more than fifty of a kind is a mistake.
 *
 * @legalSource SPL-7
 */
export function validateHousehold(
  input: RecordHouseholdInput,
  problems: Problems,
): ValidHousehold | undefined {
  const adults = requiredWhole(problems, 'adults', input.adults, PERSONS);
  const children = requiredWhole(problems, 'children', input.children, PERSONS);
  const isEmpty = adults === 0 && children === 0;
  if (isEmpty) problems.add('adults', 'OUT_OF_RANGE');
  return complete<ValidHousehold>({
    ...checkChange(input, problems),
    adults: isEmpty ? undefined : adults,
    children,
    elderly: input.elderly,
  });
}

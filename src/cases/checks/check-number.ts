import { parseSek, type Problems } from '../../shared';
import { optionalFormat, requiredFormat } from './check-format';

type Given = string | null | undefined;

/** An amount in öre that must be there and is more than nothing. */
export function requiredPositiveAmount(
  problems: Problems,
  field: string,
  value: Given,
): bigint | undefined {
  return positive(
    problems,
    field,
    requiredFormat(problems, field, value, 'NOT_AN_AMOUNT', parseSek),
  );
}

/** An amount in öre that may be left out; nothing owed is an amount too. */
export function optionalAmount(
  problems: Problems,
  field: string,
  value: Given,
): bigint | null | undefined {
  return optionalFormat(problems, field, value, 'NOT_AN_AMOUNT', parseSek);
}

/** An amount in öre that may be left out, else is more than nothing. */
export function optionalPositiveAmount(
  problems: Problems,
  field: string,
  value: Given,
): bigint | null | undefined {
  return positive(problems, field, optionalAmount(problems, field, value));
}

/** A whole number from `min` to `max`, both inclusive. */
export function requiredWhole(
  problems: Problems,
  field: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): number | undefined {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  problems.add(field, 'OUT_OF_RANGE');
  return undefined;
}

function positive<T extends bigint | null | undefined>(
  problems: Problems,
  field: string,
  amount: T,
): T | undefined {
  if (amount !== 0n) return amount;
  problems.add(field, 'OUT_OF_RANGE');
  return undefined;
}

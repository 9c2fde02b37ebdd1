import type { ProblemCode, Problems } from '../../shared';

/** A value that must be there in a form that `parse` knows; `parse` answers null for any other. */
export function requiredFormat<T>(
  problems: Problems,
  field: string,
  value: string | null | undefined,
  code: ProblemCode,
  parse: (text: string) => T | null,
): T | undefined {
  const parsed = optionalFormat(problems, field, value, code, parse);
  if (parsed === null) problems.add(field, 'REQUIRED');
  return parsed ?? undefined;
}

/** A value that may be left out, else in a form that `parse` knows; an empty string is not left out. */
export function optionalFormat<T>(
  problems: Problems,
  field: string,
  value: string | null | undefined,
  code: ProblemCode,
  parse: (text: string) => T | null,
): T | null | undefined {
  if (value === null || value === undefined) return null;
  const parsed = parse(value);
  if (parsed !== null) return parsed;
  problems.add(field, code);
  return undefined;
}

import { checkContext, type CheckContext } from '../../src/cases';
import { Problems } from '../../src/shared';

/** Sunday 22 November 2026, 13:00 in Stockholm: the moment at which every input of the tests comes. */
export const context: CheckContext = checkContext(new Date('2026-11-22T12:00:00Z'));

/** Path below the input and code of a problem. */
export type Found = readonly [path: string, code: string];

/** An input as it comes out of JSON: the same fields, no class. */
export type Plain<T> = T extends readonly (infer E)[]
  ? readonly Plain<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T;

type Check<I, V> = (input: I, problems: Problems, context: CheckContext) => V | undefined;

/** The problems of an input, each as path and code, in the order found; a value comes only without problems. */
export function problemsOf<I, V>(check: Check<I, V>, input: I): readonly Found[] {
  const problems = new Problems('input');
  const value = check(input, problems, context);
  expect(value === undefined).toBe(problems.list.length > 0);
  return problems.list.map(({ path, code }) => [path.replace(/^input\.?/, ''), code]);
}

/** The normal form of an input that has no problem. */
export function soundOf<I, V>(check: Check<I, V>, input: I): V {
  const problems = new Problems('input');
  const value = check(input, problems, context);
  expect(problems.list).toEqual([]);
  if (value === undefined) throw new Error('The input has no problem and no normal form.');
  return value;
}

/** A copy of an input with another value at a path such as `tenants.0.name`; the path may end where nothing is yet. */
export function changed<I>(input: I, path: string, value: unknown): I {
  const [key = '', ...rest] = path.split('.');
  const below = rest.length === 0 ? value : changed(member(input, key), rest.join('.'), value);
  if (Array.isArray(input)) return Object.assign([...(input as unknown[])], { [key]: below }) as I;
  return { ...input, [key]: below };
}

function member(input: unknown, key: string): unknown {
  return (input as Record<string, unknown>)[key];
}

import { problemCatalogue, problemMessage } from '../../shared';
import type { ErrorCode, ProblemCode } from '../../shared';

/** A name of ours, such as a coordinate, a rule id or a move of the process. */
const PLAIN_NAME = /^[\w@.-]{1,120}$/;

/** The extras that a code has in one process, as far as they have its form. */
export function extrasOf(
  code: ErrorCode,
  { problems, legal, coordinate, legalBasis }: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  switch (code) {
    case 'BAD_USER_INPUT':
      return { problems: listOf(problems).flatMap(problemIn) };
    case 'ILLEGAL_TRANSITION':
      return { legal: listOf(legal).filter(isPlainName) };
    case 'DISCLOSURE_DENIED':
      return {
        coordinate: isPlainName(coordinate) ? coordinate : '',
        legalBasis: listOf(legalBasis).filter(isPlainName),
      };
    default:
      return {};
  }
}

function problemIn(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return [];
  const { path, code } = value as { path?: unknown; code?: unknown };
  const isKnown = typeof code === 'string' && Object.hasOwn(problemCatalogue, code);
  if (!isKnown || !isPlainName(path)) return [];
  return [{ path, code, message: problemMessage(code as ProblemCode) }];
}

function isPlainName(value: unknown): value is string {
  return typeof value === 'string' && PLAIN_NAME.test(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

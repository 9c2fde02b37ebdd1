import { characterCount, cleanText, hasControlCharacters, type Problems } from '../../shared';

/** The longest text in characters; `lines` lets it have line breaks and tabs, which are kept. */
export interface TextRule {
  readonly max: number;
  readonly lines?: boolean;
}

/** No letter of any script takes more UTF-16 units than this before it is composed. */
const UNITS_PER_CHARACTER = 8;
const VISIBLE = /[^\p{Z}\p{Cf}\p{DI}\s]/u;
const LINE_CONTROLS = /[\t\n\r]/;

/** A text that must be there, normalised and trimmed; adds what is wrong with it to the problems. */
export function requiredText(
  problems: Problems,
  field: string,
  value: string | null | undefined,
  rule: TextRule,
): string | undefined {
  const text = optionalText(problems, field, value, rule);
  if (text === null) problems.add(field, 'REQUIRED');
  return text ?? undefined;
}

/** A text that may be left out: null if it is, or if nothing in it can be seen. */
export function optionalText(
  problems: Problems,
  field: string,
  value: string | null | undefined,
  { max, lines = false }: TextRule,
): string | null | undefined {
  if (value === null || value === undefined) return null;
  // A text of megabytes is refused before it is walked through several times.
  if (value.length > max * UNITS_PER_CHARACTER) {
    problems.add(field, 'TOO_LONG');
    return undefined;
  }
  if (hasControlCharacters(value) || (!lines && LINE_CONTROLS.test(value))) {
    problems.add(field, 'CONTROL_CHARACTERS');
    return undefined;
  }
  if (!VISIBLE.test(value)) return null;
  const text = lines ? cleanLines(value) : cleanText(value);
  if (characterCount(text) <= max) return text;
  problems.add(field, 'TOO_LONG');
  return undefined;
}

function cleanLines(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

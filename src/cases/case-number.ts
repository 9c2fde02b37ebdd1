const CASE_NUMBER = /^(?=.*\d)[A-Za-z0-9/ -]{1,40}$/;

/**
 * Kronofogden's case number without spaces around it: 1 to 40 letters, digits, spaces, hyphens and slashes, one of them a
 * digit; else null.
 *
 * @swedish målnummer
 */
export function parseCaseNumber(text: string): string | null {
  const trimmed = text.trim();
  return CASE_NUMBER.test(trimmed) ? trimmed : null;
}

import { hasLuhnCheckDigit } from './check-digits';

const BANKGIRO = /^\d{3,4}-?\d{4}$/;
const PLUSGIRO = /^\d{1,7}-?\d$/;
const OCR = /^\d{2,25}$/;

/** A bankgiro number as `NNN-NNNN` or `NNNN-NNNN`, check digit verified; else null. */
export function normaliseBankgiro(text: string): string | null {
  const digits = checkedDigits(text, BANKGIRO);
  return digits === null ? null : `${digits.slice(0, -4)}-${digits.slice(-4)}`;
}

/** A plusgiro number of two to eight digits as `N-N` to `NNNNNNN-N`, check digit verified; else null. */
export function normalisePlusgiro(text: string): string | null {
  const digits = checkedDigits(text, PLUSGIRO);
  return digits === null ? null : `${digits.slice(0, -1)}-${digits.slice(-1)}`;
}

/** An OCR reference of 2 to 25 digits, check digit verified; else null. */
export function normaliseOcr(text: string): string | null {
  return checkedDigits(text, OCR);
}

/** Whether the text is a bankgiro number with its right check digit. */
export function isBankgiro(text: string): boolean {
  return normaliseBankgiro(text) !== null;
}

/** Whether the text is a plusgiro number with its right check digit. */
export function isPlusgiro(text: string): boolean {
  return normalisePlusgiro(text) !== null;
}

/** Whether the text is an OCR reference with its right check digit. */
export function isOcr(text: string): boolean {
  return normaliseOcr(text) !== null;
}

function checkedDigits(text: string, shape: RegExp): string | null {
  const compact = text.replace(/ /g, '');
  if (!shape.test(compact)) return null;
  const digits = compact.replace('-', '');
  // A row of zeros has a right check digit and is nobody's account.
  return hasLuhnCheckDigit(digits) && !/^0+$/.test(digits) ? digits : null;
}

import { textLimits, type Problems } from '../../shared';
import { optionalText } from './check-text';

const PHONE = /^\(?\+?[\d ()-]+$/;
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u;
const FEWEST_DIGITS = 5;
const MOST_DIGITS = 20;

/** A telephone number that must be there: 5 to 20 digits, spaces, hyphens, parentheses, a plus in front. */
export function requiredPhone(
  problems: Problems,
  field: string,
  value: string | null | undefined,
): string | undefined {
  const phone = optionalPhone(problems, field, value);
  if (phone === null) problems.add(field, 'REQUIRED');
  return phone ?? undefined;
}

/** A telephone number that may be left out. */
export function optionalPhone(
  problems: Problems,
  field: string,
  value: string | null | undefined,
): string | null | undefined {
  const phone = optionalText(problems, field, value, { max: textLimits.phone });
  if (phone === null || phone === undefined || isPhone(phone)) return phone;
  problems.add(field, 'NOT_A_PHONE_NUMBER');
  return undefined;
}

/** An e-mail address that may be left out; only its form is looked at. */
export function optionalEmail(
  problems: Problems,
  field: string,
  value: string | null | undefined,
): string | null | undefined {
  const email = optionalText(problems, field, value, { max: textLimits.email });
  if (email === null || email === undefined || EMAIL.test(email)) return email;
  problems.add(field, 'NOT_AN_EMAIL_ADDRESS');
  return undefined;
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, '').length;
  return PHONE.test(text) && digits >= FEWEST_DIGITS && digits <= MOST_DIGITS;
}

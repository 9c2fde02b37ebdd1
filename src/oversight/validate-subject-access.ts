import { parsePersonalIdentityNumber, parseReceiptNumber, Problems } from '../shared';
import type { LocalDate } from '../shared';

/** Whose report is asked for, checked. */
export interface SubjectAccessRequest {
  /** Twelve digits. */
  readonly number: string;
  /** In their written form. */
  readonly receiptNumbers: readonly string[];
}

const MOST_RECEIPT_NUMBERS = 100;

/**
 * Checks for whom a report is asked.
 *
 * @throws BadUserInputError with every problem of the identity number and of each receipt number
 */
export function validateSubjectAccess(
  personalIdentityNumber: string,
  receiptNumbers: readonly string[],
  today: LocalDate,
): SubjectAccessRequest {
  const problems = new Problems();
  const number = parsePersonalIdentityNumber(personalIdentityNumber, today);
  if (number === null) problems.add('personalIdentityNumber', 'IDENTITY_NUMBER_CHECKSUM');
  if (receiptNumbers.length > MOST_RECEIPT_NUMBERS) problems.add('receiptNumbers', 'TOO_MANY');
  const below = problems.at('receiptNumbers');
  const receipts = receiptNumbers.slice(0, MOST_RECEIPT_NUMBERS).flatMap((text, position) => {
    const receipt = parseReceiptNumber(text);
    if (receipt === null) below.add(position, 'RECEIPT_NUMBER_CHECK_CHARACTER');
    return receipt ?? [];
  });
  problems.throwIfAny();
  return { number: number ?? '', receiptNumbers: [...new Set(receipts)] };
}

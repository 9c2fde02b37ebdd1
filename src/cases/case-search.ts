import type { Caller } from '../identity';
import {
  Agency,
  characterCount,
  cleanText,
  parsePersonalIdentityNumber,
  parseReceiptNumber,
} from '../shared';
import type { LocalDate, ProblemCode, Problems } from '../shared';
import { parseCaseNumber } from './case-number';
import type { CaseSearch } from './case-search.input';
import type { SearchKind } from './search-keys';
import type { Terms } from './terms';

/** A blind term that cases are looked up by. */
export interface SearchTermAsked {
  readonly kind: SearchKind;
  readonly value: Buffer;
}

const LONGEST_TERM = 200;

/**
 * Checks a search and turns it into its blind term; an unlawful or malformed one is a problem at its own field.
 *
 * @legalSource SPF-15-SEARCH
 */
export function searchTerm(
  search: CaseSearch,
  caller: Caller,
  terms: Terms,
  today: LocalDate,
  problems: Problems,
): SearchTermAsked | null {
  const given = Object.entries(search).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const [term, ...others] = given;
  if (!term || others.length > 0) {
    problems.add('', 'EXACTLY_ONE');
    return null;
  }
  const [field, text] = term;
  const found = (kind: SearchKind, value: Buffer | null, code: ProblemCode) => {
    if (value) return { kind, value };
    problems.add(field, code);
    return null;
  };
  const orNull = <T>(value: T | null, index: (value: T) => Buffer): Buffer | null =>
    value === null ? null : index(value);
  switch (field) {
    case 'personalIdentityNumber':
      return found(
        'PERSON_NUMBER',
        orNull(parsePersonalIdentityNumber(text, today), (number) => terms.personNumber(number)),
        'IDENTITY_NUMBER_CHECKSUM',
      );
    case 'receiptNumber':
      return found(
        'RECEIPT',
        orNull(parseReceiptNumber(text), (number) => terms.receipt(number)),
        'RECEIPT_NUMBER_CHECK_CHARACTER',
      );
    case 'enforcementCaseNumber':
      return found(
        'ENFORCEMENT_CASE',
        orNull(parseCaseNumber(text), (number) => terms.enforcementCase(number)),
        'NOT_A_CASE_NUMBER',
      );
    case 'landlordReference':
      if (caller.agency !== Agency.LANDLORD)
        return found('LANDLORD_REFERENCE', null, 'NOT_ALLOWED');
      return found(
        'LANDLORD_REFERENCE',
        orNull(plain(text), (reference) => terms.landlordReference(reference)),
        'REQUIRED',
      );
    default:
      return found(
        'PERSON_NAME',
        orNull(plain(text), (name) => terms.personName(name)),
        'REQUIRED',
      );
  }
}

function plain(text: string): string | null {
  const cleaned = characterCount(text) > LONGEST_TERM ? '' : cleanText(text);
  return cleaned === '' ? null : cleaned;
}

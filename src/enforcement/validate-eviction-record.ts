import {
  complete,
  optionalDate,
  optionalText,
  requiredFormat,
  requiredWhole,
  validateDwelling,
  validateTenants,
  type CheckContext,
  type ValidDwelling,
  type ValidTenant,
} from '../cases';
import {
  parseOrganisationNumber,
  parseReceiptNumber,
  type LocalDate,
  type Problems,
} from '../shared';
import { parseCaseNumber } from '../cases';
import type { EvictionRecordInput } from './push-eviction-records.input';
import {
  validateClosure,
  validateEvictionTime,
  validateStay,
  validateStorage,
  validateSummaryCase,
  validateTitle,
  type ValidClosure,
  type ValidEvictionTime,
  type ValidStay,
  type ValidStorage,
  type ValidSummaryCase,
  type ValidTitle,
} from './validate-record-parts';

/** A whole eviction record in normal form; what Kronofogden left out is null. */
export interface ValidEvictionRecord {
  readonly caseNumber: string;
  readonly version: number;
  readonly noticeReceiptNumber: string | null;
  readonly dwelling: ValidDwelling;
  /** Organisation number `NNNNNN-NNNN`. */
  readonly applicant: string;
  readonly defendants: readonly ValidTenant[];
  readonly status: EvictionRecordInput['status'];
  readonly appliedOn: LocalDate | null;
  readonly documentsReceivedOn: LocalDate | null;
  readonly summaryCase: ValidSummaryCase | null;
  readonly title: ValidTitle | null;
  readonly heardOn: LocalDate | null;
  readonly defendantAbroad: boolean | null;
  readonly evictionTime: ValidEvictionTime | null;
  readonly stay: ValidStay | null;
  readonly closure: ValidClosure | null;
  readonly executedOn: LocalDate | null;
  readonly childrenAffected: boolean | null;
  readonly childrenCount: number | null;
  readonly storage: ValidStorage | null;
}

const VERSIONS = { min: 1, max: 2_147_483_647 };
const CHILDREN = { min: 0, max: 50 };
const LONGEST_RECEIPT_NUMBER = 50;

/**
 * Checks one record. Kronofogden owns it, so only forms and impossible values are refused: a status, order of days or day to
 * come that looks odd is recorded as it is.
 *
 * @legalSource UF-16-2-NOTIFY
 */
export function validateEvictionRecord(
  input: EvictionRecordInput,
  problems: Problems,
  context: CheckContext,
): ValidEvictionRecord | undefined {
  /** A part with fields of its own, checked below its name; null if it was left out. */
  const part = <I extends object, T>(
    name: string,
    given: I | null | undefined,
    check: (given: I, problems: Problems) => T | undefined,
  ): T | null | undefined => (given ? check(given, problems.at(name)) : null);
  return complete<ValidEvictionRecord>({
    caseNumber: requiredFormat(
      problems,
      'caseNumber',
      input.caseNumber,
      'NOT_A_CASE_NUMBER',
      parseCaseNumber,
    ),
    version: requiredWhole(problems, 'version', input.version, VERSIONS),
    noticeReceiptNumber: checkReceiptNumber(input.noticeReceiptNumber, problems),
    dwelling: validateDwelling(input.dwelling, problems.at('dwelling'), context),
    applicant: requiredFormat(
      problems,
      'applicant',
      input.applicant,
      'ORGANISATION_NUMBER_CHECKSUM',
      parseOrganisationNumber,
    ),
    defendants: validateTenants('defendants', input.defendants, problems, context),
    status: input.status,
    appliedOn: optionalDate(problems, 'appliedOn', input.appliedOn),
    documentsReceivedOn: optionalDate(problems, 'documentsReceivedOn', input.documentsReceivedOn),
    summaryCase: part('summaryCase', input.summaryCase, validateSummaryCase),
    title: part('title', input.title, validateTitle),
    heardOn: optionalDate(problems, 'heardOn', input.heardOn),
    defendantAbroad: input.defendantAbroad ?? null,
    evictionTime: part('evictionTime', input.evictionTime, validateEvictionTime),
    stay: part('stay', input.stay, validateStay),
    closure: part('closure', input.closure, validateClosure),
    executedOn: optionalDate(problems, 'executedOn', input.executedOn),
    childrenAffected: input.childrenAffected ?? null,
    childrenCount: checkChildrenCount(input.childrenCount, problems),
    storage: part('storage', input.storage, validateStorage),
  });
}

function checkReceiptNumber(
  given: string | null | undefined,
  problems: Problems,
): string | null | undefined {
  const text = optionalText(problems, 'noticeReceiptNumber', given, {
    max: LONGEST_RECEIPT_NUMBER,
  });
  if (text === null || text === undefined) return text;
  const number = parseReceiptNumber(text);
  if (number !== null) return number;
  problems.add('noticeReceiptNumber', 'RECEIPT_NUMBER_CHECK_CHARACTER');
  return undefined;
}

function checkChildrenCount(
  count: number | null | undefined,
  problems: Problems,
): number | null | undefined {
  if (count === null || count === undefined) return null;
  return requiredWhole(problems, 'childrenCount', count, CHILDREN);
}

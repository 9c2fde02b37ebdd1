import type { ConsentGroup } from '../../disclosure';
import { CONSENT_GROUP_OWNERS } from '../../disclosure';
import type { Agency, LocalDate, Problems, Purpose } from '../../shared';
import { textLimits } from '../../shared';
import type { CheckContext, Checked } from '../checks';
import { complete, notBefore, requiredDate, requiredText } from '../checks';
import { checkChange, type ValidChange } from '../validate-idempotency';
import { readingPurposesOf, recipientsOf } from './consent-rules';
import type { RecordConsentInput } from './record-consent.input';

/** A consent as the authority that obtained it records it. */
export interface ValidConsent extends ValidChange {
  /** The tenant's own id in the case. */
  readonly personId: string;
  readonly fieldGroup: ConsentGroup;
  readonly recipient: Agency;
  readonly purpose: Purpose;
  /** First and last day, both inclusive. */
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate;
  readonly evidence: string;
}

/** What the check knows of the caller. */
export interface ConsentContext extends CheckContext {
  readonly agency: Agency;
  /** The person behind an alias of the caller's; null for one that names nobody who is a tenant. */
  readonly personOf: (alias: string) => string | null;
}

/**
 * Checks a consent. The law sets no longest duration: the tenant says until when, and may take the consent back before.
 *
 * @legalSource OSL-10-1
 * @legalSource OSL-12-2
 */
export function validateConsent(
  input: RecordConsentInput,
  problems: Problems,
  context: ConsentContext,
): ValidConsent | undefined {
  const { fieldGroup, recipient, purpose } = input;
  return complete<ValidConsent>({
    ...checkChange(input, problems),
    personId: checkTenant(input, problems, context),
    fieldGroup: allowed(
      problems,
      'fieldGroup',
      fieldGroup,
      CONSENT_GROUP_OWNERS[fieldGroup] === context.agency,
    ),
    recipient: allowed(
      problems,
      'recipient',
      recipient,
      recipientsOf(fieldGroup).includes(recipient),
    ),
    purpose: allowed(problems, 'purpose', purpose, readingPurposesOf(recipient).includes(purpose)),
    ...checkPeriod(input, problems, context),
    evidence: requiredText(problems, 'evidence', input.evidence, {
      max: textLimits.evidence,
      lines: true,
    }),
  });
}

function checkTenant(
  { tenantId }: RecordConsentInput,
  problems: Problems,
  { personOf }: ConsentContext,
): string | undefined {
  const personId = personOf(tenantId);
  if (personId === null) problems.add('tenantId', 'UNKNOWN_TENANT');
  return personId ?? undefined;
}

/** A first day in the past is no fault: a consent is recorded after it was given. */
function checkPeriod(
  input: RecordConsentInput,
  problems: Problems,
  { today }: ConsentContext,
): Checked<Pick<ValidConsent, 'validFrom' | 'validTo'>> {
  const validFrom = requiredDate(problems, 'validFrom', input.validFrom);
  const validTo = requiredDate(problems, 'validTo', input.validTo);
  if (validTo === undefined || validTo >= today)
    return { validFrom, validTo: notBefore(problems, 'validTo', validTo, validFrom) };
  problems.add('validTo', 'IN_THE_PAST');
  return { validFrom, validTo: undefined };
}

function allowed<T>(
  problems: Problems,
  field: string,
  value: T,
  isAllowed: boolean,
): T | undefined {
  if (isAllowed) return value;
  problems.add(field, 'NOT_ALLOWED');
  return undefined;
}

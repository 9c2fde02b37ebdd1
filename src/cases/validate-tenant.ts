import { parsePersonalIdentityNumber, textLimits, type Problems } from '../shared';
import {
  checkList,
  complete,
  optionalEmail,
  optionalFormat,
  optionalPhone,
  requiredText,
  type CheckContext,
} from './checks';
import type { TenantInput } from './tenant.input';

/** A person on the lease, or a defendant, in normal form. */
export interface ValidTenant {
  readonly name: string;
  readonly postalAddress: string;
  /** Twelve digits, or null if none was given. */
  readonly personalIdentityNumber: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** More persons than any lease has; every one of them must be served. */
const TENANTS = { min: 1, max: 20 };

/** Checks one person; problems come under the person's own fields. */
function validateTenant(
  input: TenantInput,
  problems: Problems,
  { today }: CheckContext,
): ValidTenant | undefined {
  return complete<ValidTenant>({
    name: requiredText(problems, 'name', input.name, { max: textLimits.name }),
    postalAddress: requiredText(problems, 'postalAddress', input.postalAddress, {
      max: textLimits.postalAddress,
    }),
    personalIdentityNumber: optionalFormat(
      problems,
      'personalIdentityNumber',
      input.personalIdentityNumber,
      'IDENTITY_NUMBER_CHECKSUM',
      (text) => parsePersonalIdentityNumber(text, today),
    ),
    phone: optionalPhone(problems, 'phone', input.phone),
    email: optionalEmail(problems, 'email', input.email),
  });
}

/**
 * Checks all persons of a lease or case: one to twenty, and nobody twice by identity number, however it is spelt.
 *
 * @param field - the name of the list, below which problems come
 */
export function validateTenants(
  field: string,
  inputs: readonly TenantInput[],
  problems: Problems,
  context: CheckContext,
): readonly ValidTenant[] | undefined {
  const seen = new Set<string>();
  return checkList(problems, field, inputs, TENANTS, (input, ownProblems) => {
    const tenant = validateTenant(input, ownProblems, context);
    const number = parsePersonalIdentityNumber(input.personalIdentityNumber ?? '', context.today);
    if (number === null) return tenant;
    if (!seen.has(number)) {
      seen.add(number);
      return tenant;
    }
    ownProblems.add('personalIdentityNumber', 'DUPLICATE');
    return undefined;
  });
}

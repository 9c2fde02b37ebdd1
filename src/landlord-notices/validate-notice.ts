import {
  complete,
  optionalText,
  requiredPastDate,
  validateDwelling,
  validateIdempotencyKey,
  validateTenants,
  type CheckContext,
  type ValidDwelling,
  type ValidTenant,
} from '../cases';
import { textLimits, type LocalDate, type Problems } from '../shared';
import { partFault, type NoticePart } from './notice-parts';
import type { SubmitNoticeInput } from './submit-notice.input';
import { validateClaims, validateRecoveryTotal, type ValidClaim } from './validate-claims';
import { validateDisturbances, type ValidDisturbance } from './validate-disturbances';
import { validateDocument, type ValidDocument } from './validate-document';
import {
  validateLandlord,
  validateMessageProof,
  validateTermination,
  type ValidLandlord,
  type ValidMessageProof,
  type ValidTermination,
} from './validate-form-3';
import {
  validatePaymentInstruction,
  type ValidPaymentInstruction,
} from './validate-payment-instruction';
import { validateServices, type ValidService } from './validate-service';

/** A statutory message in normal form: texts cleaned, amounts in öre, what its kind does not have null or empty. */
export interface ValidNotice {
  readonly idempotencyKey: string;
  readonly kind: SubmitNoticeInput['kind'];
  readonly landlord: ValidLandlord;
  readonly landlordReference: string | null;
  readonly tenants: readonly ValidTenant[];
  readonly dwelling: ValidDwelling;
  readonly claims: readonly ValidClaim[];
  readonly recoveryTotal: bigint | null;
  readonly paymentInstruction: ValidPaymentInstruction | null;
  readonly termination: ValidTermination | null;
  readonly tenantServed: readonly ValidService[];
  readonly message: ValidMessageProof | null;
  readonly disturbances: readonly ValidDisturbance[];
  readonly calledOnTenantOn: LocalDate | null;
  readonly terminationCopy: ValidDocument | null;
  /** The caller's alias of an earlier notice; whether there is one is decided elsewhere. */
  readonly supersedes: string | null;
}

const LONGEST_ID = 200;

/**
 * Checks a whole notice: what its kind requires, what it may not have, and every value. All problems come at once, under the
 * given path.
 *
 * @legalSource JB-12-44-FORMS
 * @legalSource JB-12-25A-DISTURB
 * @legalSource JB-12-42-SERIOUS
 */
export function validateNotice(
  input: SubmitNoticeInput,
  problems: Problems,
  context: CheckContext,
): ValidNotice | undefined {
  /** Checks a part that belongs to some kinds only; what the kind does not have is not looked into. */
  const part = <K extends NoticePart, T, N>(
    name: K,
    absent: N,
    check: (given: NonNullable<SubmitNoticeInput[K]>) => T | undefined,
  ): T | N | undefined => {
    const given = givenPart(input[name]);
    const fault = partFault(input.kind, name, given !== null);
    if (fault !== null) {
      problems.add(name, fault);
      return undefined;
    }
    return given === null ? absent : check(given);
  };
  return complete<ValidNotice>({
    idempotencyKey: validateIdempotencyKey(input, problems),
    kind: input.kind,
    landlord: validateLandlord(input.landlord, problems.at('landlord')),
    landlordReference: optionalText(problems, 'landlordReference', input.landlordReference, {
      max: textLimits.reference,
    }),
    tenants: validateTenants('tenants', input.tenants, problems, context),
    dwelling: validateDwelling(input.dwelling, problems.at('dwelling'), context),
    claims: part('claims', [], (given) => validateClaims(given, problems, context)),
    recoveryTotal: part('recoveryTotal', null, (given) =>
      validateRecoveryTotal(given, input.claims ?? [], problems),
    ),
    paymentInstruction: part('paymentInstruction', null, (given) =>
      validatePaymentInstruction(given, problems.at('paymentInstruction')),
    ),
    termination: part('termination', null, (given) =>
      validateTermination(given, problems.at('termination'), context),
    ),
    tenantServed: part('tenantServed', [], (given) =>
      validateServices(given, input.tenants, problems, context),
    ),
    message: input.message
      ? validateMessageProof(input.message, problems.at('message'), context)
      : null,
    disturbances: part('disturbances', [], (given) =>
      validateDisturbances(given, problems, context),
    ),
    calledOnTenantOn: part('calledOnTenantOn', null, (given) =>
      requiredPastDate(problems, 'calledOnTenantOn', given, context),
    ),
    terminationCopy: part('terminationCopy', null, (given) =>
      validateDocument(given, problems.at('terminationCopy')),
    ),
    supersedes: checkSupersedes(input.supersedes, problems),
  });
}

function givenPart<T>(value: T): NonNullable<T> | null {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0)
    ? null
    : value;
}

function checkSupersedes(
  alias: string | null | undefined,
  problems: Problems,
): string | null | undefined {
  if (alias === null || alias === undefined) return null;
  if (alias.length <= LONGEST_ID) return alias;
  problems.add('supersedes', 'NOT_AN_ID');
  return undefined;
}

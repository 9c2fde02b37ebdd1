import type { OwnerSwitch } from '../../disclosure';
import { SWITCH_OWNERS } from '../../disclosure';
import type { Agency, LocalDate, Problems } from '../../shared';
import { textLimits } from '../../shared';
import type { CheckContext } from '../checks';
import { complete, requiredDate, requiredPastDate, requiredText } from '../checks';
import { validateIdempotencyKey } from '../validate-idempotency';
import type { RegisterStandingDecisionInput } from './register-standing-decision.input';

/** A standing decision as its authority registers it. */
export interface ValidDecision {
  readonly idempotencyKey: string;
  readonly switch: OwnerSwitch;
  readonly decidedBy: string;
  readonly decidedOn: LocalDate;
  readonly reference: string;
  /** Last day on which it holds. */
  readonly validTo: LocalDate;
}

/**
 * Checks a standing decision: named, dated, with an end, and about fields of the authority that made it.
 *
 * @legalSource OSL-10-2
 * @legalSource OSL-10-27
 */
export function validateDecision(
  input: RegisterStandingDecisionInput,
  problems: Problems,
  context: CheckContext & { readonly agency: Agency },
): ValidDecision | undefined {
  return complete<ValidDecision>({
    idempotencyKey: validateIdempotencyKey(input, problems),
    switch: ownSwitch(input, problems, context.agency),
    decidedBy: requiredText(problems, 'decidedBy', input.decidedBy, { max: textLimits.name }),
    decidedOn: requiredPastDate(problems, 'decidedOn', input.decidedOn, context),
    reference: requiredText(problems, 'reference', input.reference, {
      max: textLimits.decisionReference,
    }),
    validTo: stillToCome(input, problems, context),
  });
}

function ownSwitch(
  input: RegisterStandingDecisionInput,
  problems: Problems,
  agency: Agency,
): OwnerSwitch | undefined {
  if (SWITCH_OWNERS[input.switch] === agency) return input.switch;
  problems.add('switch', 'NOT_ALLOWED');
  return undefined;
}

function stillToCome(
  input: RegisterStandingDecisionInput,
  problems: Problems,
  { today }: CheckContext,
): LocalDate | undefined {
  const validTo = requiredDate(problems, 'validTo', input.validTo);
  if (validTo === undefined || validTo >= today) return validTo;
  problems.add('validTo', 'IN_THE_PAST');
  return undefined;
}

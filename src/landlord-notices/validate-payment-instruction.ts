import { complete, optionalText, type Checked } from '../cases';
import {
  normaliseBankgiro,
  normaliseOcr,
  normalisePlusgiro,
  type ProblemCode,
  type Problems,
} from '../shared';
import type { PaymentInstructionInput } from './form-3.input';

/** How the rent can be paid: at least one account or another way in words. */
export interface ValidPaymentInstruction {
  readonly bankgiro: string | null;
  readonly plusgiro: string | null;
  readonly ocr: string | null;
  readonly other: string | null;
}

const LONGEST_NUMBER = 50;
const LONGEST_OTHER = 500;

/**
 * Checks item 5 of form 3. A payment reference (OCR) belongs to an account and is no way to pay by itself.
 *
 * @legalSource JB-12-44-FORMS
 */
export function validatePaymentInstruction(
  input: PaymentInstructionInput,
  problems: Problems,
): ValidPaymentInstruction | undefined {
  const reference = (
    field: 'bankgiro' | 'plusgiro' | 'ocr',
    code: ProblemCode,
    normalise: (text: string) => string | null,
  ): string | null | undefined => {
    const text = optionalText(problems, field, input[field], { max: LONGEST_NUMBER });
    if (text === null || text === undefined) return text;
    const normal = normalise(text);
    if (normal !== null) return normal;
    problems.add(field, code);
    return undefined;
  };
  const parts: Checked<ValidPaymentInstruction> = {
    bankgiro: reference('bankgiro', 'BANKGIRO_CHECK_DIGIT', normaliseBankgiro),
    plusgiro: reference('plusgiro', 'PLUSGIRO_CHECK_DIGIT', normalisePlusgiro),
    ocr: reference('ocr', 'OCR_CHECK_DIGIT', normaliseOcr),
    other: optionalText(problems, 'other', input.other, { max: LONGEST_OTHER, lines: true }),
  };
  if (parts.bankgiro !== null || parts.plusgiro !== null || parts.other !== null)
    return complete(parts);
  problems.add('', 'AT_LEAST_ONE');
  return undefined;
}

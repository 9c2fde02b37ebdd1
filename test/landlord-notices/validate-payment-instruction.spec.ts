import type { PaymentInstructionInput } from '../../src/landlord-notices/form-3.input';
import { validatePaymentInstruction } from '../../src/landlord-notices/validate-payment-instruction';
import { problemsOf, soundOf, type Plain } from '../support/input-checks';

describe('PaymentInstructionInput', () => {
  it.each<[Plain<PaymentInstructionInput>, Plain<PaymentInstructionInput>]>([
    [{ bankgiro: '50501055' }, { bankgiro: '5050-1055' }],
    [{ bankgiro: ' 5050-1055 ', plusgiro: '' }, { bankgiro: '5050-1055' }],
    [{ plusgiro: '28 65 43-4' }, { plusgiro: '286543-4' }],
    [
      { bankgiro: '5050-1055', ocr: '12 30' },
      { bankgiro: '5050-1055', ocr: '1230' },
    ],
    [{ other: ' Swish 123 \r\n Ange namn ' }, { other: 'Swish 123 \n Ange namn' }],
  ])('%j comes out in normal form', (input, expected) => {
    expect(soundOf(validatePaymentInstruction, input)).toEqual({
      bankgiro: null,
      plusgiro: null,
      ocr: null,
      other: null,
      ...expected,
    });
  });

  it.each<[Plain<PaymentInstructionInput>]>([
    [{}],
    [{ bankgiro: null, plusgiro: null, ocr: null, other: null }],
    [{ bankgiro: '', plusgiro: ' ', other: '\n' }],
    [{ ocr: '1230' }],
  ])('%j names no way to pay', (input) => {
    expect(problemsOf(validatePaymentInstruction, input)).toEqual([['', 'AT_LEAST_ONE']]);
  });

  it.each<[string, Plain<PaymentInstructionInput>, string]>([
    ['bankgiro', { bankgiro: '5050-1056' }, 'BANKGIRO_CHECK_DIGIT'],
    ['bankgiro', { bankgiro: '5050-105' }, 'BANKGIRO_CHECK_DIGIT'],
    ['bankgiro', { bankgiro: '1'.repeat(10_000_000) }, 'TOO_LONG'],
    ['plusgiro', { plusgiro: '286543-5' }, 'PLUSGIRO_CHECK_DIGIT'],
    ['plusgiro', { plusgiro: '28654-34' }, 'PLUSGIRO_CHECK_DIGIT'],
    ['ocr', { bankgiro: '5050-1055', ocr: '1231' }, 'OCR_CHECK_DIGIT'],
    ['ocr', { bankgiro: '5050-1055', ocr: '1' }, 'OCR_CHECK_DIGIT'],
    ['ocr', { bankgiro: '5050-1055', ocr: 'hyra' }, 'OCR_CHECK_DIGIT'],
    ['other', { other: 'x'.repeat(501) }, 'TOO_LONG'],
    ['other', { other: 'Swish\u0000' }, 'CONTROL_CHARACTERS'],
  ])('%s is refused at its own path (%#)', (field, input, code) => {
    expect(problemsOf(validatePaymentInstruction, input)).toEqual([[field, code]]);
  });

  it('answers all problems at once', () => {
    const input = { bankgiro: '1', plusgiro: 'x', ocr: '1', other: '\u0000' };
    expect(problemsOf(validatePaymentInstruction, input)).toEqual([
      ['bankgiro', 'BANKGIRO_CHECK_DIGIT'],
      ['plusgiro', 'PLUSGIRO_CHECK_DIGIT'],
      ['ocr', 'OCR_CHECK_DIGIT'],
      ['other', 'CONTROL_CHARACTERS'],
    ]);
  });
});

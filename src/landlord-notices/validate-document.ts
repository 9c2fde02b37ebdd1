import { createHash } from 'node:crypto';
import { complete } from '../cases';
import type { ProblemCode, Problems } from '../shared';
import type { DocumentInput } from './disturbance.input';

/** A PDF file with its SHA-256 in lower-case hexadecimal. */
export interface ValidDocument {
  readonly mediaType: 'application/pdf';
  readonly content: Buffer;
  readonly sha256: string;
}

/** The largest document, before encoding. */
const LARGEST_DOCUMENT_BYTES = 2 * 1024 * 1024;

const PDF = 'application/pdf';
const PDF_START = Buffer.from('%PDF-', 'latin1');
const LONGEST_BASE64 = Math.ceil(LARGEST_DOCUMENT_BYTES / 3) * 4;

/**
 * Checks the copy of a termination: a PDF of at most 2 MiB in padded base64 of the standard alphabet, nothing around it.
 *
 * @legalSource JB-12-42-SERIOUS
 */
export function validateDocument(
  input: DocumentInput,
  problems: Problems,
): ValidDocument | undefined {
  const isPdf = input.mediaType === PDF;
  if (!isPdf) problems.add('mediaType', 'UNKNOWN_VALUE');
  const content = validateContent(input.contentBase64, problems);
  return complete<ValidDocument>({
    mediaType: isPdf ? PDF : undefined,
    content,
    sha256: content && createHash('sha256').update(content).digest('hex'),
  });
}

function validateContent(base64: string, problems: Problems): Buffer | undefined {
  const content = base64.length > LONGEST_BASE64 ? null : Buffer.from(base64, 'base64');
  const fault = contentFault(base64, content);
  if (fault === null) return content ?? undefined;
  problems.add('contentBase64', fault);
  return undefined;
}

function contentFault(base64: string, content: Buffer | null): ProblemCode | null {
  if (base64 === '') return 'REQUIRED';
  if (content === null || content.length > LARGEST_DOCUMENT_BYTES) return 'TOO_LARGE';
  // Node's decoder skips what is not base64; only strict base64 comes back the same.
  if (content.toString('base64') !== base64) return 'NOT_BASE64';
  return content.subarray(0, PDF_START.length).equals(PDF_START) ? null : 'NOT_A_PDF';
}

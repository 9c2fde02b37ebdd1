import { parseArgs } from 'node:util';
import {
  contentHash,
  NOTICE_RECEIPT_TYPE,
  readReceipt,
  ReceiptError,
  UNDERTAKING_TYPE,
} from '../cases';
import type { ReadReceipt, ReceiptFault } from '../cases';
import { readKeySet, SignatureVerifier } from '../persistence';
import { FileFault, readReceiptFile, readSmallFile } from './receipt-file';
import type { ReceiptFile } from './receipt-file';

const USAGE = 'npm run --silent verify-receipt -- FILE --keys JWKS_FILE';
const LARGEST_KEY_SET_BYTES = 1_048_576;

const REFUSALS: Readonly<Record<ReceiptFault, string>> = {
  MALFORMED: 'It is no receipt of the gateway.',
  OTHER_ALGORITHM: 'It is not signed with ES256, the only algorithm of the gateway.',
  OTHER_USE: 'It was signed for another use than a receipt.',
  UNKNOWN_KEY:
    'The key that it names is not in the key set. Retired keys stay published: take a newer set, or one from the time of the receipt.',
  NOT_AUTHENTIC: 'The signature does not fit: the receipt was altered, or another key signed it.',
};

/** Where the command writes. */
export interface VerifyReceiptOptions {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

/**
 * `verify-receipt`: checks a signed receipt with published keys from a file, without network or database, and the content that it was
 * issued for where the file has it.
 *
 * Returns the exit code: 0 when the receipt holds, 1 when it does not or could not be checked. A failure is one line on stderr.
 *
 * @legalSource JB-12-63-DISPATCH
 */
export async function runVerifyReceipt(
  argv: readonly string[],
  { stdout, stderr }: VerifyReceiptOptions,
): Promise<number> {
  try {
    const { file, keys } = readArguments(argv);
    const verifier = await verifierFrom(keys);
    const receipt = await readReceiptFile(file);
    const read = await readReceipt(receipt.jws, verifier);
    assertSame(receipt, read);
    stdout.write(`${verdictOf(receipt, read).join('\n')}\n`);
    return 0;
  } catch (error) {
    stderr.write(`${lineFor(error)}\n`);
    return 1;
  }
}

function readArguments(argv: readonly string[]): { file: string; keys: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { keys: { type: 'string' } },
    });
    const [file, ...others] = positionals;
    if (file !== undefined && others.length === 0 && values.keys !== undefined) {
      return { file, keys: values.keys };
    }
  } catch {
    // Said below.
  }
  throw new FileFault(USAGE);
}

async function verifierFrom(path: string): Promise<SignatureVerifier> {
  const text = await readSmallFile(path, LARGEST_KEY_SET_BYTES);
  try {
    return new SignatureVerifier(readKeySet(JSON.parse(text)));
  } catch (error) {
    throw new FileFault(error instanceof TypeError ? error.message : 'The key set is no JSON.');
  }
}

/** What stands beside a signature proves nothing by itself: all of it must be what was signed. */
function assertSame(file: ReceiptFile, read: ReadReceipt): void {
  const { contentSha256 } = read.claims;
  if (file.receivedAt !== null && Date.parse(file.receivedAt) !== Date.parse(instantOf(read))) {
    throw new FileFault('"receivedAt" of the file is not what was signed.');
  }
  if (file.contentSha256 !== null && file.contentSha256 !== contentSha256) {
    throw new FileFault('"contentSha256" of the file is not what was signed.');
  }
  if (
    file.content !== null &&
    contentHash(file.content.salt, file.content.value) !== contentSha256
  ) {
    throw new FileFault('The content is not the one that was received, or the salt is another.');
  }
}

function instantOf({ type, claims }: ReadReceipt): string {
  return type === NOTICE_RECEIPT_TYPE ? claims.receivedAt : claims.issuedAt;
}

function verdictOf({ content }: ReceiptFile, { type, claims }: ReadReceipt): readonly string[] {
  const { board, contentSha256 } = claims;
  if (type === UNDERTAKING_TYPE) {
    return [
      'The undertaking holds.',
      `Receipt numbers: ${claims.receiptNumbers.join(', ')}`,
      `Undertaken by: ${board.name} (${board.id})`,
      `Told at: ${claims.issuedAt}, in Sweden on ${claims.issuedOn}`,
      `Text: ${claims.statement}`,
    ];
  }
  return [
    'The receipt holds.',
    `Receipt number: ${claims.receiptNumber}`,
    `Received for: ${board.name} (${board.id})`,
    `Received at: ${claims.receivedAt}, in Sweden on ${claims.receivedOn}`,
    `SHA-256 of the content: ${contentSha256}`,
    content === null
      ? 'Content: not in the file, so not compared.'
      : 'Content: the one that was received.',
  ];
}

function lineFor(error: unknown): string {
  if (error instanceof ReceiptError) return `The receipt does not hold. ${REFUSALS[error.fault]}`;
  if (error instanceof FileFault) return error.message;
  return 'The receipt could not be checked.';
}

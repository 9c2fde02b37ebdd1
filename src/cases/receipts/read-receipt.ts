import { SignatureError, type SignatureVerifier } from '../../persistence';
import { contentHash } from './content-hash';
import { NOTICE_RECEIPT_TYPE, type NoticeReceiptClaims } from './notice-receipt';
import { UNDERTAKING_TYPE, type UndertakingClaims } from './undertaking-document';

/** A signature of the gateway that holds, with what it attests. */
export type ReadReceipt =
  | { readonly type: typeof NOTICE_RECEIPT_TYPE; readonly claims: NoticeReceiptClaims }
  | { readonly type: typeof UNDERTAKING_TYPE; readonly claims: UndertakingClaims };

/** Why a receipt proves nothing: a fault of its signature, another algorithm than ours, or another use. */
export type ReceiptFault = SignatureError['fault'] | 'OTHER_ALGORITHM' | 'OTHER_USE';

/** A receipt proves nothing. Names the fault, never what was signed. */
export class ReceiptError extends Error {
  constructor(readonly fault: ReceiptFault) {
    super('A receipt does not hold.');
  }
}

/** Longer ones are not ours; refused before anything is computed. */
const LONGEST = 16_384;

/**
 * What a receipt attests, after its signature was checked with the given keys.
 *
 * @throws ReceiptError when it proves nothing
 */
export async function readReceipt(jws: string, verifier: SignatureVerifier): Promise<ReadReceipt> {
  if (jws.length > LONGEST) throw new ReceiptError('MALFORMED');
  // Not yet trusted: tells only why it is refused. What is verified is the header as it was signed.
  const { alg, typ } = headerOf(jws);
  if (alg !== 'ES256') throw new ReceiptError('OTHER_ALGORITHM');
  if (typ !== NOTICE_RECEIPT_TYPE && typ !== UNDERTAKING_TYPE) throw new ReceiptError('OTHER_USE');
  const claims = await verifier.verify(jws, typ).catch((error: unknown) => {
    throw error instanceof SignatureError ? new ReceiptError(error.fault) : error;
  });
  if (typ === NOTICE_RECEIPT_TYPE && isNoticeReceipt(claims)) return { type: typ, claims };
  if (typ === UNDERTAKING_TYPE && isUndertaking(claims)) return { type: typ, claims };
  throw new ReceiptError('MALFORMED');
}

type Members = Readonly<Record<string, unknown>>;

function headerOf(jws: string): Members {
  const [header = '', ...others] = jws.split('.');
  try {
    const value: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
    if (others.length === 2 && isObject(value)) return value;
  } catch {
    // No JSON either.
  }
  throw new ReceiptError('MALFORMED');
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNoticeReceipt(value: unknown): value is NoticeReceiptClaims {
  if (!isObject(value) || !isObject(value.board)) return false;
  const { receiptNumber, board, receivedAt, receivedOn, contentSha256 } = value;
  return areTexts([receiptNumber, board.id, board.name, receivedAt, receivedOn, contentSha256]);
}

/** The text stands in the signature, so the hash beside it must be its own. */
function isUndertaking(value: unknown): value is UndertakingClaims {
  if (!isObject(value) || !isObject(value.board) || !Array.isArray(value.receiptNumbers))
    return false;
  const { salt, contentSha256, ...content } = value;
  const { issuedAt, issuedOn, statement } = content;
  const { id, name } = value.board;
  return (
    areTexts([salt, contentSha256, id, name, issuedAt, issuedOn, statement]) &&
    areTexts(value.receiptNumbers) &&
    contentHash(salt as string, content) === contentSha256
  );
}

function areTexts(members: readonly unknown[]): boolean {
  return members.every((member) => typeof member === 'string');
}

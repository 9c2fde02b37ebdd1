import type { BoardDirectory, NoticeFact, NoticeReceiptClaims } from '../cases';
import { contentHash, NOTICE_RECEIPT_TYPE } from '../cases';
import type { Aliases, SigningKeys } from '../persistence';
import { civilDay } from '../shared';
import type { LandlordNotice } from './landlord-notice.entity';
import type { NoticeRelations } from './notice-row';
import type { SubmitNoticeInput } from './submit-notice.input';

/** What is issued with the keys of the gateway when a notice has come in. */
export interface ReceiptParts {
  readonly aliases: Aliases;
  readonly boards: Pick<BoardDirectory, 'find'>;
  readonly signing: SigningKeys;
}

/** The columns of a notice that hold its receipt; written once, since a second signature would be another proof. */
export type ReceiptColumns = Pick<LandlordNotice, 'receiptJws' | 'receiptSha256'>;

/**
 * Signs that a notice has reached the board.
 *
 * The hash is over the notice as its landlord sent it, without the key that only the transport needed, and is salted with the
 * landlord's own alias of the notice: who reads the hash cannot try contents against it, and the landlord needs to keep nothing
 * that it does not have anyway.
 *
 * @param reader - the landlord's organisation
 * @legalSource JB-12-63-DISPATCH
 * @legalSource JB-12-44-RECOVERY
 */
export async function issueReceipt(
  { aliases, boards, signing }: ReceiptParts,
  reader: string,
  input: SubmitNoticeInput,
  notice: Pick<NoticeRelations, 'id' | 'receiptNumber' | 'receivedAt'> & {
    readonly fact: Pick<NoticeFact, 'boardId'>;
  },
): Promise<ReceiptColumns> {
  const { id, receiptNumber, receivedAt } = notice;
  const board = boards.find(notice.fact.boardId);
  if (!board) throw new Error('A notice was routed to a board that the directory does not have.');
  const content = Object.fromEntries(
    Object.entries(input).filter(([name]) => name !== 'idempotencyKey'),
  );
  const receiptSha256 = contentHash(aliases.alias('notice', reader, id), content);
  const claims: NoticeReceiptClaims = {
    receiptNumber,
    board: { id: board.id, name: board.name },
    receivedAt: receivedAt.toISOString(),
    receivedOn: civilDay(receivedAt),
    contentSha256: receiptSha256,
  };
  return { receiptJws: await signing.sign(claims, NOTICE_RECEIPT_TYPE), receiptSha256 };
}

/** What the signature on the receipt of a notice attests. */
export interface NoticeReceiptClaims {
  readonly receiptNumber: string;
  /** The board for which the gateway received the notice. */
  readonly board: { readonly id: string; readonly name: string };
  /** Instant of receipt, RFC 3339 in UTC. */
  readonly receivedAt: string;
  /** The civil day of that instant in Sweden, from which periods are counted. */
  readonly receivedOn: string;
  readonly contentSha256: string;
}

/** The header `typ` of such a signature. */
export const NOTICE_RECEIPT_TYPE = 'kvarbo-notice-receipt+jws';

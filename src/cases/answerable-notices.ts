import type { WriteTransaction } from '../persistence';

/** What a board may answer with an undertaking: a notice about arrears that it received, unpaid and not superseded. */
export interface AnswerableNotice {
  readonly noticeId: string;
  /** The landlord as the store names it. */
  readonly landlord: string;
  readonly receiptNumber: string;
  readonly tenure: string;
}

/** Tells, in the transaction of the board's own change, which notices of a case it may answer; the landlords' domain knows. */
export type AnswerableNotices = (
  tx: WriteTransaction,
  caseId: string,
  boardId: string,
) => Promise<readonly AnswerableNotice[]>;

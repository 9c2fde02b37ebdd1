import type { AnswerableNotice, AnswerableNotices } from '../cases';
import { statement } from '../persistence';
import { NoticeKind, NoticeStatus } from './notice-kind.type';

const ROLE = 'kvarbo_landlord_writer';

const ANSWERABLE = `
  SELECT id AS "noticeId", landlord, receipt_number AS "receiptNumber", tenure FROM landlord.notice
  WHERE case_id = $1 AND board_id = $2 AND kind = '${NoticeKind.ARREARS}' AND status = '${NoticeStatus.RECEIVED}'
  ORDER BY received_at, id`;

/**
 * The unpaid notices about arrears of a case that one board received.
 *
 * @legalSource JB-12-44-UNDERTAKING
 */
export const answerableNotices: AnswerableNotices = (tx, caseId, boardId) =>
  tx.as(ROLE, '', (manager) => statement<AnswerableNotice>(manager, ANSWERABLE, [caseId, boardId]));

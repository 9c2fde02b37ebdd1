import { formatSek } from '../shared';
import { arrearsMonths } from './arrears-months';
import type { LandlordNotice } from './landlord-notice.entity';
import { MessageChannel } from './message-proof.type';
import type { ReceiptColumns } from './notice-receipt';
import { NoticeKind, NoticeStatus } from './notice-kind.type';
import { noticeWarnings } from './notice-warnings';
import type { SealedColumns } from './seal-notice';
import type { ValidNotice } from './validate-notice';

/** What a notice is besides what its landlord wrote. */
export interface NoticeRelations {
  readonly id: string;
  readonly caseId: string;
  /** The landlord as the store names it. */
  readonly landlord: string;
  /** The board of the dwelling; the notice goes to another one where that has handed its case on. */
  readonly addressedBoard: string;
  readonly receiptNumber: string;
  readonly receivedAt: Date;
  readonly tenantIds: readonly string[];
  /** The notice whose place this one takes, or null. */
  readonly supersedes: string | null;
}

/** The row of a notice that has just come in; whether it is invoked at Kronofogden, the hub tells afterwards. */
export function noticeRow(
  notice: ValidNotice,
  relations: NoticeRelations,
  sealed: SealedColumns,
  receipt: ReceiptColumns,
): LandlordNotice {
  const { dwelling, claims, recoveryTotal, message } = notice;
  const isAboutArrears = notice.kind === NoticeKind.ARREARS;
  return {
    ...relations,
    ...sealed,
    ...receipt,
    boardId: dwelling.boardId,
    invoked: false,
    kind: notice.kind,
    category: notice.landlord.category,
    tenure: dwelling.tenure,
    municipality: dwelling.municipality,
    roomCount: dwelling.roomCount === null ? null : String(dwelling.roomCount),
    claims: isAboutArrears
      ? claims.map(({ amount, interest, ...period }) => ({
          ...period,
          amount: formatSek(amount),
          interest: interest === null ? null : formatSek(interest),
        }))
      : null,
    recoveryTotal: recoveryTotal === null ? null : formatSek(recoveryTotal),
    arrearsMonths: isAboutArrears ? String(arrearsMonths(claims)) : null,
    terminatedOn: notice.termination?.on ?? null,
    tenantServed: isAboutArrears
      ? notice.tenantServed.map(({ tenant, servedOn, method }) => ({ tenant, servedOn, method }))
      : null,
    messageSentAt: message?.sentAt ?? null,
    messageChannel: message?.channel ?? MessageChannel.GATEWAY,
    calledOnTenantOn: notice.calledOnTenantOn,
    documentSha256: notice.terminationCopy?.sha256 ?? null,
    status: NoticeStatus.RECEIVED,
    warnings: noticeWarnings(notice).map(({ code }) => code),
    supersededBy: null,
    supersededAt: null,
  };
}

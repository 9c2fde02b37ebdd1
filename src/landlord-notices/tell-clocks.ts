import type { ClockShare, ClockTeller } from '../cases';
import { SettlementStatus } from '../cases';
import { answered, statement } from '../persistence';
import type { LocalDate } from '../shared';
import { Agency, groupBy } from '../shared';
import type { ClockedNotice, PaymentReport } from './notice-events';
import { noticeEvents } from './notice-events';

/** A landlord's word on a case, and whether it is laid before Kronofogden. */
interface Word {
  readonly case_id: string;
  readonly landlord: string;
  readonly invoked: boolean;
}

type StoredNotice = ClockedNotice & Word & { readonly board_id: string };
type StoredPayment = PaymentReport & Word;
type StoredDeferral = Word & { readonly until: LocalDate };

const NOTICES = `
  SELECT case_id, landlord, board_id, invoked, id, kind, status, tenure, claims, terminated_on, tenant_served, tenant_ids,
    received_at, message_channel, message_sent_at
  FROM landlord.notice WHERE case_id = ANY ($1) ORDER BY received_at, id`;

const PAYMENTS = `
  SELECT case_id, landlord, invoked, settled_on, reported_at, superseded_at IS NULL AS stands FROM landlord.settlement
  WHERE case_id = ANY ($1) AND status = '${SettlementStatus.PAID}' ORDER BY reported_at`;

const DEFERRALS = `
  SELECT case_id, landlord, invoked, until FROM landlord.deferral WHERE case_id = ANY ($1) AND superseded_at IS NULL`;

/**
 * What landlords' words tell of clocks to each reader of a case, by the rule of the row policies: a landlord its own, a board what was
 * sent to it and every landlord's word on a case of its, Kronofogden what is laid before it.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource UB-16-5-DEFERRAL
 */
export const tellLandlordClocks: ClockTeller = async (tx, shares) => {
  const ids = [[...new Set(shares.map(({ caseId }) => caseId))]];
  const [notices, payments, deferrals] = await tx.send('kvarbo_landlord_writer', '', (manager) =>
    answered([
      statement<StoredNotice>(manager, NOTICES, ids).then(byCase),
      statement<StoredPayment>(manager, PAYMENTS, ids).then(byCase),
      statement<StoredDeferral>(manager, DEFERRALS, ids).then(byCase),
    ]),
  );
  return (share) => {
    const { caseId } = share;
    const until = deferrals
      .get(caseId)
      ?.filter((deferral) => isWordTo(share, deferral))
      .map((deferral) => deferral.until)
      .sort();
    return {
      deferredUntil: until?.at(-1) ?? null,
      notices: noticeEvents(
        (notices.get(caseId) ?? []).filter((notice) => isNoticeTo(share, notice)),
        (payments.get(caseId) ?? []).filter((payment) => isWordTo(share, payment)),
      ),
    };
  };
};

const byCase = <W extends Word>(words: readonly W[]): ReadonlyMap<string, readonly W[]> =>
  groupBy(words, (word) => word.case_id);

/** Whether a landlord's word on the case of a share reaches its reader. */
function isWordTo({ agency, organisation, handedOver }: ClockShare, word: Word): boolean {
  switch (agency) {
    case Agency.LANDLORD:
      return word.landlord === organisation;
    case Agency.SOCIAL_SERVICES:
      return !handedOver;
    case Agency.ENFORCEMENT:
      return word.invoked;
    case Agency.OVERSIGHT:
      return false;
  }
}

function isNoticeTo(share: ClockShare, notice: StoredNotice): boolean {
  return (
    isWordTo(share, notice) &&
    (share.agency !== Agency.SOCIAL_SERVICES || notice.board_id === share.organisation)
  );
}

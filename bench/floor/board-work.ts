import type { Open } from './board-case';
import { weigh } from '../../src/social-services/priority';
import type { WeighedEntries } from '../../src/social-services/priority';

/** What the board itself has recorded, beside the rest of the row. */
export interface WorkRow extends Omit<WeighedEntries, 'pattern'> {
  readonly [column: string]: unknown;
  readonly pattern: WeighedEntries['pattern'];
  readonly work_id: string | null;
  readonly outcome_id: string | null;
  readonly confirmation_id: string | null;
  readonly attendance_id: string | null;
  readonly arrears_months: string | null;
  readonly eviction_on: string | null;
  readonly contact_at: readonly Date[];
  readonly contact_channel: readonly string[];
  readonly contact_result: readonly string[];
}

const REACHING = ['REACHED', 'MEETING_BOOKED'];

/** The board's own record, as the API words it. */
export function socialServices(row: WorkRow, open: Open): object {
  const months = row.arrears_months === null ? null : Number(row.arrears_months);
  const weighed = weigh(row, { months, notices: 1 }, row.eviction_on !== null);
  const work = `social.social_case/${row.work_id ?? ''}`;
  const confirming = `social.eviction_confirmation/${row.confirmation_id ?? ''}`;
  const contact = open(
    row.sealed_contact,
    `social.attendance/${row.attendance_id ?? ''}/contact`,
  ) as {
    name: string;
    phone: string;
  } | null;
  return {
    openedAt: row.opened_at,
    status: statusOf(row),
    journalReference: open(row.sealed_journal_reference, `${work}/journal_reference`),
    priority: weighed.priority,
    priorityReasons: weighed.reasons,
    caseworker: open(row.sealed_caseworker, `${work}/caseworker`),
    household: row.household_id && {
      adults: row.adults,
      children: row.children,
      elderly: row.elderly,
    },
    contacts: row.contact_at.map((at, index) => {
      return { at, channel: row.contact_channel[index], result: row.contact_result[index] };
    }),
    assessment: row.assessment_id && {
      pattern: row.pattern,
      cause: row.cause,
      assessedOn: row.assessed_on,
    },
    financialAid: row.aid_id && {
      status: row.aid_status,
      amount: row.aid_amount,
      decidedOn: row.aid_decided_on,
    },
    evictionConfirmation: row.confirmation_id && {
      confirmedAt: row.confirmed_at,
      dueOn: row.due_on,
      onTime: row.on_time,
      caseworker: open(row.sealed_confirming, `${confirming}/caseworker`),
    },
    attendance: row.attendance_id && {
      status: row.attendance_status,
      contactName: contact?.name ?? null,
      contactPhone: contact?.phone ?? null,
    },
    paymentPlan: row.plan_id && {
      instalments: row.instalments,
      proposedOn: row.proposed_on,
      response: row.response,
    },
    rentUndertaking: row.undertaking_jws && {
      document: { jws: row.undertaking_jws, contentSha256: row.undertaking_sha256 },
    },
    consents: row.consents,
    outcome: row.outcome_id && { kind: row.outcome_kind, decidedOn: row.outcome_decided_on },
  };
}

/** Of what the case that is measured can be: taken on, and without an outcome. */
function statusOf({ work_id, response, contact_result }: WorkRow): string {
  if (work_id === null) return 'NEW';
  if (response === 'ACCEPTED') return 'PLAN_IN_PLACE';
  return contact_result.some((result) => REACHING.includes(result)) ? 'IN_CONTACT' : 'ASSIGNED';
}

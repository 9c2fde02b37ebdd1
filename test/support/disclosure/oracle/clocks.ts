import type { Deadline, NoteName, ServiceMethodKind, TenureKind } from '../../../../src/deadlines';
import * as clocks from '../../../../src/deadlines';
import { civilDay } from '../../../../src/shared';
import type { Knowledge } from './knowledge';
import { current } from './knowledge';
import { rowFor } from './matrix';
import type { ModelNotice } from './model';
import type { OracleObject } from './world-objects';

/** Fields by type and parent, as the matrix finds their cells. */
type Field = readonly [type: string, field: string, parent: string];

const SETTLEMENT: readonly Field[] = [
  ['Settlement', 'status', 'Case.settlement'],
  ['Settlement', 'on', 'Case.settlement'],
];
const SERVICE: readonly Field[] = [
  ['TenantService', 'servedOn', 'Notice.tenantServed'],
  ['TenantService', 'method', 'Notice.tenantServed'],
  ['MessageProof', 'receivedByBoardAt', 'Notice.message'],
  ['MessageProof', 'sentAt', 'Notice.message'],
];
const HEARD: Field = ['EnforcementRecord', 'heardOn', 'Case.enforcement'];
const DOCUMENTS: Field = ['EnforcementRecord', 'documentsReceivedOn', 'Case.enforcement'];
const CLOSED: Field = ['Closure', 'on', 'EnforcementRecord.closure'];

/** By the law's rows: #9 and #18, #12 and #13, #36, #38, #37 and #45, #41, #20, #46 and #50, #42 and #25. */
const RESTS_ON: Readonly<Record<string, readonly Field[]>> = {
  FORFEITABLE_FROM: [['RentClaim', 'dueOn', 'Notice.claims'], ...SETTLEMENT],
  RECOVERY_END: [...SERVICE, ...SETTLEMENT],
  EARLIEST_DECISION: [...SERVICE, ...SETTLEMENT],
  TRANSFER_REQUEST_END: [['SummaryCase', 'contestationSentOn', 'EnforcementRecord.summaryCase']],
  REOPENING_END: [['EnforcementTitle', 'decidedOn', 'EnforcementRecord.title']],
  EVICTION_TARGET: [DOCUMENTS, CLOSED],
  EARLIEST_EVICTION: [HEARD],
  STAY_LIMIT: [DOCUMENTS, HEARD],
  STAY_LIMIT_EXCEPTIONAL: [DOCUMENTS, HEARD],
  DEFERRAL_LAPSES: [
    ['EnforcementRecord', 'appliedOn', 'Case.enforcement'],
    ['Deferral', 'until', 'Case.deferral'],
    CLOSED,
  ],
  STORAGE_END: [
    ['EnforcementRecord', 'executedOn', 'Case.enforcement'],
    ['Storage', 'endsOn', 'EnforcementRecord.storage'],
  ],
  CONFIRMATION_DUE: [
    ['EvictionTime', 'notifiedAt', 'EnforcementRecord.evictionTime'],
    ['SocialServicesRecord', 'evictionConfirmation', 'Case.socialServices'],
  ],
};

/** Which clocks a reader is shown is decided here anew; the counting itself is tested in `test/law`. */
export function clockObjects(knowledge: Knowledge): readonly OracleObject[] {
  const { agency } = knowledge.reader;
  const opens = ([type, field, parent]: Field): boolean =>
    knowledge.opens(rowFor(type, field, parent).cells[agency]);
  const isShown = ({ kind }: Deadline): boolean =>
    opens(['Deadline', 'kind', 'Case.deadlines']) && (RESTS_ON[kind] ?? []).every(opens);
  const found = [
    ...knowledge.notices.flatMap((notice, index) =>
      notice.input.kind === 'ARREARS' && notice.status !== 'WITHDRAWN'
        ? noticeClocks(knowledge, notice, knowledge.notices[index + 1])
        : [],
    ),
    ...recordClocks(knowledge),
  ];
  return clocks.DEADLINE_KINDS.flatMap((kind) => found.filter((one) => one.kind === kind))
    .filter((one) => one.begun && isShown(one))
    .map((one) => ({ knowledge, ...one, explanation: clocks.explain(one.steps) }));
}

function noticeClocks(
  knowledge: Knowledge,
  notice: ModelNotice,
  next: ModelNotice | undefined,
): readonly Deadline[] {
  const { of, reader, today } = knowledge;
  const { input, at, status } = notice;
  const tenure = input.dwelling.tenure as TenureKind;
  const sentOn =
    input.message?.channel === 'REGISTERED_LETTER'
      ? civilDay(new Date(input.message.sentAt))
      : '9999-12-31';
  const isLetter = sentOn < civilDay(at);
  const paid = of.settlements.filter(
    (report) => report.status === 'PAID' && report.landlord === notice.landlord && report.at >= at,
  );
  const own = of.settlements.filter(({ landlord }) => landlord === notice.landlord);
  const last = own.at(-1);
  const beforeNext = paid.filter((report) => next === undefined || report.at < next.at).at(-1);
  const paying = {
    RECEIVED: undefined,
    PAID: beforeNext ?? paid.at(-1),
    SUPERSEDED: last && paid.includes(last) ? last : undefined,
  }[status];
  const isForEnforcement = reader.agency === 'ENFORCEMENT' && tenure !== 'TENANT_OWNED';
  const notes: readonly NoteName[] = [
    ...(status === 'SUPERSEDED' ? (['SUPERSEDED_CHAIN'] as const) : []),
    ...(isForEnforcement ? (['UNDERTAKING_NOT_COUNTED'] as const) : []),
  ];
  const paidOn = paying?.on ?? null;
  const events = {
    tenure,
    tenantServed: input.tenantServed.map(({ tenantName, servedOn, method }) => ({
      tenant: tenantName,
      servedOn,
      method: method as ServiceMethodKind,
    })),
    tenantCount: input.tenants.length,
    messageGivenOn: isLetter ? sentOn : civilDay(at),
    messageWay: isLetter ? ('LETTER_SENT' as const) : ('MESSAGE_RECEIVED' as const),
  };
  const done = { paidOn, undertakenOn: knowledge.undertakenOn(notice), notes };
  const [rentDueOn = null] = input.claims.map(({ dueOn }) => dueOn).sort();
  const terminatedOn = input.termination?.on ?? null;
  return [
    clocks.forfeitableFrom({ tenure, rentDueOn, paidOn, terminatedOn }, today),
    clocks.recoveryEnd(events, done, today),
    clocks.earliestDecision(events, done, today),
  ];
}

function recordClocks(knowledge: Knowledge): readonly Deadline[] {
  const { record, reader, today } = knowledge;
  if (!record) return [];
  const { input } = current(record);
  const isBoard = reader.agency === 'SOCIAL_SERVICES';
  const mayReadSummary = !isBoard;
  const end = {
    closedOn: knowledge.closureOf(record)?.on ?? null,
    executedOn: isBoard ? null : input.executedOn,
    notes: isBoard ? (['EXECUTION_NOT_COUNTED'] as const) : [],
  };
  const hearing = { heardOn: input.heardOn, abroad: input.defendantAbroad ?? false };
  const stay = { documentsReceivedOn: input.documentsReceivedOn, ...hearing };
  const isDeferred = (knowledge.of.deferrals.at(-1)?.until ?? '') >= today;
  const summaryDecidedOn = mayReadSummary ? (input.summaryCase?.decidedOn ?? null) : null;
  return [
    clocks.transferRequestEnd(input.summaryCase?.contestationSentOn ?? null, today),
    clocks.reopeningEnd(summaryDecidedOn ?? input.title?.decidedOn ?? null, today),
    clocks.evictionTarget(input.documentsReceivedOn, end, today),
    clocks.earliestEviction(hearing, today),
    clocks.stayLimit(stay, today),
    clocks.stayLimitExceptional(stay, today),
    ...(knowledge.statusOf(record) === 'DEFERRED' || isDeferred
      ? [clocks.deferralLapses(input.appliedOn, end, today)]
      : []),
    clocks.storageEnd(input.executedOn, today),
    clocks.confirmationDue(
      { notifiedAt: knowledge.notifiedAt(record), confirmedAt: confirmedAt(knowledge) },
      today,
    ),
  ];
}

/** The last confirmation of the present time by a board that the reader may know of. */
function confirmedAt(knowledge: Knowledge): Date | null {
  const { reader, of } = knowledge;
  const boards = reader.agency === 'SOCIAL_SERVICES' ? [reader.organisation] : [...of.days.keys()];
  const instants = boards.flatMap((board) => knowledge.dayOf(board).confirmation?.at ?? []);
  return instants.toSorted((a, b) => Number(a) - Number(b)).at(-1) ?? null;
}

import { Agency, civilDay } from '../shared';
import type { LocalDate } from '../shared';
import { noticesKnownTo, recordsKnownTo } from './case-facts';
import { CaseStage } from './case-stage.type';
import { handedOver } from './handover';
import type {
  EnforcementFact,
  HubFacts,
  NoticeFact,
  SettlementFact,
  UndertakingFact,
} from './hub-facts';

/** How far a case has come for one reader, before the calendar is asked. */
export interface StageView {
  /** Null while this reader may know of nothing but a summary case. */
  readonly stage: CaseStage | null;
  /** Last day to recover, while recovery is the furthest that this reader knows of and its clock has started. */
  readonly recoveryEndsOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
}

const LADDER = Object.values(CaseStage);

/** The kind of notice that payment answers. */
const ARREARS = 'ARREARS';

const STAGE_OF_STATUS: Readonly<Record<string, CaseStage>> = {
  OPEN: CaseStage.ENFORCEMENT_OPEN,
  DATE_SET: CaseStage.DATE_SET,
  DEFERRED: CaseStage.DEFERRED,
  STAYED: CaseStage.STAYED,
  EXECUTED: CaseStage.EXECUTED,
  WITHDRAWN: CaseStage.CLOSED,
  LAPSED: CaseStage.CLOSED,
  CLOSED: CaseStage.CLOSED,
};

/**
 * The furthest stage that a reader may know of: a stage counts only where each fact behind it may be read.
 *
 * @param told - for a board: as if every authority let executions be told
 * @legalSource JB-12-44-RECOVERY
 * @legalSource UF-16-2-NOTIFY
 */
export function stageFor(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
  told = false,
): StageView {
  const notices = noticesKnownTo(agency, organisation, facts);
  const records = recordsKnownTo(agency, organisation, facts);
  const enforcement = enforcementStage(agency, records, told, lastReceipt(notices));
  const isPursued = enforcement.some(({ on }) => on === null);
  const reached = [
    ...notices.map(() => ({ stage: CaseStage.NOTICE_RECEIVED, on: null })),
    // A landlord's word does not close a case in which Kronofogden still works towards an eviction.
    ...settledStages(notices, {
      settlements: facts.settlements,
      undertakings: undertakingsKnownTo(agency, organisation, facts),
    }).filter(({ stage }) => stage !== CaseStage.CLOSED || !isPursued),
    ...supersededElsewhere(agency, organisation, facts),
    ...rerouted(agency, organisation, facts),
    ...enforcement,
  ];
  const furthest = reached.reduce<Reached | null>(
    (best, next) =>
      best && LADDER.indexOf(best.stage) >= LADDER.indexOf(next.stage) ? best : next,
    null,
  );
  const stage = furthest?.stage ?? null;
  return {
    stage,
    recoveryEndsOn: stage === CaseStage.NOTICE_RECEIVED ? lastRecoveryDay(notices) : null,
    closedOn: furthest?.on ?? null,
  };
}

/** The stage on a given day: a started recovery period runs up to and including its last day. */
export function stageOn(
  view: Pick<StageView, 'stage' | 'recoveryEndsOn'>,
  today: LocalDate,
): CaseStage | null {
  if (view.stage !== CaseStage.NOTICE_RECEIVED || view.recoveryEndsOn === null) return view.stage;
  return today <= view.recoveryEndsOn ? CaseStage.RECOVERY_RUNNING : CaseStage.RECOVERY_LAPSED;
}

interface Reached {
  readonly stage: CaseStage;
  /** The day on which the case closed with this stage; null for stages in which it is open. */
  readonly on: LocalDate | null;
}

/**
 * An undertaking is its board's and the landlord's that was told; Kronofogden would need a consent, which its stage never rests on.
 *
 * @legalSource OSL-12-2
 */
function undertakingsKnownTo(
  agency: Agency,
  organisation: string,
  { undertakings }: HubFacts,
): readonly UndertakingFact[] {
  switch (agency) {
    case Agency.LANDLORD:
      return undertakings.filter(({ landlord }) => landlord === organisation);
    case Agency.SOCIAL_SERVICES:
      return undertakings.filter(({ boardId }) => boardId === organisation);
    default:
      return [];
  }
}

/** Nothing is settled for a reader of several landlords' notices before each of them has reported it or was told of an undertaking. */
function settledStages(
  notices: readonly NoticeFact[],
  { settlements, undertakings }: Pick<HubFacts, 'settlements' | 'undertakings'>,
): readonly Reached[] {
  const landlords = [...new Set(notices.map(({ landlord }) => landlord))];
  const settled = landlords.flatMap((landlord) => {
    const own = notices.filter((notice) => notice.landlord === landlord);
    const settlement = settlements.find((one) => one.landlord === landlord);
    return settledStage(own, settlement) ?? undertakenStage(own, settlement, undertakings) ?? [];
  });
  return settled.length === landlords.length ? settled : [];
}

/**
 * Full payment recovers the tenancy only within the period, and ends no disturbance; a report older than the landlord's last
 * notice speaks of another debt.
 */
function settledStage(
  own: readonly NoticeFact[],
  settlement: SettlementFact | undefined,
): Reached | null {
  if (!settlement || own.some((notice) => notice.receivedAt > settlement.reportedAt)) return null;
  const { status, settledOn } = settlement;
  if (status === 'WITHDRAWN') return { stage: CaseStage.CLOSED, on: settledOn };
  const kinds = own.filter(({ standing }) => standing).map(({ kind }) => kind);
  const endsOn = lastRecoveryDay(own);
  if (status !== 'PAID' || !kinds.includes(ARREARS) || (endsOn !== null && settledOn > endsOn))
    return null;
  return {
    stage: CaseStage.RECOVERED,
    on: kinds.every((kind) => kind === ARREARS) ? settledOn : null,
  };
}

/**
 * Undertakings recover the tenancy as payment in time does, once each claim of rent that stands is answered or was paid before; none
 * is ever late, and none ends a disturbance.
 *
 * @legalSource JB-12-44-UNDERTAKING
 */
function undertakenStage(
  own: readonly NoticeFact[],
  settlement: SettlementFact | undefined,
  undertakings: readonly UndertakingFact[],
): Reached | null {
  const standing = own.filter((notice) => notice.standing);
  const claims = standing.filter(({ kind }) => kind === ARREARS);
  const answers = claims.map((claim) => ({
    // Of boards that have answered it one after the other the first one counts.
    undertakenOn: undertakings
      .flatMap(({ noticeId, undertakenOn }) => (noticeId === claim.noticeId ? undertakenOn : []))
      .sort()[0],
    paidOn: paidInTime(claim, settlement),
  }));
  const days = answers.flatMap(({ undertakenOn, paidOn }) => undertakenOn ?? paidOn ?? []);
  const isUndertaken = answers.some(({ undertakenOn }) => undertakenOn !== undefined);
  if (!isUndertaken || days.length < claims.length) return null;
  const isAll = claims.length === standing.length;
  return { stage: CaseStage.RECOVERED, on: isAll ? (days.sort().at(-1) ?? null) : null };
}

/** The day on which the landlord's last report says that this claim was paid; null for none within its period. */
function paidInTime(
  { receivedAt, recoveryEndsOn }: NoticeFact,
  settlement: SettlementFact | undefined,
): LocalDate | null {
  if (settlement?.status !== 'PAID' || receivedAt > settlement.reportedAt) return null;
  const { settledOn } = settlement;
  return recoveryEndsOn !== null && settledOn > recoveryEndsOn ? null : settledOn;
}

/** A board all of whose notices were superseded, the last by one to another board, has nothing left to do. */
function supersededElsewhere(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
): readonly Reached[] {
  const notices = noticesKnownTo(agency, organisation, facts);
  const isDone =
    agency === Agency.SOCIAL_SERVICES &&
    notices.length > 0 &&
    notices.every(({ standing }) => !standing) &&
    recordsKnownTo(agency, organisation, facts).length === 0;
  const last = lastReceipt(notices);
  // What comes in after that concerns other boards, and moves nothing here.
  const [handed] = facts.notices
    .map(({ receivedAt }) => receivedAt)
    .filter((receivedAt) => receivedAt > last)
    .sort();
  return isDone && handed ? [{ stage: CaseStage.CLOSED, on: civilDay(new Date(handed)) }] : [];
}

/** A board that has handed the case on is done with it. @legalSource SOL-29-1-RESP */
function rerouted(agency: Agency, organisation: string, facts: HubFacts): readonly Reached[] {
  const handover = handedOver(agency, organisation, facts);
  return handover
    ? [{ stage: CaseStage.CLOSED, on: civilDay(new Date(handover.handedOverAt)) }]
    : [];
}

/**
 * Of several enforcement cases the open one counts, and of those the latest that this reader was told of. One that had ended when
 * the last notice came in closes nothing: that notice is of another debt, and waits for whoever works on the case.
 */
function enforcementStage(
  agency: Agency,
  records: readonly EnforcementFact[],
  told: boolean,
  lastNotice: string,
): readonly Reached[] {
  const views = records.map((record) => enforcementView(agency, record, told));
  const [current] = views.sort(
    (a, b) =>
      Number(a.closedOn !== null) - Number(b.closedOn !== null) || b.since.localeCompare(a.since),
  );
  const stage = current?.status == null ? undefined : STAGE_OF_STATUS[current.status];
  const isOver = current?.endedAt != null && current.endedAt < lastNotice;
  return current && stage && !isOver ? [{ stage, on: current.closedOn }] : [];
}

/** What a reader knows of a record; a board only from the end of the summary stage, so that nothing rests on when that began. */
function enforcementView(agency: Agency, record: EnforcementFact, told: boolean) {
  const { closedOn, firstRecordedAt: since } = record;
  switch (agency) {
    case Agency.ENFORCEMENT:
      // What landlords send to boards does not open its own case again.
      return { status: record.status, closedOn, endedAt: null, since };
    case Agency.LANDLORD:
      return { status: record.statusForApplicant, closedOn, endedAt: record.endedAt, since };
    default:
      return {
        // An execution that may be told leaves nothing of the end to be kept back.
        status: told ? record.statusIfTold : record.statusForBoard,
        closedOn: told ? closedOn : record.closedForBoardOn,
        endedAt: told ? record.endedAt : record.endedForBoardAt,
        since: record.boardKnowsSince ?? '',
      };
  }
}

/** The instant at which the last of these notices came in; before every instant if there is none. */
function lastReceipt(notices: readonly NoticeFact[]): string {
  return (
    notices
      .map(({ receivedAt }) => receivedAt)
      .sort()
      .at(-1) ?? ''
  );
}

/** With several standing notices the latest day counts, to the tenant's advantage. */
function lastRecoveryDay(notices: readonly NoticeFact[]): LocalDate | null {
  const days = notices.flatMap((notice) => (notice.standing ? (notice.recoveryEndsOn ?? []) : []));
  return days.sort().at(-1) ?? null;
}

import { socialBoardDirectory } from '../../../../src/cases';
import { civilDay } from '../../../../src/shared';
import type {
  ConsentInput,
  DecisionInput,
  NoticeInput,
  NoticeReceipt,
  RecordInput,
  Told,
  ToldDwelling,
  ToldWorld,
} from '../told-world';
import { recoveryDay } from './recovery';
import { timeNotifiedAt } from './versions';

/** The world as it is, whoever looks: built from what was told, by replaying it in order. */

export interface ModelNotice {
  readonly id: string;
  readonly caseId: string;
  readonly landlord: string;
  /** With whom it lies now, and with whom its landlord is shown that it lies. */
  board: string;
  shownBoard: string;
  readonly at: Date;
  readonly input: NoticeInput;
  readonly receipt: NoticeReceipt;
  readonly supersedes: string | null;
  supersededBy: string | null;
  status: string;
}

export interface ModelVersion {
  readonly version: number;
  readonly at: Date;
  readonly input: RecordInput;
}

export interface ModelRecord {
  readonly caseNumber: string;
  readonly caseId: string;
  /** By rising version number, whatever the order in which they came in. */
  readonly versions: ModelVersion[];
}

export interface ModelSettlement {
  readonly at: Date;
  readonly landlord: string;
  readonly status: string;
  readonly amount: string | null;
  readonly on: string;
}

export interface ModelDeferral {
  readonly grantedOn: string;
  readonly until: string;
}

type Values = Readonly<Record<string, unknown>>;

/** A board's own record of a case. */
export interface ModelBoardWork {
  readonly openedAt: Date;
  caseworker: Values;
  journalReference: unknown;
  household: Values | null;
  readonly contacts: Values[];
  assessment: Values | null;
  aid: Values | null;
  plan: Values | null;
  outcome: Values | null;
  /** Since when the board has been at it, or is done. */
  state: { readonly at: Date; readonly closedOn: string | null };
}

/** What a board has said last of the day of an eviction. */
export interface ModelEvictionDay {
  confirmation: { readonly at: Date; readonly dueOn: string; caseworker: Values } | null;
  attendance: { readonly at: Date; readonly values: Values } | null;
}

export interface ModelConsent extends ConsentInput {
  readonly id: string;
  readonly at: Date;
  readonly owner: string;
  readonly tenant: string;
  revokedAt: Date | null;
}

export interface ModelDecision extends DecisionInput {
  readonly id: string;
  readonly at: Date;
  readonly owner: string;
  endedAt: Date | null;
}

/** What a board has stated last about one person. */
export interface ModelStatement {
  readonly board: string;
  readonly tenant: string;
  readonly protected: boolean;
}

/** That a board has told a landlord that it answers for the rent. */
export interface ModelUndertaking {
  readonly at: Date;
  readonly board: string;
  readonly landlord: string;
  /** The landlord's notices whose rent it answers for. */
  readonly answered: readonly ModelNotice[];
  readonly document: { readonly jws: string; readonly contentSha256: string };
}

/** What one party has written for one meeting. */
export interface ModelInput {
  readonly at: Date;
  readonly agency: string;
  readonly author: string;
  readonly board: string;
  readonly month: string;
  readonly text: string;
}

/** That a board has handed its notices on; of several times the last. */
export interface ModelHandover {
  readonly at: Date;
  readonly toBoard: string;
  /** When the case had come in there. */
  readonly receivedAt: Date;
}

export interface ModelCase {
  readonly id: string;
  readonly inputs: ModelInput[];
  readonly consents: ModelConsent[];
  /** The last statement of each board about each person. */
  readonly statements: Map<string, ModelStatement>;
  readonly notices: ModelNotice[];
  readonly records: ModelRecord[];
  readonly settlements: ModelSettlement[];
  readonly deferrals: ModelDeferral[];
  readonly undertakings: ModelUndertaking[];
  readonly boards: Map<string, ModelBoardWork>;
  readonly days: Map<string, ModelEvictionDay>;
  /** By the board that handed it on. */
  readonly handovers: Map<string, ModelHandover>;
}

export interface Model {
  readonly cases: ReadonlyMap<string, ModelCase>;
  readonly decisions: readonly ModelDecision[];
  readonly now: Date;
}

/** Outcomes after which a board goes on following the case. */
const FOLLOWED: readonly unknown[] = ['PAYMENT_PLAN', 'STAY', 'DEFERRAL'];

function isOfTheDay(operation: string): boolean {
  return operation === 'confirmEvictionTime' || operation === 'setAttendance';
}

/** The board in whose area a dwelling lies. */
export function boardOf({ district, municipality }: ToldDwelling): string {
  return district ?? municipality;
}

/** Whether an outcome ends the board's work. */
export function endsWork(kind: unknown): boolean {
  return !FOLLOWED.includes(kind);
}

/** A case of which nothing is told. */
export function emptyCase(id: string): ModelCase {
  return {
    id,
    inputs: [],
    notices: [],
    records: [],
    settlements: [],
    deferrals: [],
    undertakings: [],
    boards: new Map(),
    days: new Map(),
    handovers: new Map(),
    consents: [],
    statements: new Map(),
  };
}

export function modelOf({ told, caseOfRecord, now }: ToldWorld): Model {
  const cases = new Map<string, ModelCase>();
  const decisions: ModelDecision[] = [];
  const caseAt = (id: string): ModelCase => {
    const known = cases.get(id);
    if (known) return known;
    const made = emptyCase(id);
    cases.set(id, made);
    return made;
  };
  for (const one of told) {
    switch (one.kind) {
      case 'notice':
        addNotice(caseAt(one.caseId), one);
        break;
      case 'settlement':
        addSettlement(caseAt(one.caseId), one);
        break;
      case 'deferral':
        caseAt(one.caseId).deferrals.push({ grantedOn: civilDay(one.at), until: one.input.until });
        break;
      case 'push':
        addVersion(caseAt(caseOfRecord.get(one.input.caseNumber) ?? ''), one.input, one.at);
        break;
      case 'board': {
        // A record may be in another case by now.
        const record = [...cases.values()]
          .flatMap(({ records }) => records)
          .find(({ caseNumber }) => caseNumber === one.record);
        if (isOfTheDay(one.operation)) addEvictionDay(caseAt(one.caseId), one, record);
        else addWork(caseAt(one.caseId), one);
        break;
      }
      case 'handover':
        handOver(caseAt(one.caseId), one);
        break;
      case 'planAnswer': {
        const work = caseAt(one.caseId).boards.get(one.board);
        if (work?.plan) work.plan = { ...work.plan, response: one.response };
        break;
      }
      case 'input': {
        const { at, agency, author, board, input } = one;
        caseAt(one.caseId).inputs.push({ at, agency, author, board, ...input });
        break;
      }
      case 'undertaking':
        addUndertaking(caseAt(one.caseId), one);
        break;
      case 'consent': {
        const { id, at, owner, tenant, input } = one;
        caseAt(one.caseId).consents.push({ id, at, owner, tenant, ...input, revokedAt: null });
        break;
      }
      case 'revocation': {
        const all = [...cases.values()].flatMap(({ consents }) => consents);
        const consent = all.find(({ id }) => id === one.id);
        if (consent) consent.revokedAt ??= one.at;
        break;
      }
      case 'protection':
        caseAt(one.caseId).statements.set(`${one.board} ${one.tenant}`, one);
        break;
      case 'decision': {
        const { id, at, owner, input } = one;
        decisions.push({ id, at, owner, ...input, endedAt: null });
        break;
      }
      case 'decisionEnd': {
        const decision = decisions.find(({ id }) => id === one.id);
        if (decision) decision.endedAt ??= one.at;
        break;
      }
    }
  }
  return { cases, decisions, now };
}

function addNotice(into: ModelCase, told: Extract<Told, { kind: 'notice' }>): void {
  const { id, caseId, landlord, at, input, receipt, supersedes } = told;
  const earlier = into.notices.find((notice) => notice.id === supersedes);
  if (earlier) Object.assign(earlier, { status: 'SUPERSEDED', supersededBy: id });
  const board = boardReached(into, landlord, boardOf(input.dwelling));
  into.notices.push({
    id,
    caseId,
    landlord,
    board,
    shownBoard: board,
    at,
    input,
    receipt,
    supersedes,
    supersededBy: null,
    status: 'RECEIVED',
  });
}

/** Its notices lie with the other board from now on; of one in another municipality their landlords are not told. */
function handOver(into: ModelCase, told: Extract<Told, { kind: 'handover' }>): void {
  const { at, board, toBoard } = told;
  const municipality = (id: string) => socialBoardDirectory.find(id)?.municipality;
  const moved = into.notices.filter((notice) => notice.board === board);
  const [first] = moved.map((notice) => notice.at).sort((a, b) => Number(a) - Number(b));
  const before = into.handovers.get(board)?.receivedAt;
  const receivedAt = [first ?? at, before ?? first ?? at].sort((a, b) => Number(a) - Number(b))[0];
  into.handovers.set(board, { at, toBoard, receivedAt: receivedAt ?? at });
  for (const notice of moved) {
    notice.board = toBoard;
    if (municipality(notice.shownBoard) === municipality(toBoard)) notice.shownBoard = toBoard;
  }
}

/** A notice to a board that has handed the case on goes after the landlord's others, as far as it is shown where they went. */
function boardReached({ notices, handovers }: ModelCase, landlord: string, to: string): string {
  const isThere = (board: string): boolean =>
    notices.some(
      (one) => one.landlord === landlord && one.board === board && one.shownBoard === board,
    );
  const way = [to];
  for (const board of way) {
    if (isThere(board)) return board;
    const next = handovers.get(board)?.toBoard;
    if (next !== undefined && !way.includes(next)) way.push(next);
  }
  return to;
}

/** It answers what then stands unpaid of a landlord's claims for rent, in time and not answered before. */
function addUndertaking(into: ModelCase, told: Extract<Told, { kind: 'undertaking' }>): void {
  const { at, board, landlord } = told;
  const before = into.undertakings.flatMap((one) => (one.board === board ? one.answered : []));
  const answered = into.notices.filter(
    (notice) =>
      notice.board === board &&
      notice.landlord === landlord &&
      notice.input.kind === 'ARREARS' &&
      notice.input.dwelling.tenure !== 'TENANT_OWNED' &&
      notice.status === 'RECEIVED' &&
      civilDay(at) <= (recoveryDay(notice) ?? civilDay(at)) &&
      !before.includes(notice),
  );
  into.undertakings.push({ ...told, answered });
}

/** The report gives the landlord's notices their status; what an earlier one settled before a later notice to the same board stays settled. */
function addSettlement(into: ModelCase, told: Extract<Told, { kind: 'settlement' }>): void {
  const { at, landlord, input } = told;
  const own = into.notices.filter((notice) => notice.landlord === landlord);
  const settledBefore = (addressed: string): Date =>
    into.settlements.findLast(
      (report) =>
        report.landlord === landlord &&
        own.some((notice) => boardOf(notice.input.dwelling) === addressed && notice.at > report.at),
    )?.at ?? new Date(0);
  for (const notice of own) {
    if (notice.status === 'SUPERSEDED') continue;
    const bound = settledBefore(boardOf(notice.input.dwelling));
    if (notice.status !== 'RECEIVED' && notice.at <= bound) continue;
    if (input.status === 'WITHDRAWN') notice.status = 'WITHDRAWN';
    else if (input.status === 'PAID' && notice.input.kind === 'ARREARS') notice.status = 'PAID';
    else notice.status = 'RECEIVED';
  }
  into.settlements.push({
    at,
    landlord,
    ...input,
  });
}

function addVersion(into: ModelCase, input: RecordInput, at: Date): void {
  const known = into.records.find(({ caseNumber }) => caseNumber === input.caseNumber);
  const record = known ?? { caseNumber: input.caseNumber, caseId: into.id, versions: [] };
  if (!known) into.records.push(record);
  record.versions.push({ version: input.version, at, input });
  record.versions.sort((a, b) => a.version - b.version);
}

function addWork(into: ModelCase, told: Extract<Told, { kind: 'board' }>): void {
  const { board, operation, input, at } = told;
  const work = into.boards.get(board);
  if (operation === 'openSocialCase') {
    const reference = input.journalReference ?? work?.journalReference ?? null;
    if (!work) {
      into.boards.set(board, {
        openedAt: at,
        caseworker: input.caseworker as Values,
        journalReference: reference,
        household: null,
        contacts: [],
        assessment: null,
        aid: null,
        plan: null,
        outcome: null,
        state: { at, closedOn: null },
      });
      return;
    }
    work.caseworker = input.caseworker as Values;
    work.journalReference = reference;
    if (work.outcome && endsWork(work.outcome.kind)) {
      work.outcome = null;
      work.state = { at, closedOn: null };
    }
    return;
  }
  if (!work) throw new Error('A board recorded something in a case that it had not taken on.');
  if (operation === 'recordHousehold') work.household = input;
  if (operation === 'recordContact') work.contacts.push(input);
  if (operation === 'recordAssessment') work.assessment = input;
  if (operation === 'recordFinancialAid') work.aid = input;
  if (operation === 'proposePaymentPlan')
    work.plan = { ...input, proposedOn: civilDay(at), response: 'PENDING' };
  if (operation === 'recordOutcome') {
    work.outcome = input;
    work.state = { at, closedOn: endsWork(input.kind) ? (input.decidedOn as string) : null };
  }
}

/** A board's word on the time that is set when it speaks; what it said of that time before keeps its instant. */
function addEvictionDay(
  into: ModelCase,
  told: Extract<Told, { kind: 'board' }>,
  record: ModelRecord | undefined,
): void {
  const { board, operation, input, at } = told;
  const day = into.days.get(board) ?? { confirmation: null, attendance: null };
  into.days.set(board, day);
  if (operation === 'setAttendance') {
    day.attendance = { at, values: input };
    return;
  }
  const notified = record && timeNotifiedAt(record.versions);
  if (!notified) throw new Error('A board confirmed a time that was not set.');
  const caseworker = input.caseworker as Values;
  if (day.confirmation && day.confirmation.at >= notified) {
    day.confirmation.caseworker = caseworker;
    return;
  }
  day.confirmation = { at, dueOn: civilDay(notified), caseworker };
}

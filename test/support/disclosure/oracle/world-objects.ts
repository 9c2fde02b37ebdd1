import { socialBoardDirectory } from '../../../../src/cases';
import { civilDay } from '../../../../src/shared';
import { clockObjects } from './clocks';
import type { Knowledge } from './knowledge';
import { AUTHORITY, current, stands } from './knowledge';
import { idMark, VERSION_MARK } from './marks';
import type { ModelBoardWork, ModelNotice, ModelRecord } from './model';
import { endsWork } from './model';
import type { ToldDwelling, ToldPerson } from '../told-world';

/** An object of an answer before it is masked: fields by name, each a value or what makes one, and whose case it belongs to. */
export interface OracleObject {
  readonly knowledge: Knowledge | null;
  readonly [field: string]: unknown;
}

/** Other objects that lead out of one: looked up by the oracle, so that a case and its parts can lead to each other. */
export function caseObject(knowledge: Knowledge): OracleObject {
  const { of, notices, records } = knowledge;
  return {
    knowledge,
    id: idMark('case', of.id),
    version: VERSION_MARK,
    board: () => boardObject(knowledge.board),
    stage: () => knowledge.stage,
    receivedAt: () => knowledge.receivedAt,
    earlierNotices: () => knowledge.earlierNotices,
    dwelling: () => dwellingObject(knowledge, mergedDwelling(knowledge)),
    tenants: () => tenantsOfCase(knowledge),
    deadlines: () => clockObjects(knowledge),
    settlement: () => {
      const report = knowledge.isRerouted ? null : of.settlements.at(-1);
      return report && { knowledge, ...report };
    },
    deferral: () => {
      const deferral = knowledge.isRerouted ? null : of.deferrals.at(-1);
      return deferral && { knowledge, ...deferral };
    },
    notices: () => notices.map((notice) => noticeObject(knowledge, notice)),
    socialServices: () => socialObject(knowledge),
    enforcement: () => {
      const [record] = records;
      return record && recordObject(knowledge, record);
    },
  };
}

export function noticeObject(knowledge: Knowledge, notice: ModelNotice): OracleObject {
  const { input, receipt } = notice;
  const isRent = input.kind === 'ARREARS';
  const own = (value: object): OracleObject => ({ knowledge, ...value });
  return {
    knowledge,
    ...input,
    id: idMark('notice', notice.id),
    receiptNumber: receipt.receiptNumber,
    case: () => caseObject(knowledge),
    landlord: own({ ...input.landlord, organisationNumber: notice.landlord }),
    tenants: () => input.tenants.map((tenant) => tenantObject(knowledge, tenant, tenant)),
    dwelling: () => dwellingObject(knowledge, input.dwelling),
    claims: isRent ? input.claims.map(own) : null,
    arrearsMonths: receipt.arrearsMonths,
    paymentInstruction: input.paymentInstruction && own(input.paymentInstruction),
    termination: input.termination && own(input.termination),
    tenantServed: isRent ? input.tenantServed.map(own) : null,
    message: own({
      sentAt: input.message ? new Date(input.message.sentAt) : null,
      channel: input.message?.channel ?? 'GATEWAY',
      receivedByBoardAt: notice.at,
      proofReference: input.message?.proofReference ?? null,
    }),
    receipt: own({ ...receipt.receipt, receivedAt: notice.at }),
    disturbances: isRent ? null : input.disturbances.map(own),
    terminationCopy:
      input.terminationCopy && own({ ...input.terminationCopy, ...receipt.terminationCopy }),
    status: notice.status,
    warnings: receipt.warnings.map(own),
    supersedes: noticeId(knowledge, notice.supersedes),
    supersededBy: noticeId(knowledge, notice.supersededBy),
  };
}

/** An earlier or later notice is named to those who may know of it. */
function noticeId({ notices }: Knowledge, id: string | null): string | null {
  return notices.some((notice) => notice.id === id) ? idMark('notice', id ?? '') : null;
}

export function recordObject(knowledge: Knowledge, record: ModelRecord): OracleObject {
  const { version, input } = current(record);
  const own = (value: object | null): OracleObject | null => value && { knowledge, ...value };
  return {
    knowledge,
    ...input,
    version,
    case: () => caseObject(knowledge),
    status: knowledge.statusOf(record),
    dwelling: () => dwellingObject(knowledge, input.dwelling),
    summaryCase: own(input.summaryCase),
    title: own(input.title),
    defendants: () => input.defendants.map((person) => tenantObject(knowledge, person, person)),
    evictionTime: own(
      input.evictionTime && { ...input.evictionTime, notifiedAt: knowledge.notifiedAt(record) },
    ),
    stay: own(input.stay),
    closure: own(knowledge.closureOf(record)),
    storage: own(input.storage),
    consents: () => consentObjects(knowledge, AUTHORITY_CONSENTS),
    history: () =>
      record.versions.map((one) => ({
        knowledge,
        version: one.version,
        recordedAt: one.at,
        status: one.input.status,
        evictionDate: one.input.evictionTime?.date ?? null,
      })),
  };
}

export function boardObject(id: string | null): OracleObject | null {
  const board = id === null ? null : socialBoardDirectory.find(id);
  return board && { knowledge: null, ...board };
}

const UNKNOWN_DWELLING = {
  street: null,
  postalCode: null,
  city: null,
  apartmentNumber: null,
  municipality: null,
  roomCount: null,
  tenure: null,
};

function dwellingObject(knowledge: Knowledge, dwelling: Partial<ToldDwelling>): OracleObject {
  return { knowledge, ...UNKNOWN_DWELLING, ...dwelling };
}

const UNKNOWN_PERSON = {
  personalIdentityNumber: null,
  postalAddress: null,
  phone: null,
  email: null,
};

function tenantObject(
  knowledge: Knowledge,
  person: Partial<ToldPerson>,
  { name }: Pick<ToldPerson, 'name'>,
): OracleObject {
  return {
    knowledge,
    ...UNKNOWN_PERSON,
    ...person,
    id: idMark('tenant', `${knowledge.of.id} ${name}`),
    protectedIdentity: () => knowledge.isProtected(name),
  };
}

/** Persons as the reader may know them: from the notices that stand, and without contact data from Kronofogden's record. */
function tenantsOfCase(knowledge: Knowledge): readonly OracleObject[] {
  const latestFirst = [...knowledge.notices].reverse();
  const standing = latestFirst.filter(stands);
  const named = (standing.length > 0 ? standing : latestFirst).flatMap(
    ({ input }) => input.tenants,
  );
  const defendants = readsRecords(knowledge)
    ? knowledge.records.flatMap((record) =>
        current(record).input.defendants.map(({ name, personalIdentityNumber }) => ({
          name,
          personalIdentityNumber,
        })),
      )
    : [];
  const persons = new Map<string, Partial<ToldPerson>>();
  for (const one of [...named, ...defendants])
    persons.set(one.name, firstOf(persons.get(one.name) ?? {}, one));
  return [...persons].map(([name, person]) => tenantObject(knowledge, person, { name }));
}

/** The dwelling as the latest notice has it, and beyond that as Kronofogden pushed it; Kronofogden reads its own municipality. */
function mergedDwelling(knowledge: Knowledge): Partial<ToldDwelling> {
  const noted = knowledge.notices.at(-1)?.input.dwelling ?? {};
  const pushed =
    readsRecords(knowledge) && knowledge.record
      ? current(knowledge.record).input.dwelling
      : ({} as Partial<ToldDwelling>);
  const merged = firstOf(noted, pushed);
  return knowledge.reader.agency === 'ENFORCEMENT'
    ? firstOf({ municipality: pushed.municipality ?? '' }, merged)
    : merged;
}

/** A landlord reads persons and dwelling as it named them itself; an auditor, from notices alone. */
function readsRecords({ reader }: Knowledge): boolean {
  return reader.agency === 'SOCIAL_SERVICES' || reader.agency === 'ENFORCEMENT';
}

function firstOf<T extends object>(one: Partial<T>, other: Partial<T>): Partial<T> {
  const known = Object.entries(one).filter(([, value]) => value !== null && value !== undefined);
  return { ...other, ...(Object.fromEntries(known) as Partial<T>) };
}

/** The board's own record; its fields say nothing where there is none. */
function socialObject(knowledge: Knowledge): OracleObject {
  const work = knowledge.ownWork;
  const own = (value: object | null | undefined) => value && { knowledge, ...value };
  const priority = priorityOf(knowledge);
  return {
    knowledge,
    openedAt: work?.openedAt ?? null,
    status: statusOf(knowledge),
    journalReference: work?.journalReference ?? null,
    ...priority,
    caseworker: () => caseworkerObject(knowledge),
    consents: () => consentObjects(knowledge, BOARD_CONSENTS),
    household: own(work?.household),
    contacts: [...(work?.contacts ?? [])]
      .sort((a, b) => Number(new Date(a.at as string)) - Number(new Date(b.at as string)))
      .map((contact) => ({ knowledge, ...contact, at: new Date(contact.at as string) })),
    assessment: own(work?.assessment),
    financialAid: () => own(workOpenedBy(knowledge, 'FINANCIAL_AID', ({ aid }) => aid)?.aid),
    paymentPlan: () => planObject(knowledge),
    evictionConfirmation: () => confirmationObject(knowledge),
    attendance: () => attendanceObject(knowledge),
    rentUndertaking: () => undertakingObject(knowledge),
    outcome: own(work?.outcome),
  };
}

/** The confirmation of a board that the reader may know: its own, or the last board's. */
function confirmationObject(knowledge: Knowledge): OracleObject | null {
  const { reader } = knowledge;
  const [board, said] = lastSaid(knowledge, (name) => knowledge.dayOf(name).confirmation);
  if (!said || board === undefined) return null;
  const { at, dueOn, caseworker } = said;
  const id =
    reader.organisation === board
      ? caseworker.id
      : idMark('caseworker', `${board} ${String(caseworker.id)}`);
  return {
    knowledge,
    confirmedAt: at,
    dueOn,
    onTime: civilDay(at) === dueOn,
    caseworker: { knowledge, phone: null, email: null, ...caseworker, id },
  };
}

/** What a board says of its attendance; to Kronofogden, of those boards whose decision or tenants open it. */
function attendanceObject(knowledge: Knowledge): OracleObject | null {
  const opening = [
    ...knowledge.openedBy('ATTENDANCE'),
    ...knowledge.deciding('ATTENDANCE_TO_ENFORCEMENT'),
  ];
  const isBoard = knowledge.reader.agency === 'SOCIAL_SERVICES';
  const [, said] = lastSaid(knowledge, (name) =>
    isBoard || opening.includes(name) ? knowledge.dayOf(name).attendance : null,
  );
  return said ? { knowledge, ...said.values } : null;
}

/** Of the boards that the reader may read, the last one that has said something, and what it said. */
function lastSaid<T>(
  { reader, of }: Knowledge,
  said: (board: string) => T | null,
): readonly [string, T] | readonly [] {
  const isOwn = reader.agency === 'SOCIAL_SERVICES' || reader.agency === 'OVERSIGHT';
  const boards = isOwn ? [reader.organisation] : [...of.days.keys()].sort();
  const all = boards.flatMap((board) => {
    const value = said(board);
    return value === null ? [] : [[board, value] as const];
  });
  return all.at(-1) ?? [];
}

function planObject(knowledge: Knowledge): OracleObject | null {
  const plan = workOpenedBy(knowledge, 'PAYMENT_PLAN', (work) => work.plan)?.plan;
  if (!plan) return null;
  const instalments = (plan.instalments as readonly object[]).map((one) => ({ knowledge, ...one }));
  return { knowledge, ...plan, instalments };
}

/** A board reads its own work; others, that of the last board whose tenants have consented and that has such a part. */
function workOpenedBy(
  knowledge: Knowledge,
  group: string,
  part: (work: ModelBoardWork) => unknown,
): ModelBoardWork | undefined {
  const { reader, of, ownWork } = knowledge;
  if (reader.agency === 'SOCIAL_SERVICES') return ownWork;
  const owners = knowledge.openedBy(group);
  return [...of.boards]
    .filter(([board, work]) => owners.includes(board) && part(work) !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .at(-1)?.[1];
}

/** The latest that the reader may see: the board's own, what the landlord was told, and to Kronofogden what a consent opens. */
function undertakingObject(knowledge: Knowledge): OracleObject | null {
  const { reader, of } = knowledge;
  const opened = reader.agency === 'ENFORCEMENT' ? knowledge.openedBy('RENT_UNDERTAKING') : [];
  const latest = of.undertakings
    .filter(({ board, landlord }) =>
      reader.agency === 'ENFORCEMENT'
        ? opened.includes(board)
        : [board, landlord].includes(reader.organisation),
    )
    .at(-1);
  if (!latest) return null;
  // The text names board and notice: to Kronofogden only what it may know of either.
  const isNamed = reader.agency !== 'ENFORCEMENT' || (knowledge.isParty && knowledge.isUnprotected);
  const { at, document } = latest;
  return {
    knowledge,
    issuedAt: at,
    inTime: true,
    document: {
      knowledge,
      receivedAt: at,
      contentSha256: document.contentSha256,
      jws: isNamed ? document.jws : null,
    },
  };
}

/** A board reads its own caseworker; others, that of a board whose tenants have consented, under an alias. */
function caseworkerObject(knowledge: Knowledge): OracleObject | null {
  const { reader, of, ownWork } = knowledge;
  if (reader.agency === 'SOCIAL_SERVICES')
    return ownWork ? { knowledge, phone: null, email: null, ...ownWork.caseworker } : null;
  const board = knowledge
    .openedBy('CASEWORKER_CONTACT')
    .filter((owner) => of.boards.has(owner))
    .toSorted()
    .at(-1);
  const work = board === undefined ? undefined : of.boards.get(board);
  if (!work) return null;
  const id = idMark('caseworker', `${board} ${String(work.caseworker.id)}`);
  return { knowledge, phone: null, email: null, ...work.caseworker, id };
}

const BOARD_CONSENTS = (owner: string): boolean => owner !== AUTHORITY;
const AUTHORITY_CONSENTS = (owner: string): boolean => owner === AUTHORITY;

/** Owners and their auditors see all that they recorded, maybe none; recipients those that name them, or nothing at all. */
function consentObjects(
  knowledge: Knowledge,
  isOfDomain: (owner: string) => boolean,
): readonly OracleObject[] | null {
  const { reader, of, naming } = knowledge;
  const isOwner =
    reader.agency === 'OVERSIGHT' ||
    (reader.agency !== 'LANDLORD' && isOfDomain(reader.organisation));
  const shown = isOwner ? of.consents.filter(({ owner }) => owner === reader.organisation) : naming;
  const listed = shown.filter(({ owner }) => isOfDomain(owner));
  if (!isOwner && listed.length === 0) return null;
  return listed.map((consent) => ({
    knowledge,
    ...consent,
    id: idMark('consent', consent.id),
    tenantId: idMark('tenant', `${of.id} ${consent.tenant}`),
  }));
}

function statusOf(knowledge: Knowledge): string {
  const work = knowledge.ownWork;
  if (!work) return 'NEW';
  if (knowledge.isRerouted) return 'CLOSED';
  if (work.outcome && !endsWork(work.outcome.kind)) return 'MONITORING';
  if (work.outcome && !knowledge.isOpen) return 'CLOSED';
  const isReached = work.contacts.some(({ result }) =>
    ['REACHED', 'MEETING_BOOKED'].includes(result as string),
  );
  if (work.plan?.response === 'ACCEPTED') return 'PLAN_IN_PLACE';
  return isReached ? 'IN_CONTACT' : 'ASSIGNED';
}

export function priorityOf(knowledge: Knowledge) {
  const work = knowledge.ownWork;
  const unpaid = knowledge.notices.filter(({ status }) => status === 'RECEIVED');
  const months = new Set(
    unpaid.flatMap(({ input }) => input.claims.map(({ periodStart }) => periodStart)),
  );
  const notes = {
    EVICTION_TIME_SET: knowledge.isDateSet,
    CHILDREN: ((work?.household?.children as number | undefined) ?? 0) > 0,
    ELDERLY: work?.household?.elderly === true,
    ARREARS_MONTHS: months.size >= 3,
    REPEAT: knowledge.notices.filter(stands).length > 1 || work?.assessment?.pattern === 'REPEATED',
  };
  const several = (notes.CHILDREN || notes.ELDERLY) && (notes.ARREARS_MONTHS || notes.REPEAT);
  const reasons = Object.entries(notes).flatMap(([reason, holds]) => (holds ? reason : []));
  const isUrgent = notes.EVICTION_TIME_SET || several;
  return {
    priority: isUrgent ? 'URGENT' : reasons.length > 0 ? 'HIGH' : 'NORMAL',
    priorityReasons: reasons,
  };
}

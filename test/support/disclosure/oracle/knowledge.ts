import { addMonths, civilDay } from '../../../../src/shared';
import type { AgencyName, OracleCell } from './matrix';
import type {
  Model,
  ModelCase,
  ModelConsent,
  ModelEvictionDay,
  ModelNotice,
  ModelRecord,
  ModelUndertaking,
  ModelVersion,
} from './model';
import { boardOf } from './model';
import { recoveryDay } from './recovery';
import { earliestOf, SUMMARY, tail, timeNotifiedAt } from './versions';

/** Who looks. */
export interface OracleReader {
  readonly agency: AgencyName;
  readonly organisation: string;
  readonly purpose: string;
}

/** The one enforcement authority. */
export const AUTHORITY = '202100-5448';

const ENFORCED = ['OPEN', 'DATE_SET', 'DEFERRED', 'STAYED', 'EXECUTED'];
const ENDED = ['WITHDRAWN', 'LAPSED', 'CLOSED'];
const BOARD_SWITCHES = ['ATTENDANCE_TO_ENFORCEMENT', 'PRIORITY_QUEUE'];
const STAGES = [
  'NOTICE_RECEIVED',
  'RECOVERED',
  'ENFORCEMENT_OPEN',
  'DATE_SET',
  'DEFERRED',
  'STAYED',
  'EXECUTED',
  'CLOSED',
];

/** One reader's view of one case: which of its parts it may know of at all, and what follows from these alone. */
export class Knowledge {
  readonly notices: readonly ModelNotice[];
  readonly records: readonly ModelRecord[];

  constructor(
    readonly reader: OracleReader,
    readonly of: ModelCase,
    private readonly world: Pick<Model, 'now' | 'decisions' | 'cases'>,
  ) {
    this.notices = of.notices.filter((notice) => this.knowsNotice(notice));
    this.records = of.records.filter((record) => this.knowsRecord(record)).sort(this.bySight);
  }

  get today(): string {
    return civilDay(this.world.now);
  }

  /** Whether the reader may know that there is such a case. */
  get isKnown(): boolean {
    return (
      this.notices.length > 0 ||
      this.records.length > 0 ||
      this.ownWork !== undefined ||
      this.ownHandover !== undefined
    );
  }

  /** What the reader's own board has done in the case. */
  get ownWork() {
    const { agency, organisation } = this.reader;
    const isBoards = agency === 'SOCIAL_SERVICES' || agency === 'OVERSIGHT';
    return isBoards ? this.of.boards.get(organisation) : undefined;
  }

  /** That the reader's own board has handed the case on, whatever has come to it since. */
  private get ownHandover() {
    return this.readsAsBoard ? this.of.handovers.get(this.reader.organisation) : undefined;
  }

  /** Whether the board has nothing left of the case that others sent. */
  get isRerouted(): boolean {
    return (
      this.reader.agency === 'SOCIAL_SERVICES' &&
      this.ownHandover !== undefined &&
      this.notices.length === 0 &&
      this.records.length === 0
    );
  }

  /** Whether a cell is open for this reader in this case. */
  opens({ denied, conditions }: OracleCell): boolean {
    return !denied && conditions.every((condition) => this.holds(condition));
  }

  private holds(condition: OracleCell['conditions'][number]): boolean {
    const { kind, group, switch: name } = condition;
    const isConsented = () =>
      group === '*' ? this.naming.length > 0 : this.openedBy(group ?? '').length > 0;
    const isDecided = () => this.isSwitchedOn(name ?? '');
    switch (kind) {
      case 'IF_PARTY':
        return this.isParty;
      case 'IF_DATE_SET':
        return this.isDateSet;
      case 'IF_UNPROTECTED':
        return this.isUnprotected;
      case 'IF_CONSENT':
        return isConsented();
      case 'IF_SWITCH':
        return isDecided();
      case 'IF_SWITCH_OR_CONSENT':
        return isConsented() || isDecided();
      default:
        throw new Error(`The oracle does not know the condition ${kind}.`);
    }
  }

  /** Consents in force today that name the reader and its purpose. */
  get naming(): readonly ModelConsent[] {
    const { agency, purpose } = this.reader;
    return this.of.consents.filter(
      (consent) =>
        (consent.owner === AUTHORITY || this.boards.includes(consent.owner)) &&
        consent.recipient === agency &&
        consent.purpose === purpose &&
        consent.revokedAt === null &&
        consent.validFrom <= this.today &&
        consent.validTo >= this.today,
    );
  }

  /** The owners whose part of a group is open: every tenant that the owner knows of has consented. */
  openedBy(group: string): readonly string[] {
    const given = this.naming.filter(({ fieldGroup }) => fieldGroup === group);
    return [...new Set(given.map(({ owner }) => owner))].filter((owner) => {
      const names = this.tenantsOf(owner);
      const consenting = given.filter((one) => one.owner === owner).map(({ tenant }) => tenant);
      return names.length > 0 && names.every((name) => consenting.includes(name));
    });
  }

  /** Whether an owner of this case's data has decided to open a field of its own, for today. */
  isSwitchedOn(name: string): boolean {
    const owners = BOARD_SWITCHES.includes(name)
      ? this.boards
      : this.of.records.length > 0
        ? [AUTHORITY]
        : [];
    return this.deciding(name).some((owner) => owners.includes(owner));
  }

  /** Whoever has decided to open a field of its own, for today. */
  deciding(name: string): readonly string[] {
    return this.world.decisions.flatMap((decision) =>
      decision.switch === name && decision.endedAt === null && decision.validTo >= this.today
        ? decision.owner
        : [],
    );
  }

  /** Boards with a part in the case: those of notices, and those that were told of an application. */
  private get boards(): readonly string[] {
    const told = this.of.records.filter(({ versions }) => isToldToBoards(versions));
    return [
      ...this.of.notices.map(({ board }) => board),
      ...told.map((record) => boardOf(current(record).input.dwelling)),
    ];
  }

  /** The present tenants as an authority knows them. */
  private tenantsOf(organisation: string): readonly string[] {
    const agency = organisation === AUTHORITY ? 'ENFORCEMENT' : 'SOCIAL_SERVICES';
    const own = new Knowledge({ agency, organisation, purpose: '' }, this.of, this.world);
    const standing = own.notices.filter(stands);
    return [
      ...(standing.length > 0 ? standing : own.notices).flatMap(({ input }) => input.tenants),
      ...own.records.flatMap((record) => current(record).input.defendants),
    ].map(({ name }) => name);
  }

  /** By whose statements the reader goes: a board by its own, Kronofogden by those of every board. */
  private get statingBoards(): readonly string[] {
    const { agency, organisation } = this.reader;
    if (agency === 'SOCIAL_SERVICES') return [organisation];
    return agency === 'ENFORCEMENT' ? this.boards : [];
  }

  private get statements() {
    const isKronofogden = this.reader.agency === 'ENFORCEMENT';
    return [...this.of.statements.values()].filter(
      (one) => this.statingBoards.includes(one.board) || (isKronofogden && one.protected),
    );
  }

  /** What nobody has stated counts as protection, and one statement of protection outweighs others. */
  isProtected(name: string): boolean {
    const own = this.statements.filter(({ tenant }) => tenant === name);
    return own.length === 0 || own.some((one) => one.protected);
  }

  get isUnprotected(): boolean {
    const { agency, organisation } = this.reader;
    if (agency !== 'SOCIAL_SERVICES' && agency !== 'ENFORCEMENT') return false;
    const names = [organisation, ...this.statingBoards].flatMap((one) => this.tenantsOf(one));
    return (
      names.length > 0 &&
      !this.statements.some((one) => one.protected) &&
      names.every((name) => !this.isProtected(name))
    );
  }

  /** Whether the reader is a board that Kronofogden lets know of executions. */
  private get isTold(): boolean {
    return this.reader.agency === 'SOCIAL_SERVICES' && this.isSwitchedOn('EXECUTION_TO_BOARD');
  }

  /** An applicant, or Kronofogden where the landlord invokes its notice there; for a year after the case was closed. */
  get isParty(): boolean {
    const kept = this.records.some((record) => {
      const end = endOf(record);
      return end === null || addMonths(end, 12) >= this.today;
    });
    if (this.reader.agency === 'LANDLORD') return kept;
    return this.reader.agency === 'ENFORCEMENT' && kept && this.notices.length > 0;
  }

  get isDateSet(): boolean {
    return this.records.some((record) => current(record).input.evictionTime !== null);
  }

  get receivedAt(): Date | null {
    const earliest = (instants: readonly Date[]): Date | null =>
      instants.length > 0 ? new Date(Math.min(...instants.map(Number))) : null;
    return (
      earliest([
        ...this.notices.map(({ at }) => at),
        ...(this.ownHandover ? [this.ownHandover.receivedAt] : []),
      ]) ??
      earliest(this.records.map((record) => this.learntOf(record))) ??
      this.ownWork?.openedAt ??
      null
    );
  }

  /** Notices about the same tenancy from before the first one of the case, as far as the reader may know of either. */
  get earlierNotices(): number | null {
    const [first] = this.notices;
    if (!first) return null;
    return [...this.world.cases.values()]
      .filter((other) => other !== this.of)
      .flatMap((other) => new Knowledge(this.reader, other, this.world).notices)
      .filter(({ at }) => at < first.at)
      .filter((one) => this.notices.some((own) => isSameTenancy(one, own))).length;
  }

  /** The board of the case as this reader may know it. */
  get board(): string | null {
    const { agency, organisation } = this.reader;
    const isBoard = !organisation.includes('-');
    if (agency === 'SOCIAL_SERVICES' || (agency === 'OVERSIGHT' && isBoard)) return organisation;
    if (organisation === AUTHORITY) {
      const [latest] = [...this.records].sort(
        (a, b) => Number(firstSeen(b)) - Number(firstSeen(a)),
      );
      return latest ? boardOf(current(latest).input.dwelling) : null;
    }
    const notice = this.notices.at(-1);
    return notice?.shownBoard ?? null;
  }

  get evictionOn(): string | null {
    const days = this.records.flatMap((record) => current(record).input.evictionTime?.date ?? []);
    return days.sort()[0] ?? null;
  }

  /** The last day to pay by the standing notices, while no stage beyond the notices is known. */
  get recoveryEndsOn(): string | null {
    return this.furthest?.stage === 'NOTICE_RECEIVED' ? lastRecoveryDay(this.notices) : null;
  }

  get stage(): string | null {
    const { furthest, recoveryEndsOn } = this;
    if (furthest?.stage !== 'NOTICE_RECEIVED' || recoveryEndsOn === null)
      return furthest?.stage ?? null;
    return this.today <= recoveryEndsOn ? 'RECOVERY_RUNNING' : 'RECOVERY_LAPSED';
  }

  /** Whether the case still stands among the open ones of this reader. */
  get isOpen(): boolean {
    return this.furthest?.on == null && !this.isEndedByOwnOutcome;
  }

  /** The record that stands for the case: an open one before closed ones, and of these the latest. */
  get record(): ModelRecord | null {
    return this.records[0] ?? null;
  }

  /** The status as this reader may know it: the last value that it may read. */
  statusOf(record: ModelRecord): string {
    return this.shownVersion(record)?.input.status ?? 'OPEN';
  }

  /** The closing, unless it would tell a board of an execution. */
  closureOf({ versions }: ModelRecord): { kind: string; on: string } | null {
    const closure = versions.at(-1)?.input.closure ?? null;
    return this.readsAsBoard && !this.isTold && tellsOfExecution(versions) ? null : closure;
  }

  /** When the time that is set now was told first. */
  notifiedAt({ versions }: ModelRecord): Date | null {
    return timeNotifiedAt(versions);
  }

  /** What a board has said of the day, as far as it speaks of the time that is set; an auditor may not know of that. */
  dayOf(board: string): ModelEvictionDay {
    const day = this.of.days.get(board) ?? { confirmation: null, attendance: null };
    if (this.reader.agency === 'OVERSIGHT') return day;
    const told = new Knowledge(
      { agency: 'SOCIAL_SERVICES', organisation: board, purpose: '' },
      this.of,
      this.world,
    ).records.flatMap((record) => timeNotifiedAt(record.versions) ?? []);
    const speaksOfIt = (said: { readonly at: Date } | null): boolean =>
      said !== null && told.length > 0 && told.every((at) => at <= said.at);
    return {
      confirmation: speaksOfIt(day.confirmation) ? day.confirmation : null,
      attendance: speaksOfIt(day.attendance) ? day.attendance : null,
    };
  }

  private get readsAsBoard(): boolean {
    return this.reader.agency === 'SOCIAL_SERVICES' || this.reader.agency === 'OVERSIGHT';
  }

  private knowsNotice(notice: ModelNotice): boolean {
    const { agency, organisation } = this.reader;
    if (agency === 'LANDLORD') return notice.landlord === organisation;
    if (agency === 'SOCIAL_SERVICES') return notice.board === organisation;
    if (agency === 'OVERSIGHT') return [notice.landlord, notice.board].includes(organisation);
    return this.of.records.some((record) => invokes(record, notice, this.of));
  }

  private knowsRecord(record: ModelRecord): boolean {
    const { agency, organisation } = this.reader;
    const { input } = current(record);
    if (agency === 'ENFORCEMENT') return organisation === AUTHORITY;
    if (agency === 'LANDLORD') return input.applicant === organisation;
    if (!isToldToBoards(record.versions)) return false;
    const board = boardOf(input.dwelling);
    return agency === 'SOCIAL_SERVICES'
      ? board === organisation
      : [board, input.applicant, AUTHORITY].includes(organisation);
  }

  /** When the reader could know of a record first. */
  private learntOf(record: ModelRecord): Date {
    if (!this.readsAsBoard) return firstSeen(record);
    return earliestOf(record.versions.filter(reachedEnforcement)) ?? firstSeen(record);
  }

  private readonly bySight = (a: ModelRecord, b: ModelRecord): number =>
    Number(this.hasEnded(a)) - Number(this.hasEnded(b)) ||
    Number(this.learntOf(b)) - Number(this.learntOf(a)) ||
    (a.caseNumber < b.caseNumber ? -1 : 1);

  /** Whether a record shows an end to this reader; an auditor reads no status. */
  private hasEnded(record: ModelRecord): boolean {
    if (this.reader.agency === 'OVERSIGHT') return false;
    const status = this.statusOf(record);
    if (this.reader.agency === 'SOCIAL_SERVICES')
      return ENDED.includes(status) || status === 'EXECUTED';
    const { input } = current(record);
    return (
      input.closure !== null || input.executedOn !== null || [...ENDED, 'EXECUTED'].includes(status)
    );
  }

  private shownVersion({ versions }: ModelRecord): ModelVersion | null {
    const timeIsSet = versions.at(-1)?.input.evictionTime != null;
    const isShown = (upTo: readonly ModelVersion[]): boolean => {
      const status = upTo.at(-1)?.input.status ?? '';
      if (this.reader.agency === 'ENFORCEMENT') return true;
      if (status === 'DATE_SET') return timeIsSet && (!this.readsAsBoard || isToldToBoards(upTo));
      if (!this.readsAsBoard) return true;
      if (!isToldToBoards(upTo)) return false;
      if (this.isTold) return true;
      if (status === 'EXECUTED') return false;
      return !ENDED.includes(status) || !tellsOfExecution(upTo);
    };
    for (let length = versions.length; length > 0; length -= 1) {
      const upTo = versions.slice(0, length);
      if (isShown(upTo)) return upTo.at(-1) ?? null;
    }
    return null;
  }

  /** The furthest stage with the day on which it closed the case, if it did. */
  private get furthest(): { readonly stage: string; readonly on: string | null } | null {
    const enforcement = this.enforcementStage;
    const isPursued = enforcement !== null && enforcement.on === null;
    const reached = [
      ...(this.notices.length > 0 ? [{ stage: 'NOTICE_RECEIVED', on: null }] : []),
      ...this.settledStages.filter(({ stage }) => stage !== 'CLOSED' || !isPursued),
      ...(this.isHandedOn ? [{ stage: 'CLOSED', on: this.today }] : []),
      ...(this.isRerouted ? [{ stage: 'CLOSED', on: this.today }] : []),
      ...(enforcement ? [enforcement] : []),
    ];
    const rank = ({ stage }: { stage: string }) => STAGES.indexOf(stage);
    return reached.sort((a, b) => rank(b) - rank(a))[0] ?? null;
  }

  private get enforcementStage(): { stage: string; on: string | null } | null {
    // The record that is still open for this reader counts, else the one it learnt of last.
    const [shown] = [...this.records].sort(
      (a, b) =>
        Number(this.endShown(a) !== null) - Number(this.endShown(b) !== null) ||
        Number(this.learntOf(b)) - Number(this.learntOf(a)),
    );
    if (!shown) return null;
    const status = this.statusOf(shown);
    if (SUMMARY.includes(status)) return null;
    const on = this.endShown(shown);
    // What came in after the end is another matter; Kronofogden's own case stays what it is.
    const isOver = on !== null && this.notices.some(({ at }) => at > this.endLearnt(shown));
    if (isOver && this.reader.agency !== 'ENFORCEMENT') return null;
    if (ENDED.includes(status)) return { stage: 'CLOSED', on };
    return { stage: status === 'OPEN' ? 'ENFORCEMENT_OPEN' : status, on };
  }

  /** The day on which a record ended, as far as this reader may know that it did. */
  private endShown(record: ModelRecord): string | null {
    if (!this.readsAsBoard) return endOf(record);
    // A case that has ended for a board is not opened by telling it more.
    const told = this.isTold ? endOf(record) : null;
    if (told !== null) return told;
    const shown = this.shownVersion(record);
    if (!shown || !ENDED.includes(shown.input.status)) return null;
    const closure = this.closureOf(record);
    if (closure) return closure.on;
    const upTo = record.versions.slice(0, record.versions.indexOf(shown) + 1);
    const first = earliestOf(tail(upTo, ({ input }) => ENDED.includes(input.status)));
    return first && civilDay(first);
  }

  /** When the end that this reader sees was told first. */
  private endLearnt(record: ModelRecord): Date {
    const shown = this.shownVersion(record);
    if (!this.readsAsBoard || (this.isTold && endOf(record) !== null) || !shown)
      return endTold(record) ?? current(record).at;
    const upTo = record.versions.slice(0, record.versions.indexOf(shown) + 1);
    return earliestOf(tail(upTo, ({ input }) => ENDED.includes(input.status))) ?? shown.at;
  }

  private get settledStages(): readonly { stage: string; on: string | null }[] {
    const landlords = [...new Set(this.notices.map(({ landlord }) => landlord))];
    const settled = landlords.map(
      (landlord) => this.settledBy(landlord) ?? this.undertakenTo(landlord),
    );
    return settled.every((one) => one !== null) ? settled : [];
  }

  private settledBy(landlord: string): { stage: string; on: string | null } | null {
    const own = this.notices.filter((notice) => notice.landlord === landlord);
    const report = this.of.settlements.filter((one) => one.landlord === landlord).at(-1);
    if (!report || own.some(({ at }) => at > report.at)) return null;
    if (report.status === 'WITHDRAWN') return { stage: 'CLOSED', on: report.on };
    const standing = own.filter(stands);
    const endsOn = lastRecoveryDay(own);
    const isRent = ({ input }: ModelNotice) => input.kind === 'ARREARS';
    if (report.status !== 'PAID' || !standing.some(isRent)) return null;
    if (endsOn !== null && report.on > endsOn) return null;
    return { stage: 'RECOVERED', on: standing.every(isRent) ? report.on : null };
  }

  /** Undertakings that the reader may count with: its own, or those that it was told of; a consent opens none for a stage or clock. */
  get undertakings(): readonly ModelUndertaking[] {
    const { agency, organisation } = this.reader;
    return this.of.undertakings.filter(
      ({ board, landlord }) =>
        (agency === 'LANDLORD' && landlord === organisation) ||
        (agency === 'SOCIAL_SERVICES' && board === organisation),
    );
  }

  /** The day on which a board told the landlord that it answers for the rent of this notice. */
  undertakenOn(notice: ModelNotice): string | null {
    const found = this.undertakings.find(({ answered }) => answered.includes(notice));
    return found ? civilDay(found.at) : null;
  }

  private undertakenTo(landlord: string): { stage: string; on: string | null } | null {
    const standing = this.notices.filter((one) => one.landlord === landlord).filter(stands);
    const claims = standing.filter(({ input }) => input.kind === 'ARREARS');
    const report = this.of.settlements.filter((one) => one.landlord === landlord).at(-1);
    const days = claims.flatMap((notice) => {
      const isPaid =
        report?.status === 'PAID' &&
        report.at >= notice.at &&
        report.on <= (recoveryDay(notice) ?? report.on);
      return this.undertakenOn(notice) ?? (isPaid ? report.on : []);
    });
    if (!claims.some((notice) => this.undertakenOn(notice)) || days.length < claims.length)
      return null;
    const isAll = claims.length === standing.length;
    return { stage: 'RECOVERED', on: isAll ? (days.sort().at(-1) ?? null) : null };
  }

  /** A board none of whose notices stands any more, and which knows of no record, has nothing left to do. */
  private get isHandedOn(): boolean {
    return (
      this.reader.agency === 'SOCIAL_SERVICES' &&
      this.notices.length > 0 &&
      !this.notices.some(stands) &&
      this.records.length === 0
    );
  }

  private get isEndedByOwnOutcome(): boolean {
    if (this.reader.agency !== 'SOCIAL_SERVICES') return false;
    const state = this.ownWork?.state;
    if (!state?.closedOn) return false;
    const news = [
      ...this.notices.map(({ at }) => at),
      ...this.records.flatMap((record) => [this.learntOf(record), this.notifiedAt(record) ?? []]),
    ].flat();
    return !news.some((at) => at > state.at);
  }
}

/** Whether two notices are about one person in one home of one landlord; what one of them leaves out speaks against nothing. */
function isSameTenancy(a: ModelNotice, b: ModelNotice): boolean {
  const agree = (one: string | null, other: string | null) =>
    one === null || other === null || one === other;
  const home = ({ input: { dwelling } }: ModelNotice) =>
    [dwelling.street, dwelling.postalCode, dwelling.municipality].join('|');
  return (
    a.landlord === b.landlord &&
    home(a) === home(b) &&
    agree(a.input.dwelling.apartmentNumber, b.input.dwelling.apartmentNumber) &&
    a.input.tenants.some((one) =>
      b.input.tenants.some(
        (other) =>
          one.name === other.name &&
          agree(one.personalIdentityNumber, other.personalIdentityNumber),
      ),
    )
  );
}

export function stands({ supersededBy }: ModelNotice): boolean {
  return supersededBy === null;
}

export function current({ versions }: ModelRecord): ModelVersion {
  const last = versions.at(-1);
  if (!last) throw new Error('A record has a version.');
  return last;
}

/** Whether a record lays a notice before Kronofogden: by its receipt number, else by a person that both name. */
function invokes(record: ModelRecord, notice: ModelNotice, of: ModelCase): boolean {
  const { input } = current(record);
  if (input.applicant !== notice.landlord) return false;
  const quoted = of.notices.find(
    (one) =>
      one.receipt.receiptNumber === input.noticeReceiptNumber && one.landlord === input.applicant,
  );
  if (quoted) return quoted === notice;
  const ended = endOf(record) === null ? null : (endTold(record) ?? current(record).at);
  return (
    stands(notice) &&
    (ended === null || notice.at <= ended) &&
    notice.input.tenants.some(({ name }) => input.defendants.some((one) => one.name === name))
  );
}

function reachedEnforcement({ input: { status, appliedOn } }: ModelVersion): boolean {
  return ENFORCED.includes(status) || (appliedOn !== null && !SUMMARY.includes(status));
}

/** Boards are told once eviction has been applied for at the enforcement stage, and not while it is summary. */
function isToldToBoards(versions: readonly ModelVersion[]): boolean {
  const last = versions.at(-1);
  return (
    last !== undefined && !SUMMARY.includes(last.input.status) && versions.some(reachedEnforcement)
  );
}

/** Whether the end of a record would tell that the eviction was carried out. */
function tellsOfExecution(versions: readonly ModelVersion[]): boolean {
  const last = versions.at(-1);
  const run = tail(versions, ({ input }) => [...ENDED, 'EXECUTED'].includes(input.status));
  return last?.input.executedOn != null || run.some(({ input }) => input.status === 'EXECUTED');
}

/** The day on which a record ended, for those who may read all of it. */
function endOf(record: ModelRecord): string | null {
  const { input } = current(record);
  if (input.closure) return input.closure.on;
  if (input.executedOn) return input.executedOn;
  const first = endTold(record);
  return first && civilDay(first);
}

/** When the status of a record was first told to be an end, if it is one. */
function endTold({ versions }: ModelRecord): Date | null {
  return earliestOf(tail(versions, ({ input }) => [...ENDED, 'EXECUTED'].includes(input.status)));
}

function firstSeen({ versions }: ModelRecord): Date {
  return earliestOf(versions) ?? new Date(0);
}

function lastRecoveryDay(notices: readonly ModelNotice[]): string | null {
  const days = notices.filter(stands).flatMap((notice) => recoveryDay(notice) ?? []);
  return days.sort().at(-1) ?? null;
}

import type { HeldRecord, Subject, SubjectValue, TextParties } from '../cases';
import { freeText, leftOut, told, toldParts } from '../cases';
import type { Keyring } from '../persistence';
import type { LocalDate } from '../shared';
import {
  recordSeal,
  type SealedAddress,
  type SealedColumn,
  type SealedContact,
  type SealedDefendant,
  type SealedTitle,
  type SealedValues,
} from './record-seals';
import type { StoredContent } from './stored-content';

/** A record as Kronofogden holds it; what it says of children is not read. */
export interface HeldEnforcementRecord extends Readonly<Record<SealedColumn, Buffer | null>> {
  readonly case_number: string;
  readonly case_id: string;
  readonly version: number;
  readonly authority: string;
  readonly board_id: string;
  readonly board_knows_since: Date | null;
  readonly first_recorded_at: Date;
  readonly recorded_at: Date;
  readonly status: string;
  readonly status_for_applicant: string;
  readonly status_for_board: string | null;
  readonly applied_on: LocalDate | null;
  readonly documents_received_on: LocalDate | null;
  readonly summary_applied_on: LocalDate | null;
  readonly summary_contested: boolean | null;
  readonly summary_contestation_sent_on: LocalDate | null;
  readonly summary_decided_on: LocalDate | null;
  readonly title_decided_on: LocalDate | null;
  readonly title_claim: string | null;
  readonly heard_on: LocalDate | null;
  readonly defendant_abroad: boolean | null;
  readonly eviction_on: LocalDate | null;
  readonly eviction_at: string | null;
  readonly eviction_notified_at: Date | null;
  readonly stay_decided_on: LocalDate | null;
  readonly stay_until: LocalDate | null;
  readonly stay_exceptional: boolean | null;
  readonly closure_kind: string | null;
  readonly closure_on: LocalDate | null;
  readonly closure_kind_for_board: string | null;
  readonly closure_on_for_board: LocalDate | null;
  readonly executed_on: LocalDate | null;
  readonly storage_ends_on: LocalDate | null;
  readonly municipality: string;
  readonly tenure: string;
  readonly room_count: string | null;
  readonly defendant_ids: readonly string[];
}

/** Persons and texts of a record or version, opened. */
interface Opened {
  readonly applicant: string;
  readonly defendants: readonly (SealedDefendant & Partial<SealedContact>)[];
  readonly address: SealedAddress;
  readonly title: SealedTitle | null;
  readonly reasons: string | null;
  readonly place: string | null;
}

const CHILDREN = [leftOut('childrenAffected', 'OSL-12-3'), leftOut('childrenCount', 'OSL-12-3')];

/** What Kronofogden may keep back from a board, and so does not count as told to it. @legalSource OSL-34-1 */
const NOT_NOTIFIED = [
  'heardOn',
  'stay.reasons',
  'executedOn',
  'childrenAffected',
  'storage',
  'defendant.contact',
].map((name) => leftOut(name, 'OSL-34-1'));

/** What a defendant is told of Kronofogden's record as it stands. `current` is the version that the record shows. */
export function recordForSubject(
  row: HeldEnforcementRecord,
  keyring: Keyring,
  subject: Subject,
  current: StoredContent | undefined,
): HeldRecord {
  const opened = openedRecord(row, keyring);
  const own = positionsIn(row, subject);
  const parties = partiesOf(opened, own, subject);
  return held('evictionRecord', row.case_id, row.recorded_at, [
    told('caseNumber', row.case_number),
    told('version', row.version),
    told('status', row.status),
    told('statusForApplicant', row.status_for_applicant),
    told('statusForBoard', row.status_for_board),
    told('board', row.board_id),
    told('boardKnowsSince', row.board_knows_since),
    told('firstRecordedAt', row.first_recorded_at),
    applicantOf(opened),
    ...defendantsOf(opened, own),
    ...dwellingOf(row, opened),
    told('appliedOn', row.applied_on),
    told('documentsReceivedOn', row.documents_received_on),
    ...toldParts('summaryCase', {
      appliedOn: row.summary_applied_on,
      contested: row.summary_contested,
      contestationSentOn: row.summary_contestation_sent_on,
      decidedOn: row.summary_decided_on,
    }),
    ...titleOf(opened, row.title_decided_on, row.title_claim, parties),
    told('heardOn', row.heard_on),
    abroad(row.defendant_abroad, parties),
    ...toldParts('evictionTime', {
      date: row.eviction_on,
      time: row.eviction_at,
      notifiedAt: row.eviction_notified_at,
    }),
    ...stayOf(row),
    reasonsOf(opened.reasons, current?.childrenAffected ?? null, parties),
    ...toldParts('closure', { kind: row.closure_kind, on: row.closure_on }),
    told('executedOn', row.executed_on),
    freeText('storage.place', opened.place, parties),
    told('storage.endsOn', row.storage_ends_on),
    ...CHILDREN,
  ]);
}

/** What a defendant is told of one version of Kronofogden's record. `own` are the positions at which it names the person. */
export function versionForSubject(
  caseId: string,
  recordedAt: Date,
  content: StoredContent,
  own: readonly number[],
  subject: Subject,
): HeldRecord {
  const { dwelling, summaryCase, title, evictionTime, stay, closure, storage } = content;
  const opened: Opened = {
    applicant: content.applicant,
    defendants: content.defendants,
    address: dwelling,
    title,
    reasons: stay?.reasons ?? null,
    place: storage?.place ?? null,
  };
  const parties = partiesOf(opened, own, subject);
  const { municipality, tenure, roomCount, boardId } = dwelling;
  return held('evictionRecordVersion', caseId, recordedAt, [
    told('caseNumber', content.caseNumber),
    told('version', content.version),
    told('noticeReceiptNumber', content.noticeReceiptNumber),
    told('status', content.status),
    told('board', boardId),
    applicantOf(opened),
    ...defendantsOf(opened, own),
    ...dwellingOf({ municipality, tenure, room_count: roomCount }, opened),
    told('appliedOn', content.appliedOn),
    told('documentsReceivedOn', content.documentsReceivedOn),
    ...toldParts('summaryCase', summaryCase && { ...summaryCase }),
    ...titleOf(opened, title?.decidedOn ?? null, title?.claim ?? null, parties),
    told('heardOn', content.heardOn),
    abroad(content.defendantAbroad, parties),
    ...toldParts('evictionTime', evictionTime && { ...evictionTime }),
    ...toldParts(
      'stay',
      stay && { decidedOn: stay.decidedOn, until: stay.until, exceptional: stay.exceptional },
    ),
    reasonsOf(opened.reasons, content.childrenAffected, parties),
    ...toldParts('closure', closure && { ...closure }),
    told('executedOn', content.executedOn),
    freeText('storage.place', opened.place, parties),
    told('storage.endsOn', storage?.endsOn),
    ...CHILDREN,
  ]);
}

/**
 * What a defendant is told of the record as the board was notified of it: what the law lets the board have without any condition.
 *
 * @legalSource UF-16-2-NOTIFY
 */
export function notificationForSubject(
  row: HeldEnforcementRecord,
  keyring: Keyring,
  subject: Subject,
): HeldRecord {
  const opened = openedRecord(row, keyring);
  const own = positionsIn(row, subject);
  const parties = partiesOf(opened, own, subject);
  const { title, applicant, address } = opened;
  const defendants = opened.defendants.map(({ name, personalIdentityNumber }) => ({
    name,
    personalIdentityNumber,
  }));
  const notified = { ...opened, title, applicant, address, defendants };
  return held('evictionNotification', row.case_id, row.board_knows_since ?? row.recorded_at, [
    told('caseNumber', row.case_number),
    told('status', row.status_for_board),
    applicantOf(notified),
    ...defendantsOf(notified, own),
    ...dwellingOf(row, notified),
    told('appliedOn', row.applied_on),
    told('documentsReceivedOn', row.documents_received_on),
    ...titleOf(notified, row.title_decided_on, row.title_claim, parties),
    ...toldParts('evictionTime', {
      date: row.eviction_on,
      time: row.eviction_at,
      notifiedAt: row.eviction_notified_at,
    }),
    ...stayOf(row),
    ...toldParts('closure', { kind: row.closure_kind_for_board, on: row.closure_on_for_board }),
    ...NOT_NOTIFIED,
  ]);
}

/** What an applicant who is a private person is told of the record: that and for what he or she applied, and nothing of the tenancy. */
export function recordForApplicant(row: HeldEnforcementRecord, keyring: Keyring): HeldRecord {
  return held('evictionRecord', row.case_id, row.board_knows_since ?? row.recorded_at, [
    told('caseNumber', row.case_number),
    told('applicant', openedRecord(row, keyring).applicant),
    told('appliedOn', row.applied_on),
    leftOut('tenancy', 'GDPR-12-15'),
  ]);
}

function held(
  kind: string,
  caseId: string,
  recordedAt: Date,
  fields: readonly SubjectValue[],
): HeldRecord {
  return { domain: 'enforcement', kind, caseId, recordedAt, fields };
}

function openedRecord(row: HeldEnforcementRecord, keyring: Keyring): Opened {
  const open = <C extends SealedColumn>(column: C): SealedValues[C] | null => {
    const envelope: Buffer | null = row[column];
    return envelope && keyring.open<SealedValues[C]>(envelope, recordSeal(row.case_number, column));
  };
  const contacts = open('sealed_defendant_contacts');
  const address = open('sealed_address');
  const applicant = open('sealed_applicant');
  if (address === null || applicant === null) throw new Error('A record is not whole.');
  return {
    applicant,
    address,
    defendants: (open('sealed_defendants') ?? []).map((defendant, position) => ({
      ...defendant,
      ...contacts?.[position],
    })),
    title: open('sealed_title'),
    reasons: open('sealed_stay_reasons'),
    place: open('sealed_storage_place'),
  };
}

function positionsIn(row: HeldEnforcementRecord, { personIds }: Subject): readonly number[] {
  return row.defendant_ids.flatMap((id, position) => (personIds.includes(id) ? position : []));
}

function partiesOf(
  { defendants }: Opened,
  own: readonly number[],
  { number }: Subject,
): TextParties {
  const names = (isOwn: boolean) =>
    defendants.flatMap(({ name }, position) => (own.includes(position) === isOwn ? name : []));
  return { own: [...names(true), number], others: names(false) };
}

/** The number of an applicant who is a private person is that person's identity number. */
function applicantOf({ applicant }: Opened): SubjectValue {
  return (applicant[2] ?? '') < '2'
    ? leftOut('applicant', 'GDPR-12-15')
    : told('applicant', applicant);
}

function defendantsOf({ defendants }: Opened, own: readonly number[]): readonly SubjectValue[] {
  return [
    ...own.flatMap((position) => toldParts('defendant', { ...defendants[position] })),
    ...(defendants.length > own.length ? [leftOut('otherDefendants', 'GDPR-12-15')] : []),
  ];
}

function dwellingOf(
  {
    municipality,
    tenure,
    room_count: roomCount,
  }: {
    readonly municipality: string;
    readonly tenure: string;
    readonly room_count: string | number | null;
  },
  { address: { street, postalCode, city, apartmentNumber } }: Opened,
): readonly SubjectValue[] {
  return toldParts('dwelling', {
    street,
    postalCode,
    city,
    apartmentNumber,
    municipality,
    roomCount,
    tenure,
  });
}

function titleOf(
  { title }: Opened,
  decidedOn: LocalDate | null,
  claim: string | null,
  parties: TextParties,
): readonly SubjectValue[] {
  return [
    freeText('title.kind', title?.kind ?? null, parties),
    told('title.decidedOn', decidedOn),
    freeText('title.ground', title?.ground ?? null, parties),
    told('title.claim', claim),
  ];
}

function stayOf(row: HeldEnforcementRecord): readonly SubjectValue[] {
  return toldParts('stay', {
    decidedOn: row.stay_decided_on,
    until: row.stay_until,
    exceptional: row.stay_exceptional,
  });
}

/** Of several defendants nobody can tell who is meant. */
function abroad(isAbroad: boolean | null, { others }: TextParties): SubjectValue {
  return isAbroad !== null && others.length > 0
    ? leftOut('defendantAbroad', 'GDPR-12-15')
    : told('defendantAbroad', isAbroad);
}

/** Illness and the like: told to the only defendant of a record that affects no child, since it is then about nobody else. */
function reasonsOf(
  reasons: string | null,
  childrenAffected: boolean | null,
  parties: TextParties,
): SubjectValue {
  if (reasons !== null && childrenAffected === true) return leftOut('stay.reasons', 'OSL-12-3');
  if (reasons !== null && parties.others.length > 0) return leftOut('stay.reasons', 'GDPR-12-15');
  return freeText('stay.reasons', reasons, parties);
}

import type { HeldRecord, Subject, SubjectValue } from '../cases';
import { freeText, leftOut, told, toldParts } from '../cases';
import type { Keyring } from '../persistence';
import { openedRecord, partiesOf, positionsIn } from './opened-record';
import type { HeldEnforcementRecord, Opened } from './opened-record';
import {
  abroad,
  applicantOf,
  defendantsOf,
  dwellingOf,
  reasonsOf,
  stayOf,
  titleOf,
} from './record-parts-for-subject';
import type { StoredContent } from './stored-content';

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

import type { HeldRecord, Sighting, Subject, SubjectAsked, SubjectSource } from '../cases';
import { consentsForSubject } from '../cases';
import type { Keyring, ReadingSession } from '../persistence';
import { subjectAccessRole } from '../persistence';
import { ENFORCEMENT_CONSENTS } from './consent.entity';
import { recordSeal, versionSeal, type SealedDefendant } from './record-seals';
import type { HeldEnforcementRecord } from './opened-record';
import {
  notificationForSubject,
  recordForApplicant,
  recordForSubject,
  versionForSubject,
} from './record-for-subject';
import type { StoredContent } from './stored-content';
import { namesOf, positionsOf } from './version-persons';

/** Records that name the person now, and records of which some version did. */
const CANDIDATES = `
  SELECT case_number, case_id, defendant_ids, sealed_defendants FROM enforcement.record
  WHERE case_number = ANY (ARRAY(SELECT t.source FROM cases.term t WHERE t.kind = 'PERSON_NUMBER' AND t.value = $1)
    || ARRAY(SELECT p.case_number FROM enforcement.version_person p WHERE p.number_index = $1))`;

const RECORD_COLUMNS = `
  case_number, case_id, version, authority, board_id, board_knows_since, first_recorded_at, recorded_at, status, status_for_applicant,
  status_for_board, applied_on, documents_received_on, summary_applied_on, summary_contested, summary_contestation_sent_on,
  summary_decided_on, title_decided_on, title_claim, heard_on, defendant_abroad, eviction_on, eviction_at, eviction_notified_at,
  stay_decided_on, stay_until, stay_exceptional, closure_kind, closure_on, closure_kind_for_board, closure_on_for_board,
  executed_on, storage_ends_on, municipality, tenure, room_count, defendant_ids, sealed_applicant, sealed_address, sealed_title,
  sealed_defendants, sealed_defendant_contacts, sealed_stay_reasons, sealed_storage_place`;

const ABOUT_DEFENDANT = `
  SELECT ${RECORD_COLUMNS} FROM enforcement.record WHERE case_id = ANY ($1) AND defendant_ids && $2::uuid[]`;
const OF_APPLICANT = `SELECT ${RECORD_COLUMNS} FROM enforcement.record WHERE applicant = $1`;

// The person may stand in an earlier version alone, and then the record itself is about others.
const VERSIONS = `
  SELECT v.case_number, v.version, v.recorded_at, v.sealed_content, r.case_id
  FROM enforcement.record_version v JOIN enforcement.record r ON r.case_number = v.case_number
  WHERE v.case_number = ANY ($1 || ARRAY(SELECT p.case_number FROM enforcement.version_person p WHERE p.number_index = $2))
  ORDER BY v.case_number, v.version`;

interface Candidate {
  readonly case_number: string;
  readonly case_id: string;
  readonly defendant_ids: readonly string[];
  readonly sealed_defendants: Buffer;
}

interface VersionRow {
  readonly case_number: string;
  readonly case_id: string;
  readonly version: number;
  readonly recorded_at: Date;
  readonly sealed_content: Buffer;
}

interface OpenedVersion {
  readonly row: VersionRow;
  readonly content: StoredContent;
}

/**
 * What Kronofogden pushed about a person, for Kronofogden every version of it, and for the board that it had to notify what was
 * told to the board.
 *
 * @legalSource GDPR-12-15
 * @legalSource UF-16-2-NOTIFY
 */
export class EnforcementSubjectSource implements SubjectSource {
  constructor(private readonly keyring: Keyring) {}

  async find(session: ReadingSession, asked: SubjectAsked): Promise<readonly Sighting[]> {
    const read = <T extends object>(name: string, sql: string, params: readonly unknown[]) =>
      session.as<T & Record<string, unknown>>(subjectAccessRole, `subject_${name}`, sql, params);
    const [rows, versions] = await Promise.all([
      read<Candidate>('records_find', CANDIDATES, [asked.numberIndex]),
      read<VersionRow>('record_versions', VERSIONS, [[], asked.numberIndex]),
    ]);
    const names = namesByRecord(this.opened(versions), asked.number);
    return rows.flatMap((row) => {
      const defendants = this.keyring.open<readonly SealedDefendant[]>(
        row.sealed_defendants,
        recordSeal(row.case_number, 'sealed_defendants'),
      );
      return positionsOf(defendants, asked.number, names.get(row.case_number)).flatMap((at) => {
        const personId = row.defendant_ids[at];
        return personId === undefined ? [] : { caseId: row.case_id, personId, shownNotice: null };
      });
    });
  }

  async records(session: ReadingSession, subject: Subject): Promise<readonly HeldRecord[]> {
    const read = <T extends object>(name: string, sql: string, params: readonly unknown[]) =>
      session.as<T & Record<string, unknown>>(subjectAccessRole, `subject_${name}`, sql, params);
    const { caseIds, personIds, asOrganisation, controller } = subject;
    const [about, applied] = await Promise.all([
      read<HeldEnforcementRecord>('records', ABOUT_DEFENDANT, [caseIds, personIds]),
      read<HeldEnforcementRecord>('records_applied', OF_APPLICANT, [asOrganisation]),
    ]);
    const own = about.filter(({ authority }) => authority === controller);
    const versions = await read<VersionRow>('record_versions', VERSIONS, [
      own.map((row) => row.case_number),
      subject.numberIndex,
    ]);
    const opened = this.opened(versions);
    const current = new Map(
      opened.map(({ row, content }) => [`${row.case_number} ${row.version}`, content]),
    );
    const known = new Set(about.map((row) => row.case_number));
    return [
      ...about.map((row) =>
        row.authority === controller
          ? recordForSubject(
              row,
              this.keyring,
              subject,
              current.get(`${row.case_number} ${row.version}`),
            )
          : notificationForSubject(row, this.keyring, subject),
      ),
      ...applied
        .filter((row) => !known.has(row.case_number))
        .map((row) => recordForApplicant(row, this.keyring)),
      ...versionsNaming(opened, subject),
      ...(await consentsForSubject(session, this.keyring, ENFORCEMENT_CONSENTS, subject)),
    ];
  }

  private opened(rows: readonly VersionRow[]): readonly OpenedVersion[] {
    return rows.map((row) => ({
      row,
      content: this.keyring.open<StoredContent>(
        row.sealed_content,
        versionSeal(row.case_number, row.version),
      ),
    }));
  }
}

/** The names under which the versions of each record name the person beside the number. */
function namesByRecord(
  versions: readonly OpenedVersion[],
  number: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byRecord = new Map<string, Set<string>>();
  for (const { row, content } of versions) {
    const names = byRecord.get(row.case_number) ?? new Set();
    byRecord.set(row.case_number, names);
    for (const name of namesOf(content.defendants, number)) names.add(name);
  }
  return byRecord;
}

/** The versions that name the person; one that gives no number is told apart by the names in those that do. */
function versionsNaming(
  versions: readonly OpenedVersion[],
  subject: Subject,
): readonly HeldRecord[] {
  const names = namesByRecord(versions, subject.number);
  return versions.flatMap(({ row, content }) => {
    const own = positionsOf(content.defendants, subject.number, names.get(row.case_number));
    return own.length === 0
      ? []
      : versionForSubject(row.case_id, row.recorded_at, content, own, subject);
  });
}

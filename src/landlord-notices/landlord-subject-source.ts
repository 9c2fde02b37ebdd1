import type { HeldRecord, Sighting, Subject, SubjectAsked, SubjectSource } from '../cases';
import type { Keyring, ReadingSession } from '../persistence';
import { subjectAccessRole } from '../persistence';
import { deferralForSubject, type HeldDeferral } from './deferral-for-subject';
import { noticeAboutTenant, noticeOfLandlord } from './notice-for-subject';
import { openEnvelope, type HeldNotice } from './notice-envelope';
import { settlementForSubject, type HeldSettlement } from './settlement-for-subject';

// Found by number in one way and by receipt number in another, since one OR of both could use neither index.
const CANDIDATES = `
  SELECT id, case_id, receipt_number, tenant_ids, sealed_tenant_numbers FROM landlord.notice
  WHERE case_id IN (SELECT case_id FROM cases.term WHERE kind = 'PERSON_NUMBER' AND value = $1)
  UNION
  SELECT id, case_id, receipt_number, tenant_ids, sealed_tenant_numbers FROM landlord.notice
  WHERE receipt_number = ANY ($2)`;

const NOTICE_COLUMNS = `
  id, case_id, landlord, board_id, invoked, receipt_number, receipt_jws, receipt_sha256, kind, category, tenure, municipality,
  room_count, claims, recovery_total, arrears_months, terminated_on, tenant_served, message_sent_at, message_channel, received_at, called_on_tenant_on, document_sha256,
  status, warnings, tenant_ids, supersedes, superseded_by, sealed_landlord_name, sealed_landlord_contact,
  sealed_landlord_reference, sealed_tenant_names, sealed_tenant_contacts, sealed_tenant_numbers, sealed_address, sealed_payment,
  sealed_ground, sealed_proof`;

const ABOUT_TENANT = `
  SELECT ${NOTICE_COLUMNS} FROM landlord.notice
  WHERE case_id = ANY ($1) AND (tenant_ids && $2::uuid[] OR id = ANY ($3::uuid[]))`;

const OF_LANDLORD = `
  SELECT ${NOTICE_COLUMNS} FROM landlord.notice WHERE landlord = $1 AND landlord <> $2`;

const SETTLEMENTS = `
  SELECT case_id, landlord, status, amount, settled_on, reported_at, superseded_at FROM landlord.settlement WHERE case_id = ANY ($1)`;

const DEFERRALS = `
  SELECT case_id, granted_on, until, granted_at, superseded_at FROM landlord.deferral WHERE case_id = ANY ($1)`;

type Candidate = Pick<
  HeldNotice,
  'id' | 'case_id' | 'receipt_number' | 'tenant_ids' | 'sealed_tenant_numbers'
>;

/**
 * What landlords sent about a person, for the landlord that sent it and for the board that received it.
 *
 * @legalSource GDPR-12-15
 */
export class LandlordSubjectSource implements SubjectSource {
  constructor(private readonly keyring: Keyring) {}

  async find(session: ReadingSession, asked: SubjectAsked): Promise<readonly Sighting[]> {
    const rows = await session.as<Candidate>(
      subjectAccessRole,
      'subject_notices_find',
      CANDIDATES,
      [asked.numberIndex, asked.receiptNumbers],
    );
    return rows.flatMap((row) => this.sightings(row, asked));
  }

  async records(session: ReadingSession, subject: Subject): Promise<readonly HeldRecord[]> {
    const { caseIds, personIds, shownNotices, asOrganisation, controller } = subject;
    const read = <T extends object>(name: string, sql: string, params: readonly unknown[]) =>
      session.as<T>(subjectAccessRole, `subject_${name}`, sql, params);
    const [tenancies, sent, settlements, deferrals] = await Promise.all([
      read<HeldNotice>('notices', ABOUT_TENANT, [caseIds, personIds, shownNotices]),
      read<HeldNotice>('notices_sent', OF_LANDLORD, [asOrganisation, controller]),
      read<HeldSettlement>('settlements', SETTLEMENTS, [caseIds]),
      read<HeldDeferral>('deferrals', DEFERRALS, [caseIds]),
    ]);
    const about = new Set(tenancies.map(({ id }) => id));
    return [
      ...tenancies.map((row) => noticeAboutTenant(row, this.keyring, subject)),
      ...sent.filter(({ id }) => !about.has(id)).map((row) => noticeOfLandlord(row, this.keyring)),
      ...settlements.map(settlementForSubject),
      ...deferrals.map(deferralForSubject),
    ];
  }

  /**
   * A notice whose tenants all have other numbers is about other persons, whoever shows its receipt number; one with several
   * tenants without a number is about one of them, and nobody can tell which.
   */
  private sightings(row: Candidate, asked: SubjectAsked): readonly Sighting[] {
    const { case_id: caseId, tenant_ids: ids } = row;
    const numbers = openEnvelope(this.keyring, row, 'tenant_numbers') ?? [];
    const found = ids.filter((_id, position) => numbers[position] === asked.number);
    if (found.length > 0) {
      return found.map((personId) => ({ caseId, personId, shownNotice: null }));
    }
    if (!asked.receiptNumbers.includes(row.receipt_number)) return [];
    const numberless = ids.filter((_id, position) => numbers[position] == null);
    const [only, ...others] = numberless;
    if (only === undefined) return [];
    return [{ caseId, personId: others.length === 0 ? only : null, shownNotice: row.id }];
  }
}

import type { HeldRecord, Sighting, Subject, SubjectAsked, SubjectSource } from '../cases';
import { told } from '../cases';
import type { ReadingSession } from '../persistence';
import { subjectAccessRole } from '../persistence';

const BY_NUMBER = `
  SELECT case_id AS "caseId", person_id AS "personId", NULL AS "shownNotice" FROM retention.person WHERE number_index = $1`;

/** A receipt shown finds its proof; the person is known where the notice named nobody else. */
const BY_RECEIPT = `
  SELECT p.case_id AS "caseId", p.notice_id AS "shownNotice",
    (SELECT CASE WHEN count(*) = 1 THEN (array_agg(k.person_id))[1] END FROM retention.person k
      WHERE k.case_id = p.case_id AND k.controller IN (p.landlord, p.board_id) AND k.number_index IS NULL) AS "personId"
  FROM retention.proof p WHERE p.receipt_number = ANY ($1::text[])`;

const PROOFS = `
  SELECT p.case_id, p.received_at, p.receipt_number, p.board_id, p.document_sha256, p.message_sent_at, p.message_channel, p.keep_until
  FROM retention.proof p WHERE p.notice_id = ANY ($2::uuid[])
    OR EXISTS (SELECT FROM retention.person k WHERE k.case_id = p.case_id AND k.person_id = ANY ($1::uuid[]))`;

const PERSONS = `
  SELECT k.case_id, t.received_at, k.number_index IS NOT NULL AS numbered FROM retention.person k,
    LATERAL (SELECT coalesce(max(p.received_at), 'epoch') AS received_at FROM retention.proof p WHERE p.case_id = k.case_id) t
  WHERE k.person_id = ANY ($1::uuid[])`;

interface HeldProof {
  readonly case_id: string;
  readonly received_at: Date;
  readonly receipt_number: string;
  readonly board_id: string;
  readonly document_sha256: string | null;
  readonly message_sent_at: Date | null;
  readonly message_channel: string;
  readonly keep_until: string;
}

interface HeldPerson {
  readonly case_id: string;
  readonly received_at: Date;
  readonly numbered: boolean;
}

/**
 * What is left about a person after the hub's record of a case went: proofs of receipt, and the key by which the board's file and
 * consents are still found.
 *
 * @legalSource GDPR-12-15
 */
export const retentionSubjectSource: SubjectSource = {
  find: async (session: ReadingSession, asked: SubjectAsked): Promise<readonly Sighting[]> => {
    const found = await Promise.all([
      session.as<Sighting & Record<string, unknown>>(
        subjectAccessRole,
        'subject_kept_number',
        BY_NUMBER,
        [asked.numberIndex],
      ),
      session.as<Sighting & Record<string, unknown>>(
        subjectAccessRole,
        'subject_kept_receipt',
        BY_RECEIPT,
        [asked.receiptNumbers],
      ),
    ]);
    return found.flat();
  },
  records: async (session: ReadingSession, subject: Subject): Promise<readonly HeldRecord[]> => {
    const { personIds, shownNotices } = subject;
    const proofs = await session.as<HeldProof & Record<string, unknown>>(
      subjectAccessRole,
      'subject_proof',
      PROOFS,
      [personIds, shownNotices],
    );
    const persons = await session.as<HeldPerson & Record<string, unknown>>(
      subjectAccessRole,
      'subject_kept_person',
      PERSONS,
      [personIds],
    );
    return [
      ...proofs.map((row) => ({
        domain: 'retention',
        kind: 'proofOfReceipt',
        caseId: row.case_id,
        recordedAt: row.received_at,
        fields: [
          told('receiptNumber', row.receipt_number),
          told('board', row.board_id),
          told('documentSha256', row.document_sha256),
          told('messageSentAt', row.message_sent_at),
          told('messageChannel', row.message_channel),
          told('keptUntil', row.keep_until),
        ],
      })),
      ...persons.map((row) => ({
        domain: 'retention',
        kind: 'keptPerson',
        caseId: row.case_id,
        recordedAt: row.received_at,
        fields: [
          told(
            'held',
            row.numbered
              ? 'the identity number, as a blind index'
              : 'that the person was named, without a number',
          ),
        ],
      })),
    ];
  },
};

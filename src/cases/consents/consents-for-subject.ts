import type { Keyring, ReadingSession } from '../../persistence';
import { subjectAccessRole } from '../../persistence';
import type { LocalDate } from '../../shared';
import type { HeldRecord, Subject } from '../subject';
import { freeText } from '../subject-free-text';
import { told } from '../subject-values';
import { evidenceSeal, type ConsentDomain } from './consent.entity';

interface HeldConsent {
  readonly id: string;
  readonly case_id: string;
  readonly field_group: string;
  readonly recipient: string;
  readonly purpose: string;
  readonly valid_from: LocalDate;
  readonly valid_to: LocalDate;
  readonly recorded_at: Date;
  readonly revoked_at: Date | null;
  readonly sealed_evidence: Buffer;
}

/**
 * The consents that a person gave to one authority, those that ran out or were taken back included.
 *
 * @legalSource GDPR-12-15
 */
export async function consentsForSubject(
  session: ReadingSession,
  keyring: Keyring,
  domain: ConsentDomain,
  subject: Subject,
): Promise<readonly HeldRecord[]> {
  const [schema = ''] = domain.table.split('.');
  const rows = await session.as<HeldConsent & Record<string, unknown>>(
    subjectAccessRole,
    `subject_${schema}_consents`,
    `SELECT id, case_id, field_group, recipient, purpose, valid_from, valid_to, recorded_at, revoked_at, sealed_evidence
     FROM ${domain.table} WHERE case_id = ANY ($1) AND person_id = ANY ($2)`,
    [subject.caseIds, subject.personIds],
  );
  return rows.map((row) => ({
    domain: schema,
    kind: 'consent',
    caseId: row.case_id,
    recordedAt: row.recorded_at,
    fields: [
      told('fieldGroup', row.field_group),
      told('recipient', row.recipient),
      told('purpose', row.purpose),
      told('validFrom', row.valid_from),
      told('validTo', row.valid_to),
      told('revokedAt', row.revoked_at),
      freeText(
        'evidence',
        keyring.open<string>(row.sealed_evidence, evidenceSeal(domain, row.id)),
        { own: [subject.number], others: [] },
      ),
    ],
  }));
}

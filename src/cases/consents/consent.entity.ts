import { Column, PrimaryColumn } from 'typeorm';
import type { ConsentGroup } from '../../disclosure';
import type { WriterRole } from '../../persistence';
import type { Agency, LocalDate, Purpose } from '../../shared';

/**
 * A consent in the store of the authority that obtained it; each such domain has a table of its own, with a column for the owner.
 *
 * @legalSource OSL-12-2
 */
export abstract class ConsentRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  /** The hub's own key of the case, never shown to anybody. */
  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** The board or authority that recorded the consent, as the store names it. */
  abstract readonly owner: string;

  @Column({ name: 'person_id', type: 'uuid' })
  readonly personId!: string;

  @Column({ name: 'field_group', type: 'text' })
  readonly fieldGroup!: ConsentGroup;

  @Column({ type: 'text' })
  readonly recipient!: Agency;

  @Column({ type: 'text' })
  readonly purpose!: Purpose;

  /** First day on which the consent holds. */
  @Column({ name: 'valid_from', type: 'date' })
  readonly validFrom!: LocalDate;

  /** Last day on which the consent holds. */
  @Column({ name: 'valid_to', type: 'date' })
  readonly validTo!: LocalDate;

  /** Instant at which the consent was recorded. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;

  /** Instant at which the consent was taken back; null while it was not. */
  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  readonly revokedAt!: Date | null;

  /** Envelope of how the consent was given. */
  @Column({ name: 'sealed_evidence', type: 'bytea' })
  readonly sealedEvidence!: Buffer;
}

/** Where one domain keeps its consents. */
export interface ConsentDomain {
  /** `social.consent` */
  readonly table: string;
  readonly entity: new () => ConsentRow;
  /** The role that writes it. */
  readonly role: WriterRole;
}

/** Where the envelope of a consent's evidence lies; it opens nowhere else. */
export function evidenceSeal({ table }: ConsentDomain, id: string): string {
  return `${table}/${id}/evidence`;
}

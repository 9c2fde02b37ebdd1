import { Column, Entity } from 'typeorm';
import { SupersededEntry } from './board-entry.entity';

/**
 * A board's statement whether a person of the case has a protected identity; a new one supersedes the one before.
 *
 * @swedish skyddade personuppgifter
 * @legalSource OSL-22-2
 */
@Entity({ schema: 'social', name: 'protection' })
export class ProtectionRow extends SupersededEntry {
  @Column({ name: 'person_id', type: 'uuid' })
  readonly personId!: string;

  @Column({ type: 'boolean' })
  readonly protected!: boolean;

  /** Envelope of the reason. */
  @Column({ name: 'sealed_reason', type: 'bytea' })
  readonly sealedReason!: Buffer;
}

/** Where the envelope of a statement's reason lies; it opens nowhere else. */
export function reasonSeal(id: string): string {
  return `social.protection/${id}/reason`;
}

import { Column, Entity } from 'typeorm';
import type { LocalDate } from '../shared';
import { BoardEntry } from './board-entry.entity';

/**
 * The board's written undertaking to one landlord to answer for the rent; never changed, and never taken back.
 *
 * @swedish åtagande att svara för hyran
 * @legalSource JB-12-44-UNDERTAKING
 */
@Entity({ schema: 'social', name: 'rent_undertaking' })
export class RentUndertakingRow extends BoardEntry {
  /** The landlord that was told, as the store names it. */
  @Column({ type: 'text' })
  readonly landlord!: string;

  /** The landlord's notices that it answers. */
  @Column({ name: 'notice_ids', type: 'uuid', array: true })
  readonly noticeIds!: readonly string[];

  /** Last day to recover as it stood when the landlord was told; null while the three weeks had not started. */
  @Column({ name: 'recovery_ends_on', type: 'date', nullable: true })
  readonly recoveryEndsOn!: LocalDate | null;

  /** The signed document as it was issued. */
  @Column({ type: 'text' })
  readonly jws!: string;

  /** Salted SHA-256 of its text, in lower-case hexadecimal. */
  @Column({ name: 'content_sha256', type: 'text' })
  readonly contentSha256!: string;
}

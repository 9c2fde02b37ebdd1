import { Column, Entity } from 'typeorm';
import { SupersededEntry } from './board-entry.entity';

/**
 * That a board has taken a case on, and who is responsible; one row for each caseworker that the case has had.
 *
 * @swedish socialnämndens ärende
 * @legalSource SOL-14-2-OPEN
 * @legalSource OSL-26-1
 */
@Entity({ schema: 'social', name: 'social_case' })
export class SocialCaseRow extends SupersededEntry {
  /** Instant at which the board first took the case on; the same in every row of a case. */
  @Column({ name: 'opened_at', type: 'timestamptz' })
  readonly openedAt!: Date;

  /** Envelope of id, name, telephone and e-mail address of the caseworker. */
  @Column({ name: 'sealed_caseworker', type: 'bytea' })
  readonly sealedCaseworker!: Buffer;

  /** Envelope of the board's reference to its personal file (personakt); null if it gave none. */
  @Column({ name: 'sealed_journal_reference', type: 'bytea', nullable: true })
  readonly sealedJournalReference!: Buffer | null;
}

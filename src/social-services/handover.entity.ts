import { Column, Entity } from 'typeorm';
import { BoardEntry } from './board-entry.entity';

/**
 * That a board handed a case on to another one, and why; one row for each time.
 *
 * @swedish överlämnande till annan nämnd
 * @legalSource SOL-29-1-RESP
 * @legalSource SOL-14-3-DOC
 */
@Entity({ schema: 'social', name: 'handover' })
export class HandoverRow extends BoardEntry {
  /** Public id of the board to which the case went. */
  @Column({ name: 'to_board', type: 'text' })
  readonly toBoard!: string;

  /** Whom the notices named that went with the case; the board's own record is about them. */
  @Column({ name: 'person_ids', type: 'uuid', array: true })
  readonly personIds!: string[];

  /** Blind indexes of their identity numbers in the same order; null where none was given. */
  @Column({ name: 'number_indexes', type: 'bytea', array: true })
  readonly numberIndexes!: (Buffer | null)[];

  /** Numbers on the receipts of those notices. */
  @Column({ name: 'receipt_numbers', type: 'text', array: true })
  readonly receiptNumbers!: string[];

  /** Envelope of the reason, which stays with the board that gave it. */
  @Column({ name: 'sealed_reason', type: 'bytea' })
  readonly sealedReason!: Buffer;
}

/** Where the envelope of a reason lies; it opens nowhere else. */
export function handoverSeal(id: string): string {
  return `social.handover/${id}/reason`;
}

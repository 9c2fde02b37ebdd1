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

  /** Envelope of the reason, which stays with the board that gave it. */
  @Column({ name: 'sealed_reason', type: 'bytea' })
  readonly sealedReason!: Buffer;
}

/** Where the envelope of a reason lies; it opens nowhere else. */
export function handoverSeal(id: string): string {
  return `social.handover/${id}/reason`;
}

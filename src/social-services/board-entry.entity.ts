import { Column, PrimaryColumn } from 'typeorm';

/** What every entry of a board has; each row belongs to one board, and no other organisation may see it. */
export abstract class BoardEntry {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  /** The hub's own key of the case, never shown to anybody. */
  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** Public id of the board that made the entry. */
  @Column({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  /** Instant at which the entry was made. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;
}

/** An entry of which one at a time holds: a new one closes the one before and changes nothing else in it. */
export abstract class SupersededEntry extends BoardEntry {
  /** Instant at which the entry ceased to hold; null for the one that holds. */
  @Column({ name: 'superseded_at', type: 'timestamptz', nullable: true })
  readonly supersededAt!: Date | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Keyring } from '../persistence';
import type { LocalDate } from '../shared';
import { Agency } from '../shared';

/** What one party has written about a case for one meeting; nothing is changed or taken back. */
@Entity({ schema: 'collaboration', name: 'meeting_input' })
export class MeetingInputRow {
  @PrimaryColumn({ type: 'uuid' })
  readonly id!: string;

  /** The hub's case. */
  @Column({ name: 'case_id', type: 'uuid' })
  readonly caseId!: string;

  /** The board whose meeting it is. */
  @Column({ name: 'board_id', type: 'text' })
  readonly boardId!: string;

  /** The first day of the meeting's month. */
  @Column({ type: 'date' })
  readonly month!: LocalDate;

  /** The agency of its author. */
  @Column({ name: 'written_by', type: 'text' })
  readonly writtenBy!: Agency;

  /** The author as the store names it. */
  @Column({ type: 'text' })
  readonly author!: string;

  /** Instant at which it was written. */
  @Column({ name: 'recorded_at', type: 'timestamptz' })
  readonly recordedAt!: Date;

  @Column({ name: 'sealed_text', type: 'bytea' })
  readonly sealedText!: Buffer;
}

/** Seals the text of an input for its own row, so that it cannot be moved to another. */
export function sealText(keyring: Keyring, rowId: string, text: string): Buffer {
  return keyring.seal(text, textOf(rowId));
}

/** Opens what {@link sealText} has sealed. */
export function openText(keyring: Keyring, rowId: string, envelope: Buffer): string {
  return keyring.open<string>(envelope, textOf(rowId));
}

function textOf(rowId: string): string {
  return `collaboration.meeting_input/${rowId}/text`;
}

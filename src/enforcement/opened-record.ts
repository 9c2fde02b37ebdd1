import type { Subject, TextParties } from '../cases';
import type { Keyring } from '../persistence';
import type { LocalDate } from '../shared';
import {
  recordSeal,
  type SealedAddress,
  type SealedColumn,
  type SealedContact,
  type SealedDefendant,
  type SealedTitle,
  type SealedValues,
} from './record-seals';

/** A record as Kronofogden holds it; what it says of children is not read. */
export interface HeldEnforcementRecord extends Readonly<Record<SealedColumn, Buffer | null>> {
  readonly case_number: string;
  readonly case_id: string;
  readonly version: number;
  readonly authority: string;
  readonly board_id: string;
  readonly board_knows_since: Date | null;
  readonly first_recorded_at: Date;
  readonly recorded_at: Date;
  readonly status: string;
  readonly status_for_applicant: string;
  readonly status_for_board: string | null;
  readonly applied_on: LocalDate | null;
  readonly documents_received_on: LocalDate | null;
  readonly summary_applied_on: LocalDate | null;
  readonly summary_contested: boolean | null;
  readonly summary_contestation_sent_on: LocalDate | null;
  readonly summary_decided_on: LocalDate | null;
  readonly title_decided_on: LocalDate | null;
  readonly title_claim: string | null;
  readonly heard_on: LocalDate | null;
  readonly defendant_abroad: boolean | null;
  readonly eviction_on: LocalDate | null;
  readonly eviction_at: string | null;
  readonly eviction_notified_at: Date | null;
  readonly stay_decided_on: LocalDate | null;
  readonly stay_until: LocalDate | null;
  readonly stay_exceptional: boolean | null;
  readonly closure_kind: string | null;
  readonly closure_on: LocalDate | null;
  readonly closure_kind_for_board: string | null;
  readonly closure_on_for_board: LocalDate | null;
  readonly executed_on: LocalDate | null;
  readonly storage_ends_on: LocalDate | null;
  readonly municipality: string;
  readonly tenure: string;
  readonly room_count: string | null;
  readonly defendant_ids: readonly string[];
}

/** Persons and texts of a record or version, opened. */
export interface Opened {
  readonly applicant: string;
  readonly defendants: readonly (SealedDefendant & Partial<SealedContact>)[];
  readonly address: SealedAddress;
  readonly title: SealedTitle | null;
  readonly reasons: string | null;
  readonly place: string | null;
}

/** Opens the envelopes of a record. @throws Error when one that every record has is not there */
export function openedRecord(row: HeldEnforcementRecord, keyring: Keyring): Opened {
  const open = <C extends SealedColumn>(column: C): SealedValues[C] | null => {
    const envelope: Buffer | null = row[column];
    return envelope && keyring.open<SealedValues[C]>(envelope, recordSeal(row.case_number, column));
  };
  const contacts = open('sealed_defendant_contacts');
  const address = open('sealed_address');
  const applicant = open('sealed_applicant');
  if (address === null || applicant === null) throw new Error('A record is not whole.');
  return {
    applicant,
    address,
    defendants: (open('sealed_defendants') ?? []).map((defendant, position) => ({
      ...defendant,
      ...contacts?.[position],
    })),
    title: open('sealed_title'),
    reasons: open('sealed_stay_reasons'),
    place: open('sealed_storage_place'),
  };
}

/** The positions at which a record names a person among its defendants. */
export function positionsIn(row: HeldEnforcementRecord, { personIds }: Subject): readonly number[] {
  return row.defendant_ids.flatMap((id, position) => (personIds.includes(id) ? position : []));
}

/** Whom texts of a record may name: the person, and the other defendants. */
export function partiesOf(
  { defendants }: Opened,
  own: readonly number[],
  { number }: Subject,
): TextParties {
  const names = (isOwn: boolean) =>
    defendants.flatMap(({ name }, position) => (own.includes(position) === isOwn ? name : []));
  return { own: [...names(true), number], others: names(false) };
}

import type { Keyring } from '../persistence';
import type { AttendanceContact } from './attendance.entity';
import type { ValidCaseworker } from './validate-caseworker';

/** The envelopes of a board’s entries, each bound to its row, so that none can be moved to another. */
export class SealedEntry {
  constructor(private readonly keyring: Keyring) {}

  sealCaseworker(rowId: string, caseworker: ValidCaseworker): Buffer {
    const { id, name, phone, email } = caseworker;
    return this.keyring.seal({ id, name, phone, email }, caseworkerOf(rowId));
  }

  openCaseworker(rowId: string, envelope: Buffer): ValidCaseworker {
    return this.keyring.open<ValidCaseworker>(envelope, caseworkerOf(rowId));
  }

  sealConfirming(rowId: string, caseworker: ValidCaseworker): Buffer {
    const { id, name, phone, email } = caseworker;
    return this.keyring.seal({ id, name, phone, email }, confirmingOf(rowId));
  }

  openConfirming(rowId: string, envelope: Buffer): ValidCaseworker {
    return this.keyring.open<ValidCaseworker>(envelope, confirmingOf(rowId));
  }

  sealContact(rowId: string, { name, phone }: AttendanceContact): Buffer {
    return this.keyring.seal({ name, phone }, contactOf(rowId));
  }

  openContact(rowId: string, envelope: Buffer): AttendanceContact {
    return this.keyring.open<AttendanceContact>(envelope, contactOf(rowId));
  }

  sealJournalReference(rowId: string, reference: string): Buffer {
    return this.keyring.seal(reference, journalReferenceOf(rowId));
  }

  openJournalReference(rowId: string, envelope: Buffer): string {
    return this.keyring.open<string>(envelope, journalReferenceOf(rowId));
  }
}

function caseworkerOf(rowId: string): string {
  return `social.social_case/${rowId}/caseworker`;
}

function confirmingOf(rowId: string): string {
  return `social.eviction_confirmation/${rowId}/caseworker`;
}

function contactOf(rowId: string): string {
  return `social.attendance/${rowId}/contact`;
}

function journalReferenceOf(rowId: string): string {
  return `social.social_case/${rowId}/journal_reference`;
}

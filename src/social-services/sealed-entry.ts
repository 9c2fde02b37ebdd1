import type { Keyring } from '../persistence';
import type { ValidCaseworker } from './validate-caseworker';

/** The two envelopes of a social case, each bound to its row, so that none can be moved to another. */
export class SealedEntry {
  constructor(private readonly keyring: Keyring) {}

  sealCaseworker(rowId: string, caseworker: ValidCaseworker): Buffer {
    const { id, name, phone, email } = caseworker;
    return this.keyring.seal({ id, name, phone, email }, caseworkerOf(rowId));
  }

  openCaseworker(rowId: string, envelope: Buffer): ValidCaseworker {
    return this.keyring.open<ValidCaseworker>(envelope, caseworkerOf(rowId));
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

function journalReferenceOf(rowId: string): string {
  return `social.social_case/${rowId}/journal_reference`;
}

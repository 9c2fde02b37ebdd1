import type { Terms } from '../cases';
import type { BlindIndexer, Keyring } from '../persistence';
import { versionSeal } from './record-seals';
import type { RecordVersion } from './record-version.entity';
import { contentText, toStored } from './stored-content';
import type { ValidEvictionRecord } from './validate-eviction-record';

/** What makes values blind and sealed. */
interface Cover {
  readonly indexer: BlindIndexer;
  readonly keyring: Keyring;
  readonly terms: Terms;
}

/** A version with the blind identity numbers of the defendants that it names, by which a person's versions are found again. */
export type PushedVersion = RecordVersion & { readonly personIndexes: readonly Buffer[] };

/** A pushed record as the version that is kept of it. */
export function recordVersion(
  record: ValidEvictionRecord,
  recordedAt: Date,
  { indexer, keyring, terms }: Cover,
): PushedVersion {
  const { caseNumber, version, noticeReceiptNumber } = record;
  const numbers = record.defendants.flatMap(
    ({ personalIdentityNumber }) => personalIdentityNumber ?? [],
  );
  return {
    caseNumber,
    version,
    recordedAt,
    status: record.status,
    appliedOn: record.appliedOn,
    evictionOn: record.evictionTime?.date ?? null,
    evictionAt: record.evictionTime?.time ?? null,
    executedOn: record.executedOn,
    receiptIndex: noticeReceiptNumber === null ? null : terms.receipt(noticeReceiptNumber),
    contentIndex: indexer.blindIndex('eviction-record', contentText(record)),
    sealedContent: keyring.seal(toStored(record), versionSeal(caseNumber, version)),
    personIndexes: [...new Set(numbers)].map((number) => terms.personNumber(number)),
  };
}

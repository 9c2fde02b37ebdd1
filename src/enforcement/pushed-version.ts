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

/** A pushed record as the version that is kept of it. */
export function recordVersion(
  record: ValidEvictionRecord,
  recordedAt: Date,
  { indexer, keyring, terms }: Cover,
): RecordVersion {
  const { caseNumber, version, noticeReceiptNumber } = record;
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
  };
}

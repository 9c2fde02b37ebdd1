import type { Problem } from '../shared';
import { Problems } from '../shared';
import type { PlacedRecord } from './placed-record';
import { PushOutcome } from './push-eviction-records.type';
import { pushOutcome } from './push-outcome';
import type { PushedVersion } from './pushed-version';
import type { RecordState } from './record-state';
import { stateOf } from './record-state';
import type { HeldRecord, HeldRecordVersion } from './record-store';
import type { RecordWarning } from './record-warnings';
import { recordWarnings } from './record-warnings';
import type { ValidEvictionRecord } from './validate-eviction-record';
import type { CheckedRecord } from './validate-push';

/** A record that a push has given at least one version more. */
export interface TouchedRecord {
  /** As it was; null for a new one. */
  readonly before: PlacedRecord | null;
  readonly state: RecordState;
  readonly added: readonly PushedVersion[];
  /** Receipt numbers, blind, from the current version downward; those of before, too. */
  readonly receipts: readonly (Buffer | null)[];
  readonly receiptsBefore: readonly (Buffer | null)[];
}

/** The verdict on each record of a push, in its order, and the records that it changes. */
export interface PushJudgement {
  readonly results: readonly {
    readonly outcome: PushOutcome;
    readonly problems: readonly Problem[];
    readonly warnings: readonly RecordWarning[];
  }[];
  readonly touched: readonly TouchedRecord[];
}

/** A record while the items of a push are applied to it one after the other. */
interface Draft {
  readonly before: PlacedRecord | null;
  readonly versions: HeldRecordVersion[];
  readonly added: PushedVersion[];
  content: ValidEvictionRecord;
}

/**
 * Judges the records of a push in the order of the list, several versions of one record after each other; every version that is
 * not held yet is kept, an older one too.
 *
 * @legalSource UF-16-2-NOTIFY
 */
export function judgePush(
  records: readonly CheckedRecord[],
  held: ReadonlyMap<string, HeldRecord>,
  versionOf: (record: ValidEvictionRecord) => PushedVersion,
): PushJudgement {
  const drafts = new Map<string, Draft>();
  const results = records.map((checked) => {
    if (!('record' in checked)) {
      return { outcome: PushOutcome.REJECTED, problems: checked.problems, warnings: [] };
    }
    const { index, record } = checked;
    const draft = drafts.get(record.caseNumber) ?? draftOf(held.get(record.caseNumber), record);
    drafts.set(record.caseNumber, draft);
    const pushed = versionOf(record);
    const outcome = pushOutcome(draft.versions, pushed);
    if (outcome === PushOutcome.REJECTED) {
      const problems = new Problems(`records.${index}`);
      problems.add('version', 'VERSION_CONFLICT');
      return { outcome, problems: problems.list, warnings: [] };
    }
    const before = draft.versions.length === 0 ? null : draft.content;
    if (draft.versions.every(({ version }) => version !== pushed.version)) {
      draft.versions.push(pushed);
      draft.added.push(pushed);
    }
    if (outcome !== PushOutcome.CREATED && outcome !== PushOutcome.UPDATED)
      return { outcome, problems: [], warnings: [] };
    draft.content = record;
    return { outcome, problems: [], warnings: recordWarnings(record, before, `records.${index}`) };
  });
  return { results, touched: [...drafts.values()].flatMap(touchedBy) };
}

function draftOf(held: HeldRecord | undefined, record: ValidEvictionRecord): Draft {
  return {
    before: held?.placed ?? null,
    versions: [...(held?.versions ?? [])],
    added: [],
    content: held?.placed.state.content ?? record,
  };
}

function touchedBy({ before, versions, added, content }: Draft): readonly TouchedRecord[] {
  if (added.length === 0) return [];
  const chain = versions.toSorted((a, b) => a.version - b.version);
  const isAdded = new Set(added.map(({ version }) => version));
  const receiptsBefore = receiptsOf(chain.filter(({ version }) => !isAdded.has(version)));
  const state = stateOf(chain, content);
  return [{ before, state, added, receipts: receiptsOf(chain), receiptsBefore }];
}

function receiptsOf(chain: readonly HeldRecordVersion[]): readonly (Buffer | null)[] {
  return chain.map(({ receiptIndex }) => receiptIndex).reverse();
}

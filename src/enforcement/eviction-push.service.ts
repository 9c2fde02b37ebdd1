import type { DataSource } from 'typeorm';
import type {
  CaseLedger,
  Idempotency,
  Matching,
  Term,
  Terms,
  Written,
  WrittenByCase,
} from '../cases';
import { checkContext, readerKey } from '../cases';
import type { Caller } from '../identity';
import type { BlindIndexer, Keyring, WriteTransaction } from '../persistence';
import { answered, runWrite } from '../persistence';
import type { Clock, Problem } from '../shared';
import { groupBy, Problems } from '../shared';
import { assignCases } from './case-assignment';
import type { PlacedRecord } from './placed-record';
import { keepsPlace } from './placing';
import type { PushEvictionRecordsInput } from './push-eviction-records.input';
import { PushOutcome } from './push-eviction-records.type';
import type { TouchedRecord } from './push-judgement';
import { judgePush } from './push-judgement';
import { recordVersion } from './pushed-version';
import type { RecordStore } from './record-store';
import { writtenBy } from './record-written';
import type { RecordWarning } from './record-warnings';
import type { CheckedPush } from './validate-push';
import { validatePush } from './validate-push';

/** What became of one pushed record. */
export interface PushAnswer {
  /** As it was pushed. */
  readonly caseNumber: string;
  readonly outcome: PushOutcome;
  /** Empty unless it was rejected. */
  readonly problems: readonly Problem[];
  /** What is odd in a version that was taken in as the current one. */
  readonly warnings: readonly RecordWarning[];
}

/** Kept with the idempotency key; case numbers are not, since a faulty one may be anything. */
interface PushOutcomes {
  readonly results: readonly Omit<PushAnswer, 'caseNumber'>[];
}

/** What a push writes through. */
export interface EvictionPushParts {
  readonly store: DataSource;
  readonly records: RecordStore;
  readonly ledger: CaseLedger;
  readonly matching: Matching;
  readonly terms: Terms;
  readonly idempotency: Idempotency;
  readonly indexer: BlindIndexer;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

/**
 * Takes in Kronofogden's eviction records: one transaction for the whole call, so that a call is there wholly or not at all.
 *
 * @legalSource UF-16-2-NOTIFY
 * @legalSource OSL-10-28
 */
export class EvictionPush {
  constructor(private readonly parts: EvictionPushParts) {}

  /**
   * Takes in 1 to 2 000 records and answers each for itself, in the order given.
   *
   * @throws BadUserInputError when key or number of records is faulty; a faulty record spoils itself alone
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async push(caller: Caller, input: PushEvictionRecordsInput): Promise<readonly PushAnswer[]> {
    const now = this.parts.clock.now();
    const problems = new Problems('input');
    const checked = validatePush(input, problems, checkContext(now));
    problems.throwIfAny();
    if (!checked) throw new TypeError('A push without problems has a normal form.');
    const { results } = await runWrite(this.parts.store, (tx) =>
      this.write(tx, caller, input, checked, now),
    );
    return input.records.map(({ caseNumber }, index) => {
      const result = results[index];
      if (!result) throw new TypeError('Each record has its own result.');
      return { caseNumber, ...result };
    });
  }

  private async write(
    tx: WriteTransaction,
    caller: Caller,
    input: PushEvictionRecordsInput,
    checked: CheckedPush,
    now: Date,
  ): Promise<PushOutcomes> {
    const { idempotency, indexer, keyring, records, terms } = this.parts;
    const claim = await idempotency.claim<PushOutcomes>(
      tx,
      caller,
      checked.idempotencyKey,
      'pushEvictionRecords',
      input,
    );
    if (claim.replay) return claim.replay;
    const authority = readerKey(indexer, caller.reader);
    const sound = checked.records.flatMap((one) => ('record' in one ? one.record : []));
    await tx.lockBuckets(
      sound.flatMap(({ caseNumber, applicant, defendants }) => [
        terms.enforcementCase(caseNumber),
        ...terms.locks(readerKey(indexer, applicant), defendants),
      ]),
    );
    const caseNumbers = [...new Set(sound.map(({ caseNumber }) => caseNumber))];
    const held = await records.load(tx, authority, caseNumbers);
    const judged = judgePush(checked.records, held, (record) =>
      recordVersion(record, now, { indexer, keyring, terms }),
    );
    if (judged.touched.length > 0) {
      await this.place(tx, authority, judged.touched);
    }
    const outcomes = { results: judged.results };
    await claim.finish(outcomes);
    return outcomes;
  }

  /** Gives each changed record its case and persons, writes it, and brings every reader's share of the cases up to date. */
  private async place(
    tx: WriteTransaction,
    authority: string,
    touched: readonly TouchedRecord[],
  ): Promise<void> {
    const { indexer, ledger, matching, records } = this.parts;
    const unassigned = touched.map(({ before, state, receipts, receiptsBefore }) => {
      const applicant = readerKey(indexer, state.content.applicant);
      const terms = this.termsOf(applicant, state.content);
      const told = state.boardKnowsSince !== null;
      const former = before && {
        state: before.state,
        terms: this.termsOf(before.applicant, before.state.content),
        receipts: receiptsBefore,
      };
      return {
        caseNumber: state.content.caseNumber,
        caseId: before?.caseId ?? null,
        ...keepsPlace(former, { state, terms, receipts }),
        applicant,
        boardId: state.content.dwelling.boardId,
        told,
        terms,
        receipts,
        closed: (told ? state.closedForBoardOn : state.closedOn) !== null,
      };
    });
    const assigned = await assignCases(tx, matching, unassigned);
    const opened = await ledger.open(
      tx,
      assigned.flatMap(({ caseId, opened: isNew }) => (isNew ? caseId : [])),
    );
    const known = new Set([
      ...assigned.map(({ caseId }) => caseId),
      ...touched.flatMap(({ before }) => before?.caseId ?? []),
    ]);
    const held = await ledger.lock(
      tx,
      [...known].filter((caseId) => !opened.has(caseId)),
    );
    const before = new Map([...held, ...opened]);
    const work = zip(touched, unassigned, assigned);
    const persons = await matching.identify(
      tx,
      work.map(([{ state }, , { caseId }]) => ({
        caseId,
        circle: authority,
        persons: state.content.defendants,
      })),
    );
    const saved = work.map(([one, { applicant }, { caseId, quotedNotice }], index) => {
      const personIds = persons[index] ?? [];
      const placed = { caseId, state: one.state, authority, applicant, personIds };
      return { placed, quotedNotice, before: one.before };
    });
    const versions = touched.flatMap(({ added }) => added);
    await records.save(tx, authority, versions, saved, this.parts.clock.now());
    await answered([
      matching.storeTerms(
        tx,
        work.map(([one, { terms }, { caseId }]) => ({
          source: one.state.content.caseNumber,
          caseId,
          terms,
          isNew: one.before === null,
        })),
      ),
      ledger.refresh(tx, before, writtenByCase(saved)),
    ]);
  }

  private termsOf(applicant: string, content: PlacedRecord['state']['content']): readonly Term[] {
    const { terms } = this.parts;
    const value = terms.enforcementCase(content.caseNumber);
    return [
      { kind: 'ENFORCEMENT_CASE', value, numberIndex: null, apartmentIndex: null },
      ...terms.tenancy(applicant, content.dwelling, content.defendants),
    ];
  }
}

/** What the saved records change in each case; worked out when it is asked for, since for new cases nobody does. */
function writtenByCase(
  saved: readonly { readonly placed: PlacedRecord; readonly before: PlacedRecord | null }[],
): WrittenByCase {
  const written = new Map<string, readonly Written[]>();
  const byCase = groupBy(
    saved.flatMap((one) =>
      [...new Set([one.placed.caseId, one.before?.caseId ?? one.placed.caseId])].map((caseId) => ({
        caseId,
        one,
      })),
    ),
    ({ caseId }) => caseId,
  );
  return {
    get: (caseId) => {
      const known = written.get(caseId);
      if (known) return known;
      const changes = (byCase.get(caseId) ?? [])
        .flatMap(({ one }) => writtenBy(one.before, one.placed))
        .filter((change) => change.caseId === caseId);
      written.set(caseId, changes);
      return changes;
    },
  };
}

function zip<A, B, C>(
  as: readonly A[],
  bs: readonly B[],
  cs: readonly C[],
): readonly (readonly [A, B, C])[] {
  return as.flatMap((a, index) => {
    const [b, c] = [bs[index], cs[index]];
    return b === undefined || c === undefined ? [] : [[a, b, c] as const];
  });
}

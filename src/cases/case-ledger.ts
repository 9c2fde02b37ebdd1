import type { DisclosurePolicy } from '../disclosure';
import type { BlindIndexer, WriteTransaction } from '../persistence';
import { answered, sendInTurn, statement } from '../persistence';
import { civilDay, groupBy, VersionConflictError } from '../shared';
import type { Agency } from '../shared';
import type { Clock, LocalDate } from '../shared';
import { isInvoked } from './case-facts';
import { evictionTimeChanges } from './eviction-time';
import type { EvictionTimeChange } from './eviction-time';
import type { ClockTeller } from './deadlines/share-clocks';
import { ShareClocks } from './deadlines/share-clocks';
import type { FactRow } from './facts-statements';
import { HUB_FACTS_SQL, hubFactsFrom } from './facts-statements';
import type { HubFacts } from './hub-facts';
import type { Stretch } from './next-deadline-store';
import { isListed, loadStretches, replaceStretches, stretchesOf } from './next-deadline-store';
import { queuePlaces } from './queue-places';
import type { QueueRanking } from './queue-places';
import { loadTerms, replaceSearchKeys } from './search-key-store';
import { sharesToStore } from './share-changes';
import { loadShares, storeShares } from './share-store';
import type { StoredShare } from './share-store';
import { sharesOf } from './shares';
import { trailFor } from './trail';
import { loadSubjects } from './trail-subjects';
import type { WrittenByCase } from './written';
import { changesSeen } from './written';

/** That a notice became readable for Kronofogden, or ceased to be. */
export interface InvocationChange {
  readonly caseId: string;
  readonly noticeId: string;
  readonly invoked: boolean;
}

/** Told in the same transaction which notices are invoked from now on. */
export type InvocationListener = (
  tx: WriteTransaction,
  changes: readonly InvocationChange[],
) => Promise<void>;

/** Told in the same transaction of which times boards know from now on. */
export type EvictionTimeListener = (
  tx: WriteTransaction,
  changes: readonly EvictionTimeChange[],
  now: Date,
) => Promise<void>;

const ROLE = 'kvarbo_cases_writer';
const OPEN = 'INSERT INTO cases."case" (id, opened_at) SELECT id, $2 FROM unnest($1::uuid[]) AS id';
const LOCK = 'SELECT id FROM cases."case" WHERE id = ANY ($1) ORDER BY id FOR UPDATE';

/** The hub's side of every write: locks the cases, and afterwards brings each reader's share up to date. */
export class CaseLedger {
  private readonly listeners: InvocationListener[] = [];
  private readonly timeListeners: EvictionTimeListener[] = [];
  private readonly clockTellers: ClockTeller[] = [];
  private ranking: QueueRanking | null = null;

  constructor(
    private readonly policy: DisclosurePolicy,
    private readonly clock: Clock,
    private readonly indexer: BlindIndexer,
  ) {}

  /** The landlord domain keeps the invocation on its own rows; it learns of changes here. */
  onInvocation(listener: InvocationListener): void {
    this.listeners.push(listener);
  }

  /** The social domain keeps on its own rows whether they speak of the time that is set; it learns of changes here. */
  onEvictionTime(listener: EvictionTimeListener): void {
    this.timeListeners.push(listener);
  }

  /** The social domain ranks the cases of a board; without a ranking there are no queues. */
  rankBy(ranking: QueueRanking): void {
    this.ranking = ranking;
  }

  /** The domains tell of the clocks by which lists are ordered. */
  clocksFrom(...tellers: readonly ClockTeller[]): void {
    this.clockTellers.push(...tellers);
  }

  /** Opens new cases under the given ids, which nobody else has until the transaction ends; their facts are empty. */
  open(tx: WriteTransaction, caseIds: readonly string[]): Promise<ReadonlyMap<string, HubFacts>> {
    if (caseIds.length > 0)
      void tx.send(ROLE, '', (manager) => statement(manager, OPEN, [caseIds, this.clock.now()]));
    return Promise.resolve(hubFactsFrom(caseIds, []));
  }

  /** Locks cases until the transaction ends, in one fixed order, and reads their facts as they stand. */
  async lock(
    tx: WriteTransaction,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, HubFacts>> {
    if (caseIds.length === 0) return new Map();
    const [, rows] = await tx.as(ROLE, '', (manager) =>
      // Each looks at the store when it is its turn, the facts once the locks are held.
      answered([
        statement(manager, LOCK, [caseIds]),
        statement<FactRow>(manager, HUB_FACTS_SQL, [caseIds]),
      ]),
    );
    return hubFactsFrom(caseIds, rows);
  }

  /**
   * Locks one case and reads its facts, with the share that one reader has in it.
   *
   * @returns null when this reader may not know of the case
   */
  async lockKnown(
    tx: WriteTransaction,
    caseId: string,
    reader: { readonly agency: Agency; readonly organisation: string },
  ): Promise<{ readonly before: ReadonlyMap<string, HubFacts>; share: StoredShare } | null> {
    const ids = [caseId];
    const [, rows, shares] = await tx.send(ROLE, '', (manager) =>
      answered([
        statement(manager, LOCK, [ids]),
        statement<FactRow>(manager, HUB_FACTS_SQL, [ids]),
        loadShares(manager, ids),
      ]),
    );
    const share = shares.find(
      ({ agency, organisation, known }) =>
        known && agency === reader.agency && organisation === reader.organisation,
    );
    return share ? { before: hubFactsFrom(ids, rows), share } : null;
  }

  /**
   * Recomputes shares, search keys, places in lists and invocations of cases after their facts were written.
   *
   * A version rises where the share itself changed or something was written that its reader may read before or after the change.
   */
  async refresh(
    tx: WriteTransaction,
    before: ReadonlyMap<string, HubFacts>,
    written: WrittenByCase,
  ): Promise<void> {
    const { after, stored, terms, stretches, subjectOf } = await this.standing(tx, [
      ...before.keys(),
    ]);
    const shares = new Map([...after].map(([caseId, facts]) => [caseId, sharesOf(facts)]));
    await this.tellInvocations(tx, before, after);
    await this.tellEvictionTimes(tx, before, after);
    const listed = [...shares].flatMap(([caseId, readers]) =>
      readers.filter(isListed).map((share) => ({ ...share, caseId })),
    );
    // After the domains were told, since that decides what they tell.
    const [nextOf, placeOf] = await answered([
      new ShareClocks(this.policy, this.clockTellers).ask(tx, listed),
      this.ranking ? queuePlaces(tx, after, shares, this.ranking) : Promise.resolve(null),
    ]);
    const today = civilDay(this.clock.now());
    const changesOf = ([caseId, facts]: [string, HubFacts]): readonly StoredShare[] =>
      sharesToStore(caseId, shares.get(caseId) ?? [], stored.get(caseId) ?? [], {
        ...changesSeen(this.policy, () => written.get(caseId) ?? [], {
          before: before.get(caseId) ?? facts,
          after: facts,
          today,
        }),
        beside: (share, old) => ({
          trail: trailFor(share.agency, share.organisation, facts, subjectOf),
          queuePlace: placeOf ? placeOf(caseId, share) : (old?.queuePlace ?? null),
        }),
      });
    const stretchesOfShare = (share: (typeof listed)[number]): readonly Stretch[] => {
      const facts = after.get(share.caseId);
      return facts ? stretchesOf(share.caseId, share, nextOf(share, facts)) : [];
    };
    await tx.as(ROLE, '', (manager) =>
      sendInTurn([
        () => storeShares(manager, [...after].flatMap(changesOf), this.clock.now()),
        () => replaceSearchKeys(manager, after, shares, terms),
        () => replaceStretches(manager, stretches, listed.flatMap(stretchesOfShare)),
      ]),
    );
  }

  /** What the hub holds of cases at this moment of the transaction. */
  private async standing(tx: WriteTransaction, caseIds: readonly string[]) {
    const [rows, shares, terms, stretches, subjectOf] = await tx.send(ROLE, '', (manager) =>
      answered([
        statement<FactRow>(manager, HUB_FACTS_SQL, [caseIds]),
        loadShares(manager, caseIds),
        loadTerms(manager, caseIds),
        loadStretches(manager, caseIds),
        loadSubjects(manager, this.indexer, caseIds),
      ]),
    );
    const stored = groupBy(shares, ({ caseId }) => caseId);
    return { after: hubFactsFrom(caseIds, rows), stored, terms, stretches, subjectOf };
  }

  private async tellInvocations(
    tx: WriteTransaction,
    before: ReadonlyMap<string, HubFacts>,
    after: ReadonlyMap<string, HubFacts>,
  ): Promise<void> {
    const changes = [...after].flatMap(([caseId, facts]) => {
      const earlier = before.get(caseId);
      return facts.notices
        .map((notice) => ({
          caseId,
          noticeId: notice.noticeId,
          invoked: isInvoked(notice, facts),
          was:
            earlier?.notices.some(
              (other) => other.noticeId === notice.noticeId && isInvoked(other, earlier),
            ) ?? false,
        }))
        .filter(({ invoked, was }) => invoked !== was)
        .map(({ noticeId, invoked }) => ({ caseId, noticeId, invoked }));
    });
    if (changes.length === 0) return;
    for (const listener of this.listeners) await listener(tx, changes);
  }

  private async tellEvictionTimes(
    tx: WriteTransaction,
    before: ReadonlyMap<string, HubFacts>,
    after: ReadonlyMap<string, HubFacts>,
  ): Promise<void> {
    const changes = [...after].flatMap(([caseId, facts]) =>
      evictionTimeChanges(before.get(caseId), facts),
    );
    if (changes.length === 0) return;
    for (const listener of this.timeListeners) await listener(tx, changes, this.clock.now());
  }
}

/** Checks that a caller has seen the latest version of its share, if it names one. @throws VersionConflictError */
export function assertVersion({ version }: StoredShare, expectedVersion?: number): void {
  if (expectedVersion !== undefined && version !== expectedVersion)
    throw new VersionConflictError();
}

/** The civil day on which a write happens. */
export function dayOf(clock: Clock): LocalDate {
  return civilDay(clock.now());
}

import type { CaseFacts, DisclosurePolicy } from '../disclosure';
import { mayRead } from '../disclosure';
import type { BlindIndexer, WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import { Agency, civilDay, VersionConflictError } from '../shared';
import type { Clock, LocalDate } from '../shared';
import { caseFactsFor, isInvoked, ordinaryPurpose } from './case-facts';
import { evictionTimeChanges } from './eviction-time';
import type { EvictionTimeChange } from './eviction-time';
import type { ClockTeller } from './deadlines/share-clocks';
import { ShareClocks } from './deadlines/share-clocks';
import type { FactRow } from './facts-statements';
import { HUB_FACTS_SQL, hubFactsFrom } from './facts-statements';
import type { HubFacts } from './hub-facts';
import { placeByDeadlines } from './next-deadline-store';
import { placeInQueues } from './queue-places';
import type { QueueRanking } from './queue-places';
import { replaceSearchKeys } from './search-key-store';
import { loadShares, storeShares } from './share-store';
import type { StoredShare } from './share-store';
import { sharesOf } from './shares';
import type { Share } from './shares';
import { shareAsSeen } from './told-execution';
import { replaceTrails } from './trail-store';

/** Fields of a case that one write has changed, and whose rows they stand in. */
export interface Written {
  /** Organisations (as the store names them) to which the changed rows belong; nobody else can have seen the change. */
  readonly organisations: readonly string[];
  /** Coordinates of the policy whose values changed. */
  readonly coordinates: readonly string[];
  /** The agencies for which the values changed, where they are cut per reader; every agency if left out. */
  readonly agencies?: readonly Agency[];
  /** Whether the change shows to a reader with these facts at all, where values are cut by facts; always if left out. */
  readonly when?: (facts: CaseFacts) => boolean;
}

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

  /** Opens new, empty cases under the given ids. */
  async open(tx: WriteTransaction, caseIds: readonly string[]): Promise<void> {
    await tx.as(ROLE, '', (manager) =>
      statement(
        manager,
        'INSERT INTO cases."case" (id, opened_at) SELECT id, $2 FROM unnest($1::uuid[]) AS id',
        [caseIds, this.clock.now()],
      ),
    );
  }

  /** Locks cases until the transaction ends, in one fixed order, and reads their facts as they stand. */
  async lock(
    tx: WriteTransaction,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, HubFacts>> {
    await tx.as(ROLE, '', (manager) =>
      statement(manager, 'SELECT id FROM cases."case" WHERE id = ANY ($1) ORDER BY id FOR UPDATE', [
        caseIds,
      ]),
    );
    return this.facts(tx, caseIds);
  }

  /**
   * The share of one reader in a locked case, after the check that the caller has seen its latest version if it names one.
   *
   * @returns null when this reader may not know of the case
   * @throws VersionConflictError when the expected version is not the present one
   */
  async shareAt(
    tx: WriteTransaction,
    caseId: string,
    reader: { readonly agency: Agency; readonly organisation: string },
    expectedVersion?: number,
  ): Promise<StoredShare | null> {
    const share = (await loadShares(tx, [caseId])).find(
      ({ agency, organisation, known }) =>
        known && agency === reader.agency && organisation === reader.organisation,
    );
    if (share && expectedVersion !== undefined && share.version !== expectedVersion)
      throw new VersionConflictError();
    return share ?? null;
  }

  /**
   * Recomputes shares, search keys and invocations of cases after their facts were written.
   *
   * A version rises where the share itself changed or something was written that its reader may read before or after the change.
   */
  async refresh(
    tx: WriteTransaction,
    before: ReadonlyMap<string, HubFacts>,
    written: ReadonlyMap<string, readonly Written[]>,
  ): Promise<void> {
    const caseIds = [...before.keys()];
    const after = await this.facts(tx, caseIds);
    const today = civilDay(this.clock.now());
    const stored = groupByCase(await loadShares(tx, caseIds));
    const changed: StoredShare[] = [];
    const factsFor = factsByReader(today);
    for (const [caseId, facts] of after) {
      const shares = sharesOf(facts);
      const known = stored.get(caseId) ?? [];
      const touched = (share: Share): boolean =>
        (written.get(caseId) ?? [])
          .filter((change) => isAbout(change, share))
          .some((change) =>
            [before.get(caseId) ?? facts, facts].some((view) =>
              this.mayReadChange(share, change, factsFor(share, view)),
            ),
          );
      const seen = (share: Share): SeenShare => ({
        ...share,
        ...shareAsSeen(share, factsFor(share, facts)),
      });
      changed.push(...sharesToStore(caseId, shares, known, { touched, seen }));
    }
    await storeShares(tx, changed, this.clock.now());
    if (this.ranking) await placeInQueues(tx, after.values(), this.ranking);
    await replaceTrails(tx, this.indexer, after);
    await replaceSearchKeys(tx, after);
    await this.tellInvocations(tx, before, after);
    await this.tellEvictionTimes(tx, before, after);
    // Last, since what the domains were told decides what they tell.
    await placeByDeadlines(tx, after, new ShareClocks(this.policy, this.clockTellers));
  }

  private mayReadChange(share: Share, change: Written, facts: CaseFacts): boolean {
    return (
      (change.when?.(facts) ?? true) &&
      mayRead(this.policy, share.agency, change.coordinates, facts)
    );
  }

  private async facts(
    tx: WriteTransaction,
    caseIds: readonly string[],
  ): Promise<ReadonlyMap<string, HubFacts>> {
    const rows = await tx.as(ROLE, '', (manager) =>
      statement<FactRow>(manager, HUB_FACTS_SQL, [caseIds]),
    );
    return hubFactsFrom(caseIds, rows);
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

/** The civil day on which a write happens. */
export function dayOf(clock: Clock): LocalDate {
  return civilDay(clock.now());
}

/** Whether a change stands in rows of a share's organisation, under a value that its agency may be shown. */
function isAbout({ organisations, agencies }: Written, share: Share): boolean {
  return organisations.includes(share.organisation) && (agencies?.includes(share.agency) ?? true);
}

/** The facts of a case for the reader of a share in its daily work, each decided once. */
function factsByReader(today: LocalDate): (share: Share, view: HubFacts) => CaseFacts {
  const known = new Map<HubFacts, Map<string, CaseFacts>>();
  return ({ agency, organisation }, view) => {
    const byReader = known.get(view) ?? new Map<string, CaseFacts>();
    known.set(view, byReader);
    const name = `${agency} ${organisation}`;
    const facts =
      byReader.get(name) ??
      caseFactsFor({ agency, organisation, purpose: ordinaryPurpose(agency) }, view, today);
    byReader.set(name, facts);
    return facts;
  };
}

/** A share with stage and end as its reader sees them at this moment. */
type SeenShare = Omit<Share, 'ifTold'>;

/** What each share is now, with a higher version where its reader sees a change; what it does not see is stored all the same. */
function sharesToStore(
  caseId: string,
  shares: readonly Share[],
  stored: readonly StoredShare[],
  {
    touched,
    seen,
  }: {
    readonly touched: (share: Share) => boolean;
    readonly seen: (share: Share) => SeenShare;
  },
): readonly StoredShare[] {
  const same = (a: Share, b: Share): boolean =>
    a.agency === b.agency && a.organisation === b.organisation;
  const present = shares.flatMap((share): StoredShare | readonly StoredShare[] => {
    const old = stored.find((other) => same(other, share));
    const next = { ...share, caseId, known: true, version: old?.version ?? 1 };
    if (!old) return next;
    if (!old.known || !equal(seen(old), seen(share)) || touched(share))
      return { ...next, version: old.version + 1 };
    return isStoredAs(old, share) ? [] : next;
  });
  const gone = stored
    .filter((old) => old.known && !shares.some((share) => same(old, share)))
    .map((old) => ({ ...old, known: false }));
  return [...present, ...gone];
}

function equal(a: SeenShare, b: SeenShare): boolean {
  return (
    a.boardId === b.boardId &&
    a.receivedAt === b.receivedAt &&
    a.stage === b.stage &&
    a.recoveryEndsOn === b.recoveryEndsOn &&
    a.evictionOn === b.evictionOn &&
    a.closedOn === b.closedOn
  );
}

/** Whether two shares are the same in every respect, whoever may see it. */
function isStoredAs(a: Share, b: Share): boolean {
  return (
    equal(a, b) &&
    a.handedOver === b.handedOver &&
    a.ifTold?.executedBy === b.ifTold?.executedBy &&
    a.ifTold?.stage === b.ifTold?.stage &&
    a.ifTold?.closedOn === b.ifTold?.closedOn
  );
}

function groupByCase(shares: readonly StoredShare[]): ReadonlyMap<string, readonly StoredShare[]> {
  const groups = new Map<string, StoredShare[]>();
  for (const share of shares) {
    const group = groups.get(share.caseId);
    if (group) group.push(share);
    else groups.set(share.caseId, [share]);
  }
  return groups;
}

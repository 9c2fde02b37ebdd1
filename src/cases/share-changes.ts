import type { Trail } from '../disclosure';
import type { StoredShare } from './share-store';
import type { Share } from './shares';

/** A share with stage and end as its reader sees them at this moment. */
type SeenShare = Omit<Share, 'ifTold'>;

/** What is kept on a share beside what its reader sees of it. */
export type Beside = Pick<StoredShare, 'trail' | 'queuePlace'>;

/** What decides how the shares of a case change. */
export interface ShareView {
  /** Whether something was written that the reader may read, before or after. */
  readonly touched: (share: Share) => boolean;
  readonly seen: (share: Share) => SeenShare;
  readonly beside: (share: Share, old: StoredShare | undefined) => Beside;
}

/** What each share is now, with a higher version where its reader sees a change; what it does not see is stored all the same. */
export function sharesToStore(
  caseId: string,
  shares: readonly Share[],
  stored: readonly StoredShare[],
  { touched, seen, beside }: ShareView,
): readonly StoredShare[] {
  const same = (a: Share, b: Share): boolean =>
    a.agency === b.agency && a.organisation === b.organisation;
  const present = shares.flatMap((share): StoredShare | readonly StoredShare[] => {
    const old = stored.find((other) => same(other, share));
    const version = old?.version ?? 1;
    const next = { ...share, ...beside(share, old), caseId, known: true, version };
    if (!old) return next;
    if (!old.known || !equal(seen(old), seen(share)) || touched(share))
      return { ...next, version: old.version + 1 };
    return isStoredAs(old, next) ? [] : next;
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
function isStoredAs(a: StoredShare, b: StoredShare): boolean {
  return (
    equal(a, b) &&
    a.handedOver === b.handedOver &&
    a.ifTold?.executedBy === b.ifTold?.executedBy &&
    a.ifTold?.stage === b.ifTold?.stage &&
    a.ifTold?.recoveryEndsOn === b.ifTold?.recoveryEndsOn &&
    a.ifTold?.closedOn === b.ifTold?.closedOn &&
    a.queuePlace === b.queuePlace &&
    isSameTrail(a.trail, b.trail)
  );
}

function isSameTrail(a: Trail, b: Trail): boolean {
  return (
    a.subjects.join() === b.subjects.join() &&
    a.landlords.join() === b.landlords.join() &&
    a.boards.join() === b.boards.join() &&
    a.authorities.join() === b.authorities.join()
  );
}

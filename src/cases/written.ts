import type { CaseFacts, DisclosurePolicy } from '../disclosure';
import { mayRead } from '../disclosure';
import type { Agency, LocalDate } from '../shared';
import { caseFactsFor, ordinaryPurpose } from './case-facts';
import type { HubFacts } from './hub-facts';
import type { ShareView } from './share-changes';
import type { Share } from './shares';
import { shareAsSeen } from './told-execution';

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

/** What was written of each case; asked only where somebody knew of the case before, since nobody else can have seen a change. */
export type WrittenByCase = Pick<ReadonlyMap<string, readonly Written[]>, 'get'>;

/** What the readers of one case see of what was written, as the case was and as it is. */
export function changesSeen(
  policy: DisclosurePolicy,
  written: () => readonly Written[],
  {
    before,
    after,
    today,
  }: { readonly before: HubFacts; readonly after: HubFacts; readonly today: LocalDate },
): Pick<ShareView, 'touched' | 'seen'> {
  const factsFor = factsByReader(today);
  const isSeen = (share: Share, { when, coordinates }: Written, facts: CaseFacts): boolean =>
    (when?.(facts) ?? true) && mayRead(policy, share.agency, coordinates, facts);
  return {
    touched: (share) =>
      written()
        .filter((change) => isAbout(change, share))
        .some((change) =>
          [before, after].some((view) => isSeen(share, change, factsFor(share, view))),
        ),
    seen: (share) => ({ ...share, ...shareAsSeen(share, factsFor(share, after)) }),
  };
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

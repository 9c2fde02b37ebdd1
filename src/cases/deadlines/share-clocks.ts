import type { DisclosurePolicy } from '../../disclosure';
import { clocksOpenTo, clocksThatOpenTo } from '../../disclosure';
import type { DeadlineKind } from '../../deadlines';
import type { WriteTransaction } from '../../persistence';
import { answered } from '../../persistence';
import type { Agency } from '../../shared';
import { caseFactsFor, ordinaryPurpose, partyUntil } from '../case-facts';
import type { HubFacts } from '../hub-facts';
import type { NextDeadline } from './awaited-days';
import { awaitedDays, BEFORE_ALL, nextDeadlines } from './awaited-days';
import type { ClockEvents } from './clock-events';

/** A reader of a case whose lists have an order, with the clocks that its agency may be shown in some case or other. */
export interface ClockShare {
  readonly caseId: string;
  readonly agency: Agency;
  /** As the store names it. */
  readonly organisation: string;
  /** Whether this is a board that has handed the case on. */
  readonly handedOver: boolean;
  readonly kinds: ReadonlySet<DeadlineKind>;
}

/**
 * A domain's share in the order by clocks: what it tells each reader, as the rows stand in this transaction. It tells the same as its
 * {@link ClockSource} would while no consent and no standing decision is in force. Several are asked before the first has answered.
 */
export type ClockTeller = (
  tx: WriteTransaction,
  shares: readonly ClockShare[],
) => Promise<(share: ClockShare) => ClockEvents>;

/** A reader of a case before it is looked up which clocks its agency may be shown. */
export type ListedReader = Omit<ClockShare, 'kinds'>;

/** Counts for shares what stands next when. */
export class ShareClocks {
  private readonly kinds = new Map<Agency, ReadonlySet<DeadlineKind>>();

  constructor(
    private readonly policy: DisclosurePolicy,
    private readonly tellers: readonly ClockTeller[],
  ) {}

  /**
   * What tells the next deadlines of some shares, in their order, as the rows stand in this transaction.
   *
   * Consents and standing decisions count for nothing here: they come and go without a write of the case, and a case that moved with
   * them would tell in every list what the reader was told of one case for a time.
   *
   * @legalSource SPF-15-SEARCH
   * @legalSource OSL-10-27
   */
  async ask(
    tx: WriteTransaction,
    readers: readonly ListedReader[],
  ): Promise<(reader: ListedReader, facts: HubFacts) => readonly NextDeadline[]> {
    const shares = readers.map((reader) => this.withKinds(reader));
    const told = await answered(this.tellers.map((teller) => teller(tx, shares)));
    return (reader, facts) => {
      const share = this.withKinds(reader);
      const events = told.reduce<ClockEvents>((all, tell) => ({ ...all, ...tell(share) }), {});
      return nextDeadlines(this.awaited(share, facts, events));
    };
  }

  private withKinds(reader: ListedReader): ClockShare {
    const { agency } = reader;
    const kinds = this.kinds.get(agency) ?? clocksThatOpenTo(this.policy, agency);
    this.kinds.set(agency, kinds);
    return { ...reader, kinds };
  }

  private awaited(share: ClockShare, facts: HubFacts, events: ClockEvents) {
    const { agency, organisation } = share;
    const reader = { agency, organisation, purpose: ordinaryPurpose(agency) };
    const unconditional = caseFactsFor(
      reader,
      { ...facts, consents: [], decisions: [] },
      BEFORE_ALL,
    );
    const open = clocksOpenTo(this.policy, agency, unconditional);
    const ofAnybody = clocksOpenTo(this.policy, agency, { ...unconditional, party: false });
    return awaitedDays(
      events,
      { agency, open },
      {
        partyUntil: partyUntil(agency, organisation, facts),
        ofParty: new Set([...open].filter((kind) => !ofAnybody.has(kind))),
      },
    );
  }
}

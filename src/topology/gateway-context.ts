import type { Pool } from 'pg';
import type { Condition, DisclosurePlan, FactsLoader, RequestContext } from '../disclosure';
import { mayTellExecution, Reading } from '../disclosure';
import { asksForProtection, readerKey } from '../cases';
import type { BlindIndexer, Replica } from '../persistence';
import { openReading, readerRoles } from '../persistence';
import type { ServerContext } from '../server';
import { civilDay } from '../shared';
import type { Agency, Clock } from '../shared';
import type { NotedDisclosures } from './note-disclosures';
import { noteDisclosures } from './note-disclosures';

/** What a request's looks at the store need. */
export interface ReadingParts {
  readonly pool: Pool;
  /** A standby for the rows of the disclosure log; none unless given. */
  readonly replica?: Replica | null;
  readonly indexer: BlindIndexer;
  readonly facts: FactsLoader;
  readonly clock: Clock;
}

/** The context of one request: what the server knows of it, its plan, and its looks at the store. */
export class GatewayContext implements ServerContext, RequestContext {
  readonly caller: ServerContext['caller'];
  readonly requestId: ServerContext['requestId'];
  readonly signal: ServerContext['signal'];
  readonly log: ServerContext['log'];
  readonly record: ServerContext['record'];
  private currentPlan: DisclosurePlan | null = null;
  private currentReading: Reading | null = null;
  private readonly notes: NotedDisclosures[] = [];
  private isOver = false;

  constructor(
    base: ServerContext,
    private readonly parts: ReadingParts,
  ) {
    this.caller = base.caller;
    this.requestId = base.requestId;
    this.signal = base.signal;
    this.log = base.log;
    this.record = base.record;
  }

  get plan(): DisclosurePlan {
    if (!this.currentPlan) throw new Error('A resolver ran before the plan was made.');
    return this.currentPlan;
  }

  usePlan(plan: DisclosurePlan): void {
    this.currentPlan = plan;
  }

  /** @throws Error once the request is over: a resolver that starts late must not take a connection that nobody returns. */
  get reading(): Reading {
    if (this.isOver) throw new Error('A resolver read after its request was over.');
    this.currentReading ??= this.openReading();
    return this.currentReading;
  }

  async renewReading(): Promise<Reading> {
    await this.note();
    await this.release();
    return this.reading;
  }

  /** What the request discloses, over all its looks at the store; to be asked for once, when its fields are resolved. */
  async disclosures(): Promise<readonly NotedDisclosures[]> {
    await this.note();
    return this.notes;
  }

  /** Forgets what was read, so that it is read again. */
  async startAnew(): Promise<void> {
    this.notes.length = 0;
    this.parts.replica?.distrust();
    await this.release();
  }

  /** Ends the present look at the store; the connection goes back, or is dropped after a fault. */
  async close(): Promise<void> {
    this.isOver = true;
    await this.release();
  }

  private async note(): Promise<void> {
    const noted = this.currentReading && (await noteDisclosures(this.currentReading));
    if (noted) this.notes.push(noted);
  }

  private async release(): Promise<void> {
    const reading = this.currentReading;
    this.currentReading = null;
    await Promise.all([reading?.session.close(), reading?.ofLog.close()]);
  }

  private openReading(): Reading {
    const { pool, replica, indexer, facts, clock } = this.parts;
    const today = civilDay(clock.now());
    const reader = {
      role: readerRoles[this.caller.agency],
      organisation: readerKey(indexer, this.caller.reader),
      today,
      purpose: this.caller.purpose,
      signal: this.signal,
    };
    const session = openReading(pool, reader);
    const kinds = conditionsAsked(this.plan, this.caller);
    if (!replica?.isFresh) return new Reading(session, this.caller, today, facts, kinds);
    // It takes no connection unless the log is read.
    const ofLog = replica.open(reader);
    return new Reading(session, this.caller, today, facts, kinds, null, undefined, ofLog);
  }
}

type Kinds = ReadonlySet<Condition['kind']> | null;

const asked = new WeakMap<DisclosurePlan, { readonly kinds: Kinds }>();

/** The conditions on which anything of a plan rests; null where values rest on facts beside their cells. Plans are per agency. */
function conditionsAsked(plan: DisclosurePlan, { agency }: { readonly agency: Agency }): Kinds {
  const known = asked.get(plan);
  if (known) return known.kinds;
  const positions = [...plan.roots.values()].filter((position) => position !== null);
  const restOnMore = positions.some(
    (position) => asksForProtection(position) || mayTellExecution(agency, position),
  );
  const kinds = restOnMore
    ? null
    : new Set(positions.flatMap(({ conditions }) => conditions.map(({ kind }) => kind)));
  asked.set(plan, { kinds });
  return kinds;
}

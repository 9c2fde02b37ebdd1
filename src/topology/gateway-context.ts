import type { Pool } from 'pg';
import type { DisclosurePlan, FactsLoader, RequestContext } from '../disclosure';
import { Reading } from '../disclosure';
import { readerKey } from '../cases';
import type { BlindIndexer, ReaderRole } from '../persistence';
import { openReading } from '../persistence';
import type { ServerContext } from '../server';
import { Agency, civilDay } from '../shared';
import type { Clock } from '../shared';

/** What a request's looks at the store need. */
export interface ReadingParts {
  readonly pool: Pool;
  readonly indexer: BlindIndexer;
  readonly facts: FactsLoader;
  readonly clock: Clock;
}

const ROLES: Readonly<Record<Agency, ReaderRole>> = {
  [Agency.LANDLORD]: 'kvarbo_landlord',
  [Agency.SOCIAL_SERVICES]: 'kvarbo_social_services',
  [Agency.ENFORCEMENT]: 'kvarbo_enforcement',
  [Agency.OVERSIGHT]: 'kvarbo_oversight',
};

/** The context of one request: what the server knows of it, its plan, and its looks at the store. */
export class GatewayContext implements ServerContext, RequestContext {
  readonly caller: ServerContext['caller'];
  readonly requestId: ServerContext['requestId'];
  readonly signal: ServerContext['signal'];
  readonly log: ServerContext['log'];
  readonly record: ServerContext['record'];
  private currentPlan: DisclosurePlan | null = null;
  private currentReading: Reading | null = null;
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
    await this.release();
    return this.reading;
  }

  /** Ends the present look at the store; the connection goes back, or is dropped after a fault. */
  async close(): Promise<void> {
    this.isOver = true;
    await this.release();
  }

  private async release(): Promise<void> {
    const reading = this.currentReading;
    this.currentReading = null;
    await reading?.session.close();
  }

  private openReading(): Reading {
    const { pool, indexer, facts, clock } = this.parts;
    const session = openReading(pool, {
      role: ROLES[this.caller.agency],
      organisation: readerKey(indexer, this.caller.reader),
      signal: this.signal,
    });
    return new Reading(session, this.caller, civilDay(clock.now()), facts);
  }
}

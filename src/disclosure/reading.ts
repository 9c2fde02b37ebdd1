import type { Caller } from '../identity';
import type { ReadingSession } from '../persistence';
import type { LocalDate } from '../shared';
import type { CaseFacts } from './facts';
import { NO_FACTS } from './facts';

/** Loads the facts of cases for one reader; cases that the reader may not know of are absent. */
export type FactsLoader = (
  reading: Reading,
  caseIds: readonly string[],
) => Promise<ReadonlyMap<string, CaseFacts>>;

/** One consistent look at the store under a caller's own role: session, caller, the day, and the facts met so far. */
export class Reading {
  private readonly known = new Map<string, Promise<ReadonlyMap<string, CaseFacts>>>();

  constructor(
    readonly session: ReadingSession,
    readonly caller: Caller,
    /** The civil day in Stockholm by which clocks and retention are judged in this answer. */
    readonly today: LocalDate,
    private readonly loadFacts: FactsLoader,
  ) {}

  /** The facts of one case; every condition fails for a case without facts. */
  async factsOf(caseId: string): Promise<CaseFacts> {
    return (await this.facts([caseId])).get(caseId) ?? NO_FACTS;
  }

  /** The facts of many cases, each case read at most once in this look at the store. */
  async facts(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseFacts>> {
    const missing = [...new Set(caseIds)].filter((id) => !this.known.has(id));
    if (missing.length > 0) {
      const loading = this.loadFacts(this, missing);
      for (const id of missing) this.known.set(id, loading);
    }
    const loads = new Set(caseIds.flatMap((id) => this.known.get(id) ?? []));
    const maps = await Promise.all([...loads]);
    const facts = new Map<string, CaseFacts>();
    for (const map of maps) {
      for (const [id, value] of map) facts.set(id, value);
    }
    return facts;
  }
}

import type { Caller } from '../identity';
import type { ReadingSession } from '../persistence';
import type { LocalDate } from '../shared';
import type { Batch } from './batch';
import type { Condition } from './conditions';
import type { CaseFacts } from './facts';
import { NO_FACTS } from './facts';
import type { Trail } from './trail';

/** Loads the facts of cases for one reader; cases that the reader may not know of are absent. */
export type FactsLoader = (
  reading: Reading,
  caseIds: readonly string[],
) => Promise<ReadonlyMap<string, CaseFacts>>;

/** Persons who were looked up, whether or not anything was found. */
export interface LookUp {
  /** Blind indexes of the persons. */
  readonly subjects: readonly Buffer[];
  /** What was told in answer, found or not. */
  readonly coordinates: readonly string[];
  /** The cases out of which it was told, where they are known; each has an entry of its own. */
  readonly caseIds?: readonly string[];
}

/** What is about to leave in an answer: every level of objects with their cases, and every look-up. */
export interface Disclosures {
  readonly batches: readonly Pick<Batch, 'position' | 'caseIds'>[];
  readonly lookUps: readonly LookUp[];
  /** Trails of the cases whose shares were read anyway. */
  readonly trails: ReadonlyMap<string, Trail>;
}

/** What a look at the store has read so far, whichever instant it was asked about. */
interface Noted {
  readonly batches: Batch[];
  readonly lookUps: LookUp[];
  readonly trails: Map<string, Trail>;
  readonly known: Map<string, Promise<ReadonlyMap<string, CaseFacts>>>;
  /** Answers by the very list that was asked for: each object of a level asks for those of the whole level. */
  readonly answered: Map<readonly string[], Promise<ReadonlyMap<string, CaseFacts>>>;
}

/** One consistent look at the store under a caller's own role: session, caller, the day, and the facts met so far. */
export class Reading {
  constructor(
    readonly session: ReadingSession,
    readonly caller: Caller,
    /** The civil day in Stockholm by which clocks and retention are judged in this answer. */
    readonly today: LocalDate,
    private readonly loadFacts: FactsLoader,
    /** The kinds of conditions that can be asked for in this look; null for whatever facts there are. */
    readonly conditions: ReadonlySet<Condition['kind']> | null = null,
    /** The instant as of which values are told; null for the present. Rights are always those of today. */
    readonly knownAt: Date | null = null,
    private readonly noted: Noted = {
      batches: [],
      lookUps: [],
      trails: new Map(),
      known: new Map(),
      answered: new Map(),
    },
    /** Where rows of the disclosure log are read, which never change and give no right; the same session unless a replica may tell. */
    readonly ofLog: ReadingSession = session,
  ) {}

  /** The same look at the store, telling values as they were known at an instant; what it reads is noted as of this one. */
  asKnownAt(instant: Date): Reading {
    const { session, caller, today, loadFacts, conditions, noted, ofLog } = this;
    return new Reading(session, caller, today, loadFacts, conditions, instant, noted, ofLog);
  }

  /** What has been read for the answer so far. */
  get disclosures(): Disclosures {
    const { batches, lookUps, trails } = this.noted;
    return { batches, lookUps, trails };
  }

  /**
   * Notes a level of objects as part of the answer; every {@link Batch} does so by itself.
   *
   * Facts on which the level rests are asked for at once, since its entries need them whatever else happens: so they come along
   * with what is read below it, and not after that.
   */
  discloses(batch: Batch): void {
    this.noted.batches.push(batch);
    if (!batch.position.conditional) return;
    // Whoever needs them meets the failure.
    this.facts(batch.caseIds).catch(() => undefined);
  }

  /** Notes whose data a case is, for its entry. */
  follows(caseId: string, trail: Trail): void {
    this.noted.trails.set(caseId, trail);
  }

  /** Notes that persons were looked up, which is a matter for the log even where nothing is found. @legalSource SPL-10-ACCESS */
  looksUp(lookUp: LookUp): void {
    this.noted.lookUps.push(lookUp);
  }

  /** The facts of one case; every condition fails for a case without facts. */
  async factsOf(caseId: string): Promise<CaseFacts> {
    return (await this.facts([caseId])).get(caseId) ?? NO_FACTS;
  }

  /** The facts of many cases, each case read at most once in this look at the store. The list must not change afterwards. */
  facts(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseFacts>> {
    const before = this.noted.answered.get(caseIds);
    if (before) return before;
    const answer = this.gather(caseIds);
    this.noted.answered.set(caseIds, answer);
    return answer;
  }

  private async gather(caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseFacts>> {
    const missing = [...new Set(caseIds)].filter((id) => !this.noted.known.has(id));
    if (missing.length > 0) {
      const loading = this.loadFacts(this, missing);
      for (const id of missing) this.noted.known.set(id, loading);
    }
    const loads = new Set(caseIds.flatMap((id) => this.noted.known.get(id) ?? []));
    const [only] = loads;
    // Most levels are about the cases of the level above: their facts came in one load, which may know more cases than asked for.
    if (only && loads.size === 1) return only;
    const maps = await Promise.all([...loads]);
    const facts = new Map<string, CaseFacts>();
    for (const map of maps) {
      for (const [id, value] of map) facts.set(id, value);
    }
    return facts;
  }
}

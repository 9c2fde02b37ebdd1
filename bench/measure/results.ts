import type { ProcessMemory } from './processes';

/** What one server did with one workload in one round. */
export interface Sample {
  readonly workload: string;
  readonly server: string;
  readonly concurrency: number;
  readonly round: number;
  readonly answers: number;
  /** Answers with another status or content than they must have, and connections that broke. */
  readonly wrong: number;
  readonly milliseconds: number;
  /** Of the answers, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Time on a processor for each answer, in microseconds: the server's, and PostgreSQL's; null where the system does not tell. */
  readonly nodeMicros: number | null;
  readonly storeMicros: number | null;
}

/** One call with many records or notices. */
export interface BulkSample {
  readonly workload: string;
  readonly server: string;
  readonly round: number;
  /** Notices or records in the call. */
  readonly items: number;
  /** Those that were not answered as they must be. */
  readonly wrong: number;
  readonly milliseconds: number;
  /** Rows that were inserted, in all tables. */
  readonly rows: number;
}

/** Reads and writes of several clients at once. */
export interface MixedResult {
  readonly seconds: number;
  readonly concurrency: number;
  readonly reads: number;
  readonly writes: number;
  readonly wrong: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the process under this load alone, in MB; null where the system does not tell. */
  readonly memory: ProcessMemory | null;
  /** What is in use after a collection of garbage, in MB, at equal distances. */
  readonly heap: readonly number[];
}

/** How a process starts with a database that is there. */
export interface StartUp {
  /** From the start of the process until it says that it is ready, each time. */
  readonly milliseconds: readonly number[];
  /** Resident, a few seconds after the last start, in MB. */
  readonly idleMemory: number | null;
}

/** Everything that a run measured, as it is written to a file. */
export interface Results {
  readonly format: 1;
  readonly at: string;
  readonly quick: boolean;
  readonly machine: { readonly cores: number; readonly node: string; readonly store: string };
  readonly data: { readonly own: number; readonly others: number; readonly loadSeconds: number };
  readonly rounds: number;
  readonly roundMs: number;
  readonly seconds: number;
  /** Servers that could not be installed or started, and why. */
  readonly missing: Readonly<Record<string, string>>;
  readonly samples: readonly Sample[];
  readonly bulk: readonly BulkSample[];
  readonly mixed: MixedResult | null;
  readonly startUp: StartUp | null;
}

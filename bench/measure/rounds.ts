import type { Child } from '../child';
import type { Round, RoundResult } from './load.process';
import { processorTimeBelow, processorTimeOf } from './processes';
import type { Sample } from './results';

/** Who carries out the rounds, and whose time on a processor is counted. */
export interface Bench {
  readonly load: Child<Round, RoundResult>;
  /** Process id of PostgreSQL's postmaster. */
  readonly storePid: number;
}

/** What a round came to. */
type RoundFigures = Omit<Sample, 'workload' | 'server' | 'concurrency' | 'round'>;

/** One round against one server, with the time that it and PostgreSQL spent on a processor. */
export async function measuredRound(
  { load, storePid }: Bench,
  serverPid: number,
  round: Round,
): Promise<RoundFigures> {
  const times = (): Promise<readonly (number | null)[]> =>
    Promise.all([processorTimeOf(serverPid), processorTimeBelow(storePid)]);
  const before = await times();
  const { firstWrong, answers, wrong, milliseconds, p50, p99 } = await load.ask(round);
  const after = await times();
  if (firstWrong !== null) process.stderr.write(`Wrong: ${round.url} answers ${firstWrong}\n`);
  const micros = (index: number): number | null => {
    const [from, to] = [before[index] ?? null, after[index] ?? null];
    return from === null || to === null ? null : ((to - from) * 1000) / answers;
  };
  const [nodeMicros, storeMicros] = [micros(0), micros(1)];
  return { answers, wrong, milliseconds, p50, p99, nodeMicros, storeMicros };
}

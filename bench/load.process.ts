/** The load generator, in a process of its own: asks one server on this machine over kept connections, and reads every answer. */
import { Agent, request } from 'node:http';

/** One round of load. */
export interface Round {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What every answer must be, byte by byte. */
  readonly expected: string;
  readonly concurrency: number;
  readonly milliseconds: number;
}

/** What came of a round. */
export interface RoundResult {
  readonly answers: number;
  /** Answers with another status or body than expected, and connections that broke. */
  readonly wrong: number;
  readonly milliseconds: number;
  /** Of the answers, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** However fast the server: a round ends here. */
const MOST_ANSWERS = 500_000;

process.on('message', (round: Round) => {
  void run(round).then((result) => process.send?.(result));
});
process.once('disconnect', () => {
  process.exit(0);
});

async function run(round: Round): Promise<RoundResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: round.concurrency });
  const expected = Buffer.from(round.expected);
  const durations: number[] = [];
  let wrong = 0;
  const startedAt = performance.now();
  const end = startedAt + round.milliseconds;
  const work = async (): Promise<void> => {
    while (performance.now() < end && durations.length < MOST_ANSWERS) {
      const askedAt = performance.now();
      const isRight = await ask(round, agent, expected).catch(() => false);
      durations.push(performance.now() - askedAt);
      if (!isRight) wrong += 1;
    }
  };
  await Promise.all(Array.from({ length: round.concurrency }, work));
  const milliseconds = performance.now() - startedAt;
  agent.destroy();
  durations.sort((a, b) => a - b);
  const percentile = (share: number): number =>
    durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0;
  return {
    answers: durations.length,
    wrong,
    milliseconds,
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
}

function ask(round: Round, agent: Agent, expected: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = request(
      round.url,
      {
        agent,
        method: 'POST',
        headers: { ...round.headers, 'content-length': Buffer.byteLength(round.body) },
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          resolve(response.statusCode === 200 && Buffer.concat(parts).equals(expected));
        });
      },
    );
    asked.on('error', reject);
    asked.end(round.body);
  });
}

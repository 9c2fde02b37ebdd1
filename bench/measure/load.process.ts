/** The load generator, in a process of its own: asks one server on this machine over kept connections, and reads every answer. */
import { Agent, request } from 'node:http';

/** What is asked, and what its answer must be. */
export interface Request {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly expected: Expected;
}

/** The whole answer byte by byte, or words that it must and must not hold. */
export type Expected =
  | { readonly bytes: string }
  | { readonly holds: readonly string[]; readonly lacks: readonly string[] };

/** One round of load: the requests in turn, by several at once, until the time is over. */
export interface Round {
  readonly url: string;
  readonly requests: readonly Request[];
  /** Requests of which every tenth is the next one, as long as there are any left; each is sent once. */
  readonly tenths?: readonly Request[];
  /** Whether the round ends with the last request, since each can be sent only once. */
  readonly once: boolean;
  readonly concurrency: number;
  readonly milliseconds: number;
}

/** What came of a round. */
export interface RoundResult {
  readonly answers: number;
  /** Those of them that answer one of the tenths. */
  readonly tenths: number;
  /** Answers with another status or content than expected, and connections that broke. */
  readonly wrong: number;
  /** What came instead of the first wrong one; null if none was wrong. */
  readonly firstWrong: string | null;
  readonly milliseconds: number;
  /** Of the answers, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** However fast the server: a round ends here. */
const MOST_ANSWERS = 500_000;
/** Bytes of a wrong answer that are shown. */
const SHOWN_OF_WRONG = 400;

process.on('message', (round: Round) => {
  void run(round).then((result) => process.send?.(result));
});
process.once('disconnect', () => {
  process.exit(0);
});

interface Prepared {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly isRight: (answer: Buffer) => boolean;
}

async function run(round: Round): Promise<RoundResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: round.concurrency });
  const prepared = round.requests.map(prepare);
  const tenths = (round.tenths ?? []).map(prepare).values();
  const durations: number[] = [];
  let [wrong, asked, answeredTenths] = [0, 0, 0];
  let firstWrong: string | null = null;
  const most = round.once ? prepared.length : MOST_ANSWERS;
  const startedAt = performance.now();
  const end = startedAt + round.milliseconds;
  const work = async (): Promise<void> => {
    while (performance.now() < end && asked < most) {
      const tenth = asked % 10 === 9 ? tenths.next().value : undefined;
      const next = tenth ?? prepared[asked % prepared.length];
      asked += 1;
      if (!next) return;
      const askedAt = performance.now();
      const fault = await ask(round.url, agent, next).catch(String);
      durations.push(performance.now() - askedAt);
      if (tenth) answeredTenths += 1;
      if (fault !== null) wrong += 1;
      firstWrong ??= fault;
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
    tenths: answeredTenths,
    wrong,
    firstWrong,
    milliseconds,
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
}

function prepare({ headers, body, expected }: Request): Prepared {
  const sent = Buffer.from(body);
  return {
    headers: { ...headers, 'content-length': String(sent.length) },
    body: sent,
    isRight: rightIf(expected),
  };
}

function rightIf(expected: Expected): (answer: Buffer) => boolean {
  if ('bytes' in expected) {
    const bytes = Buffer.from(expected.bytes);
    return (answer) => answer.equals(bytes);
  }
  const [holds, lacks] = [expected.holds, expected.lacks];
  return (answer) =>
    holds.every((word) => answer.includes(word)) && !lacks.some((word) => answer.includes(word));
}

/** Null for the answer that is expected; otherwise the status and the beginning of what came. */
function ask(
  url: string,
  agent: Agent,
  { headers, body, isRight }: Prepared,
): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, method: 'POST', headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const answer = Buffer.concat(parts);
        const { statusCode = 0 } = response;
        if (statusCode === 200 && isRight(answer)) resolve(null);
        else resolve(`${statusCode} ${answer.toString('utf8', 0, SHOWN_OF_WRONG)}`);
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

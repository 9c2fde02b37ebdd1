import { setTimeout as pause } from 'node:timers/promises';
import { post } from '../support/gateway';
import type { Answer } from '../support/gateway';

/** One write with its idempotency key, sent until it is acknowledged. */
export interface Job {
  readonly kind: 'notice' | 'push';
  readonly token: string;
  readonly query: string;
  readonly variables: object;
}

/** What a client was told: the data of an answer without errors. */
export type Acknowledgement = Readonly<Record<string, unknown>>;

const PAUSE_MS = 25;

/** A client that outlives its gateway: what got no answer is sent again with the same key. */
export class RetryingClient {
  readonly acknowledged = new Map<Job, Acknowledgement>();
  readonly inFlight: Record<Job['kind'], number> = { notice: 0, push: 0 };

  private givenUp = false;

  constructor(private readonly url: string) {}

  /** Works through the jobs, several at a time, each until it is acknowledged. */
  async sendAll(jobs: readonly Job[], concurrency: number): Promise<void> {
    const waiting = [...jobs];
    const work = async (): Promise<void> => {
      for (let job = waiting.shift(); job; job = waiting.shift()) {
        this.acknowledged.set(job, await this.send(job));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
  }

  /** Sends nothing again from now on: who waits for acknowledgements need not wait longer. */
  giveUp(): void {
    this.givenUp = true;
  }

  /** @throws Error after {@link RetryingClient.giveUp} */
  assertTrying(): void {
    if (this.givenUp) throw new Error('The client has given up.');
  }

  /** Sends one job until it is acknowledged. @throws Error when it is refused */
  async send(job: Job): Promise<Acknowledgement> {
    for (;;) {
      this.assertTrying();
      const answer = await this.attempt(job);
      if (answer?.body.data && !answer.body.errors) return answer.body.data;
      if (answer && !isUnavailable(answer)) {
        throw new Error(`A ${job.kind} was refused: ${JSON.stringify(answer.body.errors)}`);
      }
      await pause(PAUSE_MS);
    }
  }

  /** Null when the gateway died before it had answered. */
  private async attempt({ kind, token, query, variables }: Job): Promise<Answer | null> {
    this.inFlight[kind] += 1;
    try {
      return await post(this.url, token, { query, variables });
    } catch {
      return null;
    } finally {
      this.inFlight[kind] -= 1;
    }
  }
}

/** What a client is told to repeat: the store, or the log of an answer to what was done, cannot be written just now. */
const UNAVAILABLE: readonly unknown[] = ['UNAVAILABLE', 'LOG_UNAVAILABLE'];

function isUnavailable({ body }: Answer): boolean {
  return body.errors?.every(({ extensions }) => UNAVAILABLE.includes(extensions.code)) === true;
}

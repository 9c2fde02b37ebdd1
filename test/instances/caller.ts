import { setTimeout as pause } from 'node:timers/promises';
import { post } from '../support/gateway';
import type { Answer } from '../support/gateway';
import type { Installation } from './installation';

/** An answer that was not cut off: data, or the code of the error at its root. */
export interface Told {
  readonly data: Record<string, unknown> | null;
  readonly code: string | null;
}

const PAUSE_MS = 25;
/** Longer than any instance is away. */
const LONGEST_TRYING_MS = 60_000;

/** Sends operations as demo clients, again and again with the same key until they are answered, and counts what that took. */
export class Callers {
  requests = 0;
  /** Requests that broke off without an answer. */
  cut = 0;
  /** Answers that the service cannot answer just now. */
  unavailable = 0;
  #hasGivenUp = false;

  constructor(private readonly installation: Installation) {}

  /** Nobody asks again what gets no answer from now on. */
  giveUp(): void {
    this.#hasGivenUp = true;
  }

  get hasGivenUp(): boolean {
    return this.#hasGivenUp;
  }

  /**
   * @param first - which instance is asked first; the balancer unless told, and whenever that one is down
   * @throws Error when nobody answers for a minute
   */
  async ask(clientId: string, query: string, variables: object, first?: number): Promise<Told> {
    const token = await this.installation.token(clientId);
    const deadline = Date.now() + LONGEST_TRYING_MS;
    let direct = first === undefined ? null : (this.installation.urls()[first] ?? null);
    while (Date.now() < deadline && !this.#hasGivenUp) {
      const answer = await this.attempt(direct ?? this.installation.url, token, query, variables);
      if (answer !== null) {
        const code = codeOf(answer);
        if (code !== 'UNAVAILABLE' && code !== 'LOG_UNAVAILABLE')
          return { data: code === null ? (answer.body.data ?? null) : null, code };
        this.unavailable += 1;
      }
      direct = null;
      await pause(PAUSE_MS);
    }
    throw new Error('Nobody answered for a minute, or another caller has failed.');
  }

  /** As {@link Callers.ask}, for what must not be refused. */
  async data<T>(clientId: string, query: string, variables: object, first?: number): Promise<T> {
    const { data, code } = await this.ask(clientId, query, variables, first);
    if (data === null) throw new Error(`${clientId} was refused: ${code}`);
    return data as T;
  }

  private async attempt(
    url: string,
    token: string,
    query: string,
    variables: object,
  ): Promise<Answer | null> {
    this.requests += 1;
    try {
      return await post(url, token, { query, variables });
    } catch {
      this.cut += 1;
      return null;
    }
  }
}

/** Of a refusal; denied fields are part of an answer. */
function codeOf({ body }: Answer): string | null {
  const codes = (body.errors ?? []).map(({ extensions }) => String(extensions.code));
  return codes.find((code) => code !== 'DISCLOSURE_DENIED') ?? null;
}

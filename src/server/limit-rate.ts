import { RateLimitedError } from '../shared';
import type { Caller } from '../identity';
import { callerOf, type Part } from './exchange';

/** Takes one request of what a caller's organisation may send: 0, or the seconds after which it may again. */
export type TakeRequest = (caller: Caller) => Promise<number>;

/** Refuses a caller whose organisation sends too much, before its body is read. */
export function limitRate(take: TakeRequest): Part {
  return async (exchange) => {
    const seconds = await take(callerOf(exchange));
    if (seconds > 0) throw new RateLimitedError(seconds);
    return undefined;
  };
}

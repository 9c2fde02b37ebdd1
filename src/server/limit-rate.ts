import { RateLimitedError } from '../shared';
import type { Caller } from '../identity';
import { callerOf, type Part } from './exchange';

/** Takes one request of what a caller's organisation may send: 0, or the seconds after which it may again. */
export type TakeRequest = (caller: Caller) => Promise<number>;

/**
 * Refuses a caller whose organisation sends too much, before its body is read.
 *
 * What an engine asks for is part of a request that came in elsewhere: to count it there would refuse the answer to a write that is done.
 */
export function limitRate(take: TakeRequest): Part {
  return async (exchange) => {
    if (exchange.isEngine) return undefined;
    const seconds = await take(callerOf(exchange));
    if (seconds > 0) throw new RateLimitedError(seconds);
    return undefined;
  };
}

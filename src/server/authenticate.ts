import type { Authenticator } from '../identity';
import type { Part } from './exchange';

/**
 * Finds out who calls, before the body is read: an unknown sender costs neither memory nor parsing.
 *
 * The reason of a refusal is for the authenticator's log; the client reads a code.
 */
export function authenticate(authenticator: Pick<Authenticator, 'authenticate'>): Part {
  return async (exchange) => {
    exchange.caller = await authenticator.authenticate(exchange.request.headersDistinct);
    return undefined;
  };
}

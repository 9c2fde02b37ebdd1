import { UnavailableError } from '../../shared';
import type { Engine, EngineResult } from './engine';
import { postJson } from './post-json';

/**
 * An engine that runs by itself, such as Apollo Router or Cosmo, asked over HTTP and each time once. It must hand the headers
 * on to the subgraphs.
 *
 * @param onFault - told why it gave no answer
 */
export function remoteEngine(
  url: string,
  timeoutMs: number,
  onFault: (fault: unknown) => void,
): Engine {
  return async ({ query, variables, headers, signal }) => {
    const body = JSON.stringify({ query, variables });
    try {
      return (await postJson({ url, headers, body, signal, timeoutMs })) as EngineResult;
    } catch (fault) {
      onFault(fault);
      throw new UnavailableError();
    }
  };
}

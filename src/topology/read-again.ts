import { setTimeout as pause } from 'node:timers/promises';
import { OperationTypeNode } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { ConnectionLostError } from '../persistence';
import type { ExecutionRequest } from '../server';
import type { GatewayContext } from './gateway-context';

/** Milliseconds; a server that starts anew often answers after that, and a client waits no longer than it notices. */
const LONGEST_PAUSE_MS = 250;

/** What one attempt to read comes to. */
interface Attempt {
  readonly result: ExecutionResult;
}

/**
 * Reads a query once more as a whole when a connection broke under it, from a new look at the store: nothing of the first one was
 * answered or written to the log. What writes is never done again here, since nobody knows what of it has happened.
 */
export async function readAgain<T extends Attempt>(
  { operation, context }: Pick<ExecutionRequest<GatewayContext>, 'operation' | 'context'>,
  read: () => Promise<T>,
): Promise<T> {
  if (operation.operation !== OperationTypeNode.QUERY) return read();
  try {
    const first = await read();
    if (!isCut(first.result)) return first;
  } catch (error) {
    if (!isLoss(error)) throw error;
  }
  await context.startAnew();
  await pause(Math.random() * LONGEST_PAUSE_MS);
  return read();
}

function isCut({ errors }: ExecutionResult): boolean {
  return errors?.some(isLoss) === true;
}

/** In the wrapping of an executor; graphql-jit's errors are no instances of GraphQL's. */
function isLoss(error: unknown): boolean {
  let inner = error;
  for (let depth = 0; depth < 5; depth += 1) {
    if (inner instanceof ConnectionLostError) return true;
    if (typeof inner !== 'object' || inner === null) return false;
    inner = (inner as { originalError?: unknown }).originalError;
  }
  return false;
}

import type { Logger } from 'pino';

const DAY_MS = 86_400_000;

/** What goes on until it is stopped. */
export interface Counting {
  /** Starts no more and waits for the one that runs. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Has closed quarters counted now and every day, so that each case is in the statistics before retention lets it go. Several
 * instances may do so: a quarter is counted once.
 *
 * A count that fails is told to the log, and made up for by the next.
 */
export function countDaily(count: () => Promise<void>, log: Pick<Logger, 'warn'>): Counting {
  const run = (): Promise<void> =>
    count().catch((err: unknown) => {
      log.warn({ err }, 'closed quarters could not be counted');
    });
  let running = run();
  const timer = setInterval(() => {
    running = running.then(run);
  }, DAY_MS).unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

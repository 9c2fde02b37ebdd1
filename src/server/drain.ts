import type { EventEmitter } from 'node:events';
import type { Logger } from 'pino';

/** What {@link createLifecycle} needs. */
export interface LifecycleOptions {
  readonly log: Logger;
  /** Milliseconds after which the process ends even if a part has not stopped. Default 30 000. */
  readonly hardLimitMs?: number;
}

/** The process, as far as stopping it goes. */
export interface StoppableProcess extends Pick<EventEmitter, 'on'> {
  exit(code: number): void;
}

/** Stops what was started, last first. */
export interface Lifecycle {
  /** Registers how a part that has just been started is stopped. */
  onStop(name: string, stop: () => void | Promise<void>): void;
  /** Stops every part once, the last started first; true if all of them stopped without a fault. */
  stop(): Promise<boolean>;
  /** Stops on SIGTERM and SIGINT and ends the process: 0 after a clean stop, 1 otherwise and at a second signal. */
  stopOnSignals(target: StoppableProcess): void;
}

/** Makes the one list of what has to be stopped; the server comes last, so that it drains while all else still works. */
export function createLifecycle({ log, hardLimitMs = 30_000 }: LifecycleOptions): Lifecycle {
  const parts: { name: string; stop: () => void | Promise<void> }[] = [];
  let stopping: Promise<boolean> | null = null;

  const stopAll = async (): Promise<boolean> => {
    let isClean = true;
    for (const { name, stop } of parts.toReversed()) {
      try {
        await stop();
      } catch (error) {
        isClean = false;
        log.error({ err: error, part: name }, 'a part did not stop');
      }
    }
    return isClean;
  };

  const lifecycle: Lifecycle = {
    onStop: (name, stop) => {
      parts.push({ name, stop });
    },
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
    stopOnSignals: (target) => {
      let limit: NodeJS.Timeout | undefined;
      const onSignal = (): void => {
        if (limit) {
          clearTimeout(limit);
          log.warn('stopped at once by a second signal');
          target.exit(1);
          return;
        }
        log.info('stopping');
        limit = setTimeout(() => {
          log.error({ hardLimitMs }, 'did not stop in time');
          target.exit(1);
        }, hardLimitMs);
        void lifecycle.stop().then((isClean) => {
          clearTimeout(limit);
          target.exit(isClean ? 0 : 1);
        });
      };
      target.on('SIGTERM', onSignal);
      target.on('SIGINT', onSignal);
    },
  };
  return lifecycle;
}

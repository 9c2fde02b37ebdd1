import { DisclosureLog } from '../../src/disclosure-log';
import type { ChainHead, DisclosureLogOptions } from '../../src/disclosure-log';
import { BlindIndexer, Keyring } from '../../src/persistence';
import { systemClock } from '../../src/shared';

const key = (letter: string): Buffer => Buffer.alloc(32, letter);

export const anIndexer = new BlindIndexer(key('i'));
export const aKeyring = new Keyring([{ id: 'log-1', key: key('s').toString('base64') }]);

/** A log with what it told while it ran. */
export interface TestLog {
  readonly log: DisclosureLog;
  readonly faults: unknown[];
  readonly heads: ChainHead[];
  /** What happened to its checkpoints, in order. */
  readonly told: string[];
}

/** Opens a log; whoever opens it stops it. */
export function aLog(url: string, options: Partial<DisclosureLogOptions> = {}): TestLog {
  const faults: unknown[] = [];
  const heads: ChainHead[] = [];
  const told: string[] = [];
  const log = new DisclosureLog({
    url,
    indexer: anIndexer,
    keyring: aKeyring,
    clock: systemClock,
    checkpoints: {
      note: (head) => {
        heads.push(head);
        told.push('note');
      },
      stop: () => {
        told.push('stop');
        return Promise.resolve();
      },
    },
    onFault: (error) => faults.push(error),
    ...options,
  });
  return { log, faults, heads, told };
}

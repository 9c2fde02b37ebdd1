import { createHash, type Hash } from 'node:crypto';
import { SignatureError, type SignatureVerifier } from '../persistence';
import { CHECKPOINT_TYPE, checkpointDigest, readCheckpoint } from './checkpoint-format';
import type { CheckpointPayload, DroppedChain } from './checkpoint-format';
import type { FaultList } from './log-faults';
import type { CheckpointRecord, HeadRecord } from './log-record';

/** A checkpoint that was saved outside of the log, in an earlier check. */
export interface SavedCheckpoint {
  readonly number: number;
  readonly jws: string;
}

/**
 * Reads checkpoints that were saved, one JWS in a line.
 *
 * @throws SignatureError when one is no checkpoint of the gateway
 */
export async function readSavedCheckpoints(
  text: string,
  verifier: SignatureVerifier,
): Promise<readonly SavedCheckpoint[]> {
  const lines = text.split('\n').map((line) => line.trim());
  const saved: SavedCheckpoint[] = [];
  for (const jws of lines.filter((line) => line !== '')) {
    const payload = readCheckpoint(await verifier.verify(jws, CHECKPOINT_TYPE));
    if (payload === null) throw new SignatureError('MALFORMED');
    saved.push({ number: payload.number, jws });
  }
  return saved;
}

/** Where the heads of one chain were summed up, and the last sheet that was signed. */
interface SignedChain {
  readonly sum: Hash;
  sequence: number;
}

/**
 * Checks the chain of checkpoints, one after the other in the order of their numbers: signature, place, and that none is gone.
 *
 * What they say of sheets is summed up per chain, so that the same can be compared when the sheets come.
 */
export class CheckpointTrail {
  /** Where each chain begins whose older sheets were dropped. */
  readonly dropped = new Map<string, DroppedChain>();
  /** The last checkpoint. */
  newest: SavedCheckpoint | null = null;
  count = 0;
  readonly #signed = new Map<string, SignedChain>();
  readonly #awaited: Map<number, string>;

  constructor(
    private readonly verifier: SignatureVerifier,
    saved: readonly SavedCheckpoint[],
    private readonly faults: FaultList,
  ) {
    this.#awaited = new Map(saved.map(({ number, jws }) => [number, jws]));
  }

  async add(record: CheckpointRecord): Promise<void> {
    const { number, jws, head } = record;
    this.count += 1;
    this.#checkPlace(record);
    const payload = await this.#payloadOf(record);
    if (payload !== null) this.#checkContent(record, payload);
    if (payload?.kind === 'retention') {
      for (const chain of payload.dropped) this.dropped.set(chain.instance, chain);
    }
    if (head) this.#sumUp(number, head);
    this.#compareSaved(number, jws);
    this.newest = { number, jws };
  }

  /** To be called after the last checkpoint: what was saved outside and did not come is gone. */
  end(): void {
    const newest = this.newest?.number ?? 0;
    for (const number of this.#awaited.keys()) {
      const why =
        number > newest
          ? `the newest one here is ${newest}: the log was cut, or an older state of it was put back`
          : 'another stands in its place, or none';
      this.faults.add('SAVED', { checkpoint: number }, `saved checkpoint ${number}: ${why}`);
    }
  }

  /** The chains of which checkpoints speak. */
  instances(): Iterable<string> {
    return this.#signed.keys();
  }

  /** Whether these are all heads of a chain, in the order of their sheets, and as the checkpoints have them. */
  isSum(instance: string, sum: Hash): boolean {
    const own = this.#signed.get(instance)?.sum ?? createHash('sha256');
    return own.copy().digest('hex') === sum.copy().digest('hex');
  }

  #checkPlace({ number, previous }: CheckpointRecord): void {
    const expected = (this.newest?.number ?? 0) + 1;
    if (number < expected) {
      const why = `checkpoint ${number} stands twice, or behind a later one`;
      this.faults.add('CHECKPOINT_CHANGED', { checkpoint: number }, why);
      return;
    }
    if (number > expected) {
      const gone =
        expected === number - 1
          ? `checkpoint ${expected} is`
          : `checkpoints ${expected} to ${number - 1} are`;
      this.faults.add('CHECKPOINTS_CUT', { checkpoint: expected }, `${gone} gone`);
      return;
    }
    const before = this.newest === null ? null : checkpointDigest(this.newest.jws);
    if (previous !== before) {
      this.faults.add(
        'CHECKPOINT_CHANGED',
        { checkpoint: number },
        `checkpoint ${number} does not follow the one before it: one of the two was replaced`,
      );
    }
  }

  async #payloadOf({ number, jws }: CheckpointRecord): Promise<CheckpointPayload | null> {
    const place = { checkpoint: number };
    try {
      const payload = readCheckpoint(await this.verifier.verify(jws, CHECKPOINT_TYPE));
      if (payload === null) {
        this.faults.add('FORGED', place, `checkpoint ${number}: what was signed is no checkpoint`);
      }
      return payload;
    } catch (error) {
      if (!(error instanceof SignatureError)) throw error;
      const why = {
        MALFORMED: 'it is not signed as a checkpoint',
        UNKNOWN_KEY: 'it names a key that is not among the given ones',
        NOT_AUTHENTIC: 'its signature is not by the key that it names',
      }[error.fault];
      this.faults.add('FORGED', place, `checkpoint ${number}: ${why}`);
      return null;
    }
  }

  #checkContent(
    { number, at, head, previous }: CheckpointRecord,
    payload: CheckpointPayload,
  ): void {
    const place = { checkpoint: number };
    if (payload.number !== number) {
      this.faults.add(
        'REPLAYED',
        place,
        `checkpoint ${number}: the signed one here is number ${payload.number}`,
      );
      return;
    }
    const isSame =
      payload.at === at &&
      payload.previous === previous &&
      (payload.kind === 'retention'
        ? head === null
        : head?.instance === payload.instance &&
          head.sequence === payload.sequence &&
          head.hash === payload.hash);
    if (!isSame) {
      this.faults.add(
        'CHECKPOINT_CHANGED',
        place,
        `checkpoint ${number}: its columns are not what was signed`,
      );
    }
  }

  #sumUp(number: number, head: NonNullable<CheckpointRecord['head']>): void {
    const { instance, sequence } = head;
    let signed = this.#signed.get(instance);
    if (!signed) this.#signed.set(instance, (signed = { sum: createHash('sha256'), sequence: 0 }));
    if (sequence < signed.sequence) {
      this.faults.add(
        'CHECKPOINT_CHANGED',
        { checkpoint: number, instance, sequence },
        `checkpoint ${number} goes back behind a sheet that was signed before`,
      );
    }
    signed.sequence = Math.max(signed.sequence, sequence);
    addToSum(signed.sum, number, sequence, head.hash);
  }

  #compareSaved(number: number, jws: string): void {
    if (this.#awaited.get(number) === jws) this.#awaited.delete(number);
  }
}

/** Sums up the heads of one chain as they stand among its sheets. */
export function addHead(sum: Hash, head: HeadRecord): void {
  addToSum(sum, head.number, head.sequence, head.hash.toString('hex'));
}

function addToSum(sum: Hash, number: number, sequence: number, hash: string): void {
  sum.update(`${number} ${sequence} ${hash}\n`);
}

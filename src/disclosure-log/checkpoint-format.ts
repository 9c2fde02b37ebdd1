import { hash } from 'node:crypto';

/** The header `typ` of every checkpoint: a signature for another use never passes for one. */
export const CHECKPOINT_TYPE = 'kvarbo-log-checkpoint+jws';

interface CheckpointBase {
  /** Counts the checkpoints of all instances from 1, without gaps. */
  readonly number: number;
  /** When it was made, ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  /** SHA-256 of the JWS of the checkpoint before this one, in hex; null for the first. */
  readonly previous: string | null;
}

/** Says that a sheet and all before it in its chain are what they were when it was signed. */
export interface HeadCheckpoint extends CheckpointBase {
  readonly kind: 'head';
  readonly instance: string;
  readonly sequence: number;
  /** Of the sheet, in hex. */
  readonly hash: string;
}

/** Where a chain begins since its older sheets were dropped. */
export interface DroppedChain {
  readonly instance: string;
  /** The last sheet that was dropped, and its hash in hex. */
  readonly sequence: number;
  readonly hash: string;
  /** The chain's seed in hex: without its first sheet nothing else would bind the chain's row. */
  readonly seed: string;
}

/** Says which sheets were dropped since they were kept for as long as was set. */
export interface RetentionCheckpoint extends CheckpointBase {
  readonly kind: 'retention';
  /** The first instant that was kept, as `at`. */
  readonly before: string;
  readonly dropped: readonly DroppedChain[];
}

/** What a checkpoint signs. */
export type CheckpointPayload = HeadCheckpoint | RetentionCheckpoint;

/** What the checkpoint after this one holds as `previous`. */
export function checkpointDigest(jws: string): string {
  return hash('sha256', jws, 'hex');
}

/** The payload of a signature of the gateway as a checkpoint; null when it is none. */
export function readCheckpoint(value: unknown): CheckpointPayload | null {
  if (!isObject(value) || !isCount(value.number, 1) || typeof value.at !== 'string') return null;
  if (value.previous !== null && !isHash(value.previous)) return null;
  const isKnown =
    (value.kind === 'head' && isPlace(value)) ||
    (value.kind === 'retention' &&
      typeof value.before === 'string' &&
      Array.isArray(value.dropped) &&
      value.dropped.every((one) => isObject(one) && isPlace(one) && isHash(one.seed)));
  return isKnown ? (value as unknown as CheckpointPayload) : null;
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null;
}

function isPlace({ instance, sequence, hash: text }: Members): boolean {
  return typeof instance === 'string' && isCount(sequence, 1) && isHash(text);
}

function isCount(value: unknown, least: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

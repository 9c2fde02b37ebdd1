import type { ChainRow, SheetRow } from './sheet-format';

/** A stored checkpoint; `head` is null for one about retention. Hashes are hex. */
export interface CheckpointRecord {
  readonly kind: 'checkpoint';
  readonly number: number;
  /** ISO 8601 in UTC with milliseconds. */
  readonly at: string;
  readonly head: {
    readonly instance: string;
    readonly sequence: number;
    readonly hash: string;
  } | null;
  readonly previous: string | null;
  readonly jws: string;
}

/** A stored chain. */
export interface ChainRecord {
  readonly kind: 'chain';
  readonly chain: ChainRow;
}

/** A stored shape. */
export interface ShapeRecord {
  readonly kind: 'shape';
  readonly id: Buffer;
  readonly content: string;
}

/** A stored actor, sealed. */
export interface ActorRecord {
  readonly kind: 'actor';
  readonly id: Buffer;
  readonly sealed: Buffer;
}

/** A stored sheet with the hash that stands beside it. */
export interface SheetRecord {
  readonly kind: 'sheet';
  readonly sheet: SheetRow;
  readonly hash: Buffer;
}

/** What a checkpoint says of a sheet, repeated where the sheet stands, so that checking needs no memory of all of them. */
export interface HeadRecord {
  readonly kind: 'head';
  /** Number of the checkpoint. */
  readonly number: number;
  readonly instance: string;
  readonly sequence: number;
  readonly hash: Buffer;
}

/**
 * The whole log as one sequence: checkpoints by number, chains, shapes, actors, and then sheets and heads by chain and
 * sequence, a sheet before the heads that are about it.
 */
export type LogRecord =
  CheckpointRecord | ChainRecord | ShapeRecord | ActorRecord | SheetRecord | HeadRecord;

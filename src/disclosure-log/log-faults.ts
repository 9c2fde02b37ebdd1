/**
 * What can be wrong with a log.
 *
 * - `CHANGED`: a sheet does not give its hash, all around it is right
 * - `OUT_OF_PLACE`: sheets were put in, taken out, moved or swapped, and their numbers set anew
 * - `REPEATED`: a number of a chain stands twice, or in the wrong order
 * - `MISSING`: sheets within a chain are gone
 * - `CUT`: sheets at the end of a chain are gone that were signed or followed
 * - `REWRITTEN`: sheets were changed together with all hashes after them
 * - `LEFT_OVER`: a sheet that was dropped stands there
 * - `NO_CHAIN`: a chain is gone, or sheets belong to none
 * - `CHAIN_CHANGED`: what a chain says about itself is not what it said
 * - `SHAPE`: what was disclosed and denied was changed or is gone
 * - `ACTOR`: who asked was changed or is gone
 * - `FORGED`: a checkpoint is not signed by a key of the gateway
 * - `REPLAYED`: an old checkpoint stands in the place of another
 * - `CHECKPOINT_CHANGED`: a checkpoint is not the one that was signed here
 * - `CHECKPOINTS_CUT`: checkpoints are gone
 * - `SAVED`: a checkpoint that was kept outside is not in the log
 */
export type LogFaultKind =
  | 'CHANGED'
  | 'OUT_OF_PLACE'
  | 'REPEATED'
  | 'MISSING'
  | 'CUT'
  | 'REWRITTEN'
  | 'LEFT_OVER'
  | 'NO_CHAIN'
  | 'CHAIN_CHANGED'
  | 'SHAPE'
  | 'ACTOR'
  | 'FORGED'
  | 'REPLAYED'
  | 'CHECKPOINT_CHANGED'
  | 'CHECKPOINTS_CUT'
  | 'SAVED';

/** One fault, as far as it can be told where it is. */
export interface LogFault {
  readonly kind: LogFaultKind;
  /** Number of the checkpoint, if it is one that is wrong. */
  readonly checkpoint: number | null;
  /** The chain, and the first sheet that is wrong. */
  readonly instance: string | null;
  readonly sequence: number | null;
  /** One sentence; without any value of a sheet. */
  readonly message: string;
}

/** Where in the log a fault is. */
export interface FaultPlace {
  readonly checkpoint?: number;
  readonly instance?: string;
  readonly sequence?: number;
}

/** Faults in the order in which they are met: the first of them are kept, all are counted. */
export class FaultList {
  readonly kept: LogFault[] = [];
  count = 0;

  constructor(private readonly most = 100) {}

  add(kind: LogFaultKind, place: FaultPlace, message: string): void {
    this.count += 1;
    if (this.kept.length >= this.most) return;
    const { checkpoint = null, instance = null, sequence = null } = place;
    this.kept.push({ kind, checkpoint, instance, sequence, message });
  }
}

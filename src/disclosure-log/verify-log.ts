import type { SignatureVerifier } from '../persistence';
import { ChainRegister } from './chain-register';
import { CheckpointTrail, type SavedCheckpoint } from './checkpoint-trail';
import { SheetCheck } from './sheet-check';
import { shapeId } from './sheet-format';
import { FaultList, type LogFault } from './log-faults';
import type { LogRecord } from './log-record';
import { SharedRows } from './shared-rows';

/** Whether the envelope of an actor opens and holds whom its id stands for. */
export type ActorCheck = (id: Buffer, sealed: Buffer) => boolean;

/** What a check is given besides the log. */
export interface VerifyOptions {
  /** Knows the public keys that the checking side holds. */
  readonly verifier: SignatureVerifier;
  /** Checkpoints that were saved in earlier checks: each must still be in the log. */
  readonly saved: readonly SavedCheckpoint[];
  /** Opens actors; null where the sealing keys are not at hand, and envelopes are then not looked into. */
  readonly actors: ActorCheck | null;
}

/** What a check found. */
export interface LogVerdict {
  /** The first faults, in the order of the log. */
  readonly faults: readonly LogFault[];
  /** How many faults there are in all. */
  readonly faultCount: number;
  readonly counts: LogCounts;
  /** The last checkpoint, to be saved outside for the next check; null when there is none. */
  readonly newest: SavedCheckpoint | null;
}

/** How much was checked. */
export interface LogCounts {
  readonly checkpoints: number;
  readonly chains: number;
  readonly sheets: number;
  /** One for each case of a sheet. */
  readonly entries: number;
  /** Sheets that no checkpoint speaks for yet; they could be cut without a trace in the log. */
  readonly unsigned: number;
  /** Sheets behind the place where a later chain goes on: of answers that were never released. */
  readonly extra: number;
  readonly shapes: number;
  readonly actors: number;
  /** Sheets that were dropped when their time was over. */
  readonly dropped: number;
}

/** The records do not come in the order of a log. */
export class LogOrderError extends Error {
  constructor() {
    super('The records do not come in the order of a log.');
    this.name = 'LogOrderError';
  }
}

const PHASES = ['checkpoint', 'chain', 'shape', 'actor', 'sheet'] as const;

/**
 * Checks a whole log in one pass and in little memory: what grows with the number of sheets is not kept.
 *
 * It proves that every sheet, shape and chain is what it was when the last checkpoint that speaks for it was signed, and that
 * none before it is gone. Sheets after the last checkpoint are chained, but nothing outside speaks for their number.
 *
 * @throws LogOrderError when the records are in another order than {@link LogRecord} says
 */
export async function verifyLog(
  records: AsyncIterable<LogRecord>,
  options: VerifyOptions,
): Promise<LogVerdict> {
  const check = new LogCheck(options);
  for await (const record of records) await check.add(record);
  return check.end();
}

class LogCheck {
  readonly #faults = new FaultList();
  readonly #trail: CheckpointTrail;
  readonly #chains: ChainRegister;
  readonly #shapes: SharedRows;
  readonly #actors: SharedRows;
  readonly #sheets: SheetCheck;
  readonly #actorCheck: ActorCheck;
  #phase = 0;

  constructor({ verifier, saved, actors }: VerifyOptions) {
    this.#trail = new CheckpointTrail(verifier, saved, this.#faults);
    this.#chains = new ChainRegister(this.#trail.dropped, this.#faults);
    this.#shapes = new SharedRows('SHAPE', 'list of what was disclosed', this.#faults);
    this.#actors = new SharedRows('ACTOR', 'caller', this.#faults);
    this.#sheets = new SheetCheck({
      chains: this.#chains,
      trail: this.#trail,
      shapes: this.#shapes,
      actors: this.#actors,
      faults: this.#faults,
    });
    this.#actorCheck = actors ?? (() => true);
  }

  async add(record: LogRecord): Promise<void> {
    this.#enter(PHASES.indexOf(record.kind === 'head' ? 'sheet' : record.kind));
    switch (record.kind) {
      case 'checkpoint':
        await this.#trail.add(record);
        break;
      case 'chain':
        this.#chains.add(record.chain);
        break;
      case 'shape':
        this.#shapes.add(record.id, shapeId(record.content).equals(record.id));
        break;
      case 'actor':
        this.#actors.add(record.id, this.#actorCheck(record.id, record.sealed));
        break;
      case 'sheet':
        this.#sheets.add(record);
        break;
      case 'head':
        this.#sheets.addHead(record);
    }
  }

  end(): LogVerdict {
    this.#enter(PHASES.length);
    const { kept, count } = this.#faults;
    const { sheets, entries, unsigned, extra } = this.#sheets;
    return {
      faults: kept,
      faultCount: count,
      counts: {
        checkpoints: this.#trail.count,
        chains: this.#chains.count,
        sheets,
        entries,
        unsigned,
        extra,
        shapes: this.#shapes.count,
        actors: this.#actors.count,
        dropped: this.#chains.droppedSheets,
      },
      newest: this.#trail.newest,
    };
  }

  /** Each kind of record is complete before the next one begins. */
  #enter(phase: number): void {
    if (phase < this.#phase) throw new LogOrderError();
    while (this.#phase < phase) {
      const left = PHASES[this.#phase];
      this.#phase += 1;
      if (left === 'checkpoint') this.#trail.end();
      if (left === 'chain') this.#chains.link(this.#trail.instances());
      if (left === 'sheet') {
        this.#sheets.end();
        this.#shapes.end();
        this.#actors.end();
      }
    }
  }
}

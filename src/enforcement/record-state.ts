import type { LocalDate } from '../shared';
import { boardKnowsSince } from './board-knowledge';
import {
  closedForBoardOn,
  closedOn,
  closureForBoard,
  endedAt,
  endedForBoardAt,
} from './closure-cut';
import type { EnforcementStatus } from './enforcement-status.type';
import { evictionNotifiedAt } from './eviction-notice-time';
import { statusForApplicant, statusForBoard, statusIfTold } from './status-cut';
import type { ValidEvictionRecord } from './validate-eviction-record';
import type { ValidClosure } from './validate-record-parts';
import type { VersionChain } from './version-facts';
import { currentOf, firstReceipt } from './version-facts';

/** A record as all its versions together make it. */
export interface RecordState {
  /** The current version. */
  readonly content: ValidEvictionRecord;
  /** Numbers of all versions, rising. */
  readonly versions: readonly number[];
  readonly firstRecordedAt: Date;
  readonly recordedAt: Date;
  readonly boardKnowsSince: Date | null;
  readonly statusForApplicant: EnforcementStatus;
  readonly statusForBoard: EnforcementStatus | null;
  /** The board's status while executions may be told; its closure and its end are then the whole ones. */
  readonly statusIfTold: EnforcementStatus | null;
  readonly closureForBoard: ValidClosure | null;
  readonly evictionNotifiedAt: Date | null;
  readonly closedOn: LocalDate | null;
  readonly closedForBoardOn: LocalDate | null;
  /** Instant at which the present end was first recorded, and that of the end which the board sees. */
  readonly endedAt: Date | null;
  readonly endedForBoardAt: Date | null;
}

/**
 * What a record is, from the set of its versions and the content of the highest: a pure function, so that the order of arrival
 * decides nothing but instants of receipt.
 */
export function stateOf(versions: VersionChain, content: ValidEvictionRecord): RecordState {
  const { recordedAt } = currentOf(versions);
  const board = statusForBoard(versions);
  const shown = board?.shown ?? null;
  const closure = closureForBoard(versions, content.closure);
  const ended = closedOn(versions, content.closure);
  return {
    content,
    versions: versions.map(({ version }) => version),
    firstRecordedAt: firstReceipt(versions) ?? recordedAt,
    recordedAt,
    boardKnowsSince: boardKnowsSince(versions),
    statusForApplicant: statusForApplicant(versions),
    statusForBoard: board?.status ?? null,
    statusIfTold: statusIfTold(versions),
    closureForBoard: closure,
    evictionNotifiedAt: evictionNotifiedAt(versions),
    closedOn: ended,
    closedForBoardOn: closedForBoardOn(shown, closure),
    endedAt: ended === null ? null : (endedAt(versions) ?? recordedAt),
    endedForBoardAt: shown && endedForBoardAt(shown),
  };
}

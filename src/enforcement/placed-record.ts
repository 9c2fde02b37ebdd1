import type { RecordState } from './record-state';

/** A record with its place in the hub: its case, and parties as the store names them. */
export interface PlacedRecord {
  readonly caseId: string;
  readonly state: RecordState;
  readonly authority: string;
  readonly applicant: string;
  /** Persons of the case that the defendants are, in their order. */
  readonly personIds: readonly string[];
}

import { KvarboError, publicMessage } from '../shared';
import type { DisclosureNote } from './plan';

/** A field of the operation that the policy denies to the caller's agency; one for each field, whatever the data. */
export class DisclosureDeniedError extends KvarboError {
  readonly code = 'DISCLOSURE_DENIED';

  constructor(private readonly note: DisclosureNote) {
    super(publicMessage('DISCLOSURE_DENIED'));
  }

  override extensions(): Record<string, unknown> {
    return { coordinate: this.note.coordinate, legalBasis: this.note.legalBasis };
  }
}

import { KvarboError } from '../shared';

/** Why a signature proves nothing. */
export type SignatureFault = 'MALFORMED' | 'UNKNOWN_KEY' | 'NOT_AUTHENTIC';

/** A signature is not one that a known key of the gateway made for this use. Names the fault, never what was signed. */
export class SignatureError extends KvarboError {
  readonly code = 'INTERNAL';

  constructor(readonly fault: SignatureFault) {
    super('A signature does not hold.');
  }
}

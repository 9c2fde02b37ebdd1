import type { ConsentGroup, OwnerSwitch } from './conditions';

/** What decides all conditions of one case for one reader: computed once per case, never per field. */
export interface CaseFacts {
  /** The reader is a party: a landlord as applicant, Kronofogden where the landlord invokes its notice. */
  readonly party: boolean;
  /** A notified eviction time exists. */
  readonly dateSet: boolean;
  /** Every person of the case is known to have no protected identity; unknown counts as protected. */
  readonly unprotected: boolean;
  /** Field groups opened to this reader, for this purpose, by consents in force. */
  readonly consents: ReadonlySet<ConsentGroup>;
  /** Owner switches in force at the owners of this case's data. */
  readonly switches: ReadonlySet<OwnerSwitch>;
}

/** The facts when nothing is known: every condition fails. */
export const NO_FACTS: CaseFacts = Object.freeze({
  party: false,
  dateSet: false,
  unprotected: false,
  consents: new Set<ConsentGroup>(),
  switches: new Set<OwnerSwitch>(),
});

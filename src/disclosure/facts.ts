import type { ConsentGroup, OwnerSwitch } from './conditions';

/** What opened a field of one owner: the owner, as the store names it, and the consents or standing decisions that did. */
export interface Opening {
  readonly owner: string;
  readonly ids: readonly string[];
}

/** What decides all conditions of one case for one reader: computed once per case, never per field. */
export interface CaseFacts {
  /** The reader is a party: a landlord as applicant, Kronofogden where the landlord invokes its notice. */
  readonly party: boolean;
  /** A notified eviction time exists. */
  readonly dateSet: boolean;
  /** Every person of the case is stated to have no protected identity; unknown counts as protected. */
  readonly unprotected: boolean;
  /** Persons who are stated to have no protected identity. */
  readonly unprotectedPersons: ReadonlySet<string>;
  /** Persons whom this reader knows and who are stated to have one, by a statement that binds it. */
  readonly protectedPersons: ReadonlySet<string>;
  /** Field groups opened to this reader, for this purpose, by consents in force of every tenant; by the owners whose data they open. */
  readonly consents: ReadonlyMap<ConsentGroup, readonly Opening[]>;
  /** Consents in force that name this reader and its purpose, whether or not they open anything; by their owners. */
  readonly named: readonly Opening[];
  /** Owner switches in force at the owners of this case's data. */
  readonly switches: ReadonlyMap<OwnerSwitch, readonly Opening[]>;
}

/** The facts when nothing is known: every condition fails. */
export const NO_FACTS: CaseFacts = Object.freeze({
  party: false,
  dateSet: false,
  unprotected: false,
  unprotectedPersons: new Set<string>(),
  protectedPersons: new Set<string>(),
  consents: new Map<ConsentGroup, readonly Opening[]>(),
  named: Object.freeze([]),
  switches: new Map<OwnerSwitch, readonly Opening[]>(),
});

/** A PostgreSQL role under which the service reads: one per agency, each with its own row policies and columns. */
export type ReaderRole =
  'kvarbo_landlord' | 'kvarbo_social_services' | 'kvarbo_enforcement' | 'kvarbo_oversight';

/** A PostgreSQL role under which the service writes: one per domain, each writing its own schema alone. */
export type WriterRole =
  | 'kvarbo_cases_writer'
  | 'kvarbo_landlord_writer'
  | 'kvarbo_social_writer'
  | 'kvarbo_enforcement_writer';

/** The role that reads the facts on which conditions are decided, and nothing else. */
export const deciderRole = 'kvarbo_decider';

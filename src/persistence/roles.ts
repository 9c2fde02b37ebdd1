/** The PostgreSQL roles under which the service reads: one per agency, each with its own row policies and columns. */
export const readerRoles = [
  'kvarbo_landlord',
  'kvarbo_social_services',
  'kvarbo_enforcement',
  'kvarbo_oversight',
] as const;

/** The PostgreSQL roles under which the service writes: one per domain, each writing its own schema alone. */
export const writerRoles = [
  'kvarbo_cases_writer',
  'kvarbo_landlord_writer',
  'kvarbo_social_writer',
  'kvarbo_enforcement_writer',
] as const;

/** The role that reads the facts on which conditions are decided, and nothing else. */
export const deciderRole = 'kvarbo_decider';

/** One of {@link readerRoles}. */
export type ReaderRole = (typeof readerRoles)[number];

/** One of {@link writerRoles}. */
export type WriterRole = (typeof writerRoles)[number];

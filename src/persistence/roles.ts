import { Agency } from '../shared';

/** A PostgreSQL role under which the service reads: one per agency, each with its own row policies and columns. */
export type ReaderRole =
  'kvarbo_landlord' | 'kvarbo_social_services' | 'kvarbo_enforcement' | 'kvarbo_oversight';

/** The role under which each agency reads. */
export const readerRoles: Readonly<Record<Agency, ReaderRole>> = {
  [Agency.LANDLORD]: 'kvarbo_landlord',
  [Agency.SOCIAL_SERVICES]: 'kvarbo_social_services',
  [Agency.ENFORCEMENT]: 'kvarbo_enforcement',
  [Agency.OVERSIGHT]: 'kvarbo_oversight',
};

/** A PostgreSQL role under which the service writes: one per domain, each writing its own schema alone. */
export type WriterRole =
  | 'kvarbo_cases_writer'
  | 'kvarbo_landlord_writer'
  | 'kvarbo_social_writer'
  | 'kvarbo_enforcement_writer'
  | 'kvarbo_disclosure_writer';

/** The role that reads the facts on which conditions are decided, and nothing else. */
export const deciderRole = 'kvarbo_decider';

/** The role that reads all that one controller holds, for its report to the person concerned, and nothing else. */
export const subjectAccessRole = 'kvarbo_subject_access';

/** The role that tells, for the control of access, whom an organisation's cases are about, by blind index and nothing else. */
export const accessReviewRole = 'kvarbo_access_review';

/** A role that a reading session takes on for single statements, beside the reader's own. */
export type SideRole = typeof deciderRole | typeof subjectAccessRole | typeof accessReviewRole;

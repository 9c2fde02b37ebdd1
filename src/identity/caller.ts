import type { Agency, Purpose } from '../shared';

/**
 * Who is calling and for what: what a verified access token and the chosen purpose come down to.
 *
 * Nothing in it was said by the request alone, except which of the granted purposes it uses.
 */
export interface Caller {
  readonly agency: Agency;
  /** The organisation that calls: `NNNNNN-NNNN`, or the id of a social board. */
  readonly organisation: string;
  /** The principal that a landlord's representative acts for, as `NNNNNN-NNNN`; null for everybody else. */
  readonly actingFor: string | null;
  /** The organisation whose data is read: the principal if there is one, else the caller's own. */
  readonly reader: string;
  /** The system that called (`client_id`). */
  readonly client: string;
  /** The person behind the system, as the issuer names it; null when a system calls for itself. */
  readonly user: string | null;
  readonly purpose: Purpose;
  /** The granted scopes, purposes left out. */
  readonly scopes: ReadonlySet<string>;
  /** Instant from which the token is no longer good, in milliseconds since 1970-01-01T00:00Z. */
  readonly expiresAt: number;
}

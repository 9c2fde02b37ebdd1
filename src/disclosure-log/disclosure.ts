import type { Agency, Purpose } from '../shared';
import type { ShapeContent } from './sheet-format';

/** Who called, in words that a person can check: names of organisations as they are, not as they are stored. */
export interface DisclosureActor {
  readonly organisation: string;
  /** The principal that a representative acts for, null for everybody else. */
  readonly actingFor: string | null;
  /** The system that called. */
  readonly client: string;
  /** The person behind the system, null when a system calls for itself. */
  readonly user: string | null;
}

/** Most cases of one disclosure: more would make a row that no reader of one of its entries wants to unpack. */
export const MOST_CASES = 100;

/**
 * One disclosure: what one request disclosed of some cases by one decision, or that it looked something up. Each of its cases is an
 * entry of the log.
 *
 * Its lists must not change afterwards: disclosures with the very same lists are digested once.
 *
 * @legalSource SPL-10-ACCESS
 */
export interface Disclosure extends ShapeContent {
  readonly requestId: string;
  readonly agency: Agency;
  /** Stored name of the organisation that called. */
  readonly organisation: string;
  /** Stored name of the organisation whose data was read, or in whose name. */
  readonly principal: string;
  readonly actor: DisclosureActor;
  readonly purpose: Purpose;
  /** Each a UUID in lower case, or null for what is about no case; one at least and {@link MOST_CASES} at most. */
  readonly cases: readonly (string | null)[];
  /** Of each case, the blind indexes of the persons whose data was disclosed or who were looked up, as hex in lower case. */
  readonly subjects: readonly (readonly string[])[];
  /** Stored names of the organisations whose data was disclosed. */
  readonly controllers: readonly string[];
  /** Ids (UUID in lower case) of the consents and standing decisions that opened something. */
  readonly openedBy: readonly string[];
}

const hex = /^(?:[0-9a-f]{2})+$/;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** What PostgreSQL cannot store, or would give back as something else, so that the hash would not fit. */
const unstorable = /[\0\p{Surrogate}]/u;

/**
 * Refuses a disclosure that could not be stored as it is: in a group commit it would take others with it.
 *
 * @param storable - texts that were looked at already; what is looked at now is added
 * @throws TypeError naming the field, not its value
 */
export function assertStorable(disclosure: Disclosure, storable: Set<string>): void {
  const { cases, openedBy, controllers, subjects, requestId, organisation, principal } = disclosure;
  const isText = (text: string): boolean => {
    if (storable.has(text)) return true;
    if (unstorable.test(text)) return false;
    storable.add(text);
    return true;
  };
  const isCount = cases.length > 0 && cases.length <= MOST_CASES;
  if (!isCount || !cases.every((id) => id === null || uuid.test(id))) throw unfit('cases');
  if (!openedBy.every((id) => uuid.test(id))) throw unfit('openedBy');
  if (!controllers.every(isText)) throw unfit('controllers');
  const areHex = (persons: readonly string[]): boolean => persons.every((one) => hex.test(one));
  if (subjects.length !== cases.length || !subjects.every(areHex)) throw unfit('subjects');
  if (!isText(requestId)) throw unfit('requestId');
  if (!isText(organisation)) throw unfit('organisation');
  if (!isText(principal)) throw unfit('principal');
}

function unfit(field: string): TypeError {
  return new TypeError(`The ${field} of a disclosure cannot be stored.`);
}

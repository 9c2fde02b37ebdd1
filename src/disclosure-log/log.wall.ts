import type { ClosedTable, WallTable } from '../disclosure';
import { carries, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;
const ENTRY = carries('DisclosureLogEntry.*');

/** An agency reads about the disclosures to itself. */
const toItself = (agency: Agency): string => `agency = '${agency}' AND principal = ${READER}`;

/**
 * What entries share is found by its hash in an entry. It names no person: a shape holds coordinates and rules, an actor is sealed
 * by a key that no role of the database has. To ask for each row whether some entry of the reader refers to it would cost a pass
 * over all its entries.
 */
const BY_ITS_HASH: WallTable['rows'] = {
  [LANDLORD]: 'true',
  [SOCIAL_SERVICES]: 'true',
  [ENFORCEMENT]: 'true',
  [OVERSIGHT]: 'true',
};

/**
 * The log as its readers meet it: an agency about its own users, auditors about disclosures to or from their controller.
 *
 * @legalSource SPL-10-ACCESS
 * @legalSource KFL-2-26
 */
export const LOG_WALL: readonly WallTable[] = [
  {
    name: 'log.entry',
    rows: {
      [LANDLORD]: toItself(LANDLORD),
      [SOCIAL_SERVICES]: toItself(SOCIAL_SERVICES),
      [ENFORCEMENT]: toItself(ENFORCEMENT),
      [OVERSIGHT]: `principal = ${READER} OR controllers @> ARRAY[${READER}]`,
    },
    columns: {
      recorded_at: ENTRY,
      instance: ENTRY,
      sequence: ENTRY,
      request: own(),
      agency: ENTRY,
      organisation: ENTRY,
      principal: ENTRY,
      actor: ENTRY,
      purpose: ENTRY,
      shape: ENTRY,
      cases: ENTRY,
      controllers: ENTRY,
      subjects: ENTRY,
      subject_cases: ENTRY,
      opened_by: ENTRY,
      hash: own(),
    },
  },
  {
    name: 'log.shape',
    rows: BY_ITS_HASH,
    columns: { id: ENTRY, content: ENTRY },
  },
  {
    name: 'log.actor',
    rows: BY_ITS_HASH,
    columns: { id: ENTRY, sealed: ENTRY },
  },
];

/** What proves that the log is whole is for its verifier. */
export const LOG_CLOSED: readonly ClosedTable[] = [
  { name: 'log.chain', closed: 'The verifier alone follows chains.' },
  { name: 'log.checkpoint', closed: 'Checkpoints leave by export, not by a request.' },
];

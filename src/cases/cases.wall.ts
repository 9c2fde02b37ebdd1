import type { ClosedTable, WallTable } from '../disclosure';
import { carries, carriesFor, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

const shareOf = (agency: Agency): string =>
  `agency = '${agency}' AND organisation = ${READER} AND known`;
const keyOf = (agency: Agency): string => `agency = '${agency}' AND organisation = ${READER}`;

/** The hub's tables that readers meet: each reader's own share of a case, and the terms by which it finds its cases. */
export const CASES_WALL: readonly WallTable[] = [
  {
    name: 'cases.share',
    rows: {
      [LANDLORD]: shareOf(LANDLORD),
      [SOCIAL_SERVICES]: shareOf(SOCIAL_SERVICES),
      [ENFORCEMENT]: shareOf(ENFORCEMENT),
      [OVERSIGHT]: shareOf(OVERSIGHT),
    },
    columns: {
      // A board's record joins the board's own share.
      agency: own(SOCIAL_SERVICES),
      organisation: own(SOCIAL_SERVICES),
      case_id: carries('Case.id'),
      version: carries('Case.version'),
      board_id: carries('Case.board'),
      received_at: carries('Case.receivedAt'),
      stage: carries('Case.stage'),
      recovery_ends_on: carries('Case.stage', 'Case.deadlines'),
      // For order and scope of lists, which auditors do not have.
      eviction_on: carries('EvictionTime.date'),
      closed_on: carries('CaseConnection.*'),
      known: own(),
      // For whether a case was there at an instant.
      known_since: own(LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT),
      // Whether landlords' words still reach a board.
      handed_over: own(SOCIAL_SERVICES),
      executed_by: own(SOCIAL_SERVICES),
      stage_if_told: carriesFor([SOCIAL_SERVICES], 'Case.stage'),
      recovery_ends_if_told_on: carriesFor([SOCIAL_SERVICES], 'Case.stage'),
      closed_if_told_on: carriesFor([SOCIAL_SERVICES], 'CaseConnection.*'),
      queue_place: carriesFor([SOCIAL_SERVICES], 'SocialServicesRecord.priority'),
      // Written into the disclosure log, never into an answer.
      trail: own(LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT),
    },
  },
  {
    name: 'cases.next_deadline',
    rows: {
      [LANDLORD]: keyOf(LANDLORD),
      [SOCIAL_SERVICES]: keyOf(SOCIAL_SERVICES),
      [ENFORCEMENT]: keyOf(ENFORCEMENT),
    },
    columns: {
      agency: own(),
      organisation: own(),
      case_id: carries('CaseConnection.*'),
      is_open: carries('CaseConnection.*'),
      after: carries('Case.deadlines'),
      until: carries('Case.deadlines'),
      day: carries('Case.deadlines'),
    },
  },
  {
    name: 'cases.search_key',
    rows: {
      [LANDLORD]: keyOf(LANDLORD),
      [SOCIAL_SERVICES]: keyOf(SOCIAL_SERVICES),
      [ENFORCEMENT]: keyOf(ENFORCEMENT),
    },
    columns: {
      agency: own(),
      organisation: own(),
      kind: carries('CaseConnection.*'),
      value: carries('CaseConnection.*'),
      case_id: carries('CaseConnection.*'),
    },
  },
];

const FACTS = 'The decider reads the facts; what follows from them stands in the answer.';
const WORKINGS = 'The hub alone works with it.';

/** The hub's tables that no reader gets anything of. */
export const CASES_CLOSED: readonly ClosedTable[] = [
  { name: 'cases."case"', closed: WORKINGS },
  { name: 'cases.term', closed: WORKINGS },
  { name: 'cases.person', closed: WORKINGS },
  { name: 'cases.idempotency', closed: WORKINGS },
  { name: 'cases.notice_fact', closed: FACTS },
  { name: 'cases.settlement_fact', closed: FACTS },
  { name: 'cases.enforcement_fact', closed: FACTS },
  { name: 'cases.social_fact', closed: FACTS },
  { name: 'cases.consent_fact', closed: FACTS },
  { name: 'cases.protection_fact', closed: FACTS },
  { name: 'cases.undertaking_fact', closed: FACTS },
  { name: 'cases.handover_fact', closed: FACTS },
];

import type { ClosedTable, ConsentGroup, WallColumn, WallTable } from '../disclosure';
import { carries, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;
const OF_ITS_BOARD = `board_id = ${READER}`;

/** An entry that holds goes to whom a consent in force to its group names; which consents those are, their own table decides. */
const openedByConsent = (table: string, group: ConsentGroup): string =>
  `superseded_at IS NULL AND EXISTS (SELECT FROM social.consent c
  WHERE c.case_id = ${table}.case_id AND c.board_id = ${table}.board_id AND c.field_group = '${group}')`;

const NAMED_BY_CONSENT = openedByConsent('social_case', 'CASEWORKER_CONTACT');
const PLAN_BY_CONSENT = openedByConsent('payment_plan', 'PAYMENT_PLAN');
const AID_BY_CONSENT = openedByConsent('financial_aid', 'FINANCIAL_AID');

/** What speaks of the time that is set goes to whoever has a record of the case; it lapses when the time is moved or cleared. */
const ofTheTimeSet = (table: string): string => `superseded_at IS NULL AND lapsed_at IS NULL
  AND EXISTS (SELECT FROM cases.share s WHERE s.case_id = ${table}.case_id)`;

/** That there is an entry at all is what row 24 of the law's matrix keeps at the board. */
const ENTRY = carries('SocialServicesRecord.status');

/** An entry of the board that nobody else reads any part of. */
function entry(name: string, columns: Readonly<Record<string, WallColumn>>): WallTable {
  return {
    name,
    rows: { [SOCIAL_SERVICES]: OF_ITS_BOARD },
    columns: { id: ENTRY, case_id: ENTRY, board_id: ENTRY, recorded_at: ENTRY, ...columns },
  };
}

/** What relates a caseworker to its case goes where the caseworker goes. */
const WITH_CASEWORKER = carries('SocialServicesRecord.status', 'SocialServicesRecord.caseworker');

/** What relates aid or a plan to its case goes where the aid or the plan goes. */
const WITH_AID = carries('SocialServicesRecord.financialAid');
const WITH_PLAN = carries('SocialServicesRecord.paymentPlan');
const WITH_CONFIRMATION = carries('SocialServicesRecord.evictionConfirmation');
const WITH_ATTENDANCE = carries('SocialServicesRecord.attendance');

/** The board's own record: of that board alone, but for what a tenant's consent opens. @legalSource OSL-26-1 */
export const SOCIAL_SERVICES_WALL: readonly WallTable[] = [
  {
    name: 'social.social_case',
    rows: {
      [LANDLORD]: NAMED_BY_CONSENT,
      [SOCIAL_SERVICES]: OF_ITS_BOARD,
      [ENFORCEMENT]: NAMED_BY_CONSENT,
    },
    columns: {
      id: WITH_CASEWORKER,
      case_id: WITH_CASEWORKER,
      board_id: WITH_CASEWORKER,
      recorded_at: ENTRY,
      superseded_at: WITH_CASEWORKER,
      opened_at: carries('SocialServicesRecord.openedAt'),
      sealed_caseworker: carries(
        'Caseworker.id@SocialServicesRecord.caseworker',
        'Caseworker.name@SocialServicesRecord.caseworker',
        'Caseworker.phone@SocialServicesRecord.caseworker',
        'Caseworker.email@SocialServicesRecord.caseworker',
      ),
      sealed_journal_reference: carries('SocialServicesRecord.journalReference'),
    },
  },
  entry('social.household', {
    superseded_at: ENTRY,
    adults: carries('Household.adults'),
    children: carries('Household.children'),
    elderly: carries('Household.elderly'),
  }),
  entry('social.contact_attempt', {
    attempted_at: carries('ContactAttempt.at'),
    channel: carries('ContactAttempt.channel'),
    result: carries('ContactAttempt.result'),
  }),
  entry('social.assessment', {
    superseded_at: ENTRY,
    pattern: carries('Assessment.pattern'),
    cause: carries('Assessment.cause'),
    assessed_on: carries('Assessment.assessedOn'),
  }),
  entry('social.outcome', {
    superseded_at: ENTRY,
    kind: carries('CaseOutcome.kind'),
    decided_on: carries('CaseOutcome.decidedOn'),
  }),
  {
    name: 'social.financial_aid',
    rows: {
      [LANDLORD]: AID_BY_CONSENT,
      [SOCIAL_SERVICES]: OF_ITS_BOARD,
      [ENFORCEMENT]: AID_BY_CONSENT,
    },
    columns: {
      id: WITH_AID,
      case_id: WITH_AID,
      board_id: WITH_AID,
      recorded_at: ENTRY,
      superseded_at: WITH_AID,
      status: carries('FinancialAid.status'),
      amount: carries('FinancialAid.amount'),
      decided_on: carries('FinancialAid.decidedOn'),
    },
  },
  {
    name: 'social.payment_plan',
    rows: { [LANDLORD]: PLAN_BY_CONSENT, [SOCIAL_SERVICES]: OF_ITS_BOARD },
    columns: {
      id: WITH_PLAN,
      case_id: WITH_PLAN,
      board_id: WITH_PLAN,
      recorded_at: ENTRY,
      superseded_at: WITH_PLAN,
      instalments: carries('PaymentPlan.instalments', 'Instalment.dueOn', 'Instalment.amount'),
      proposed_on: carries('PaymentPlan.proposedOn'),
      response: carries('PaymentPlan.response'),
    },
  },
  {
    name: 'social.eviction_confirmation',
    rows: {
      [SOCIAL_SERVICES]: OF_ITS_BOARD,
      [ENFORCEMENT]: ofTheTimeSet('eviction_confirmation'),
      [OVERSIGHT]: OF_ITS_BOARD,
    },
    columns: {
      id: WITH_CONFIRMATION,
      case_id: WITH_CONFIRMATION,
      board_id: WITH_CONFIRMATION,
      recorded_at: own(),
      superseded_at: WITH_CONFIRMATION,
      confirmed_at: carries('EvictionConfirmation.confirmedAt'),
      due_on: carries('EvictionConfirmation.dueOn'),
      on_time: carries('EvictionConfirmation.onTime'),
      sealed_caseworker: carries(
        'Caseworker.id@EvictionConfirmation.caseworker',
        'Caseworker.name@EvictionConfirmation.caseworker',
        'Caseworker.phone@EvictionConfirmation.caseworker',
        'Caseworker.email@EvictionConfirmation.caseworker',
      ),
      // An auditor may not know of the time, nor by this that it was moved or cleared.
      lapsed_at: own(SOCIAL_SERVICES, ENFORCEMENT),
    },
  },
  {
    name: 'social.attendance',
    rows: { [SOCIAL_SERVICES]: OF_ITS_BOARD, [ENFORCEMENT]: ofTheTimeSet('attendance') },
    columns: {
      id: WITH_ATTENDANCE,
      case_id: WITH_ATTENDANCE,
      board_id: WITH_ATTENDANCE,
      recorded_at: own(),
      superseded_at: WITH_ATTENDANCE,
      status: carries('Attendance.status'),
      sealed_contact: carries('Attendance.contactName', 'Attendance.contactPhone'),
      lapsed_at: own(SOCIAL_SERVICES, ENFORCEMENT),
    },
  },
];

/** The board's tables that no reader gets anything of. */
export const SOCIAL_SERVICES_CLOSED: readonly ClosedTable[] = [
  {
    name: 'social.handover',
    closed:
      'Why a board hands a case on is told to nobody but the person; that it did shows in its share.',
  },
  {
    name: 'social.protection',
    closed:
      'Readers are shown the marker as it is decided from the shared facts, never a board’s own statement.',
  },
];

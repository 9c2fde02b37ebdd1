import type { ClosedTable, WallColumn, WallTable } from '../disclosure';
import { carries, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;
const OF_ITS_BOARD = `board_id = ${READER}`;

/** A case's present caseworker is named to whom a consent in force names; which consents those are, their own table decides. */
const NAMED_BY_CONSENT = `superseded_at IS NULL AND EXISTS (SELECT FROM social.consent c
  WHERE c.case_id = social_case.case_id AND c.board_id = social_case.board_id AND c.field_group = 'CASEWORKER_CONTACT')`;

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
];

/** The board's tables that no reader gets anything of. */
export const SOCIAL_SERVICES_CLOSED: readonly ClosedTable[] = [
  {
    name: 'social.protection',
    closed:
      'Readers are shown the marker as it is decided from the shared facts, never a board’s own statement.',
  },
];

import type { WallTable } from '../disclosure';
import { carries, inputOf, own, READER } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;

const written = (author: Agency, rows: string): string => `(written_by = '${author}' AND ${rows})`;

/** Whoever takes part in the meeting: it has a share of the case, with the same board. */
const AT_THE_MEETING = `EXISTS (SELECT FROM cases.share s
    WHERE s.case_id = meeting_input.case_id AND s.board_id = meeting_input.board_id)`;

/** A board that works on the case and has not handed it on: of what others wrote it keeps nothing then. */
const WORKED_ON = `EXISTS (SELECT FROM cases.share s
    WHERE s.case_id = meeting_input.case_id AND s.board_id = meeting_input.board_id AND NOT s.handed_over)`;

/** What a consent in force opens; which consents those are, their own table decides. */
const BY_CONSENT = `${AT_THE_MEETING} AND EXISTS (SELECT FROM social.consent c
    WHERE c.case_id = meeting_input.case_id AND c.board_id = meeting_input.author AND c.field_group = 'MEETING_INPUT')`;

/** Of Kronofogden's, whoever has a record of the case. */
const WITH_RECORD = `EXISTS (SELECT FROM enforcement.record r WHERE r.case_id = meeting_input.case_id)`;

/** Of a landlord's, Kronofogden where that landlord has laid a notice before it. */
const INVOKED = `${AT_THE_MEETING} AND EXISTS (SELECT FROM landlord.notice n
    WHERE n.case_id = meeting_input.case_id AND n.landlord = meeting_input.author)`;

const OWN = `author = ${READER}`;

const any = (...rows: readonly string[]): string => rows.join('\n  OR ');

/** As open as the most open of its authors' rows; which rows a reader is handed goes by their author. */
const INPUT = carries(...[LANDLORD, SOCIAL_SERVICES, ENFORCEMENT].flatMap(inputOf));

/**
 * Who is handed what parties write for a meeting, each input by its author.
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-34-1
 */
export const MEETING_INPUT_WALL: WallTable = {
  name: 'collaboration.meeting_input',
  rows: {
    [LANDLORD]: any(
      written(LANDLORD, OWN),
      written(SOCIAL_SERVICES, BY_CONSENT),
      written(ENFORCEMENT, `${AT_THE_MEETING} AND ${WITH_RECORD}`),
    ),
    [SOCIAL_SERVICES]: any(
      written(LANDLORD, WORKED_ON),
      written(SOCIAL_SERVICES, OWN),
      written(ENFORCEMENT, `${WORKED_ON} AND ${WITH_RECORD}`),
    ),
    [ENFORCEMENT]: any(
      written(LANDLORD, INVOKED),
      written(SOCIAL_SERVICES, BY_CONSENT),
      written(ENFORCEMENT, OWN),
    ),
  },
  columns: {
    id: INPUT,
    case_id: INPUT,
    board_id: INPUT,
    month: INPUT,
    written_by: INPUT,
    // For what this author's consents and decisions open; never shown.
    author: own(LANDLORD, SOCIAL_SERVICES, ENFORCEMENT),
    // For the order.
    recorded_at: own(LANDLORD, SOCIAL_SERVICES, ENFORCEMENT),
    sealed_text: INPUT,
  },
};

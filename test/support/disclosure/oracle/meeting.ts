import { socialBoardDirectory } from '../../../../src/cases';
import { addDays, civilDay } from '../../../../src/shared';
import { clockObjects } from './clocks';
import type { Knowledge, OracleReader } from './knowledge';
import { AUTHORITY } from './knowledge';
import type { ModelInput } from './model';
import type { OracleObject } from './world-objects';
import { boardObject, caseObject } from './world-objects';

/** A reason with the first and the last day to which it belongs, and the day by which it is urgent. */
type Reason = readonly [name: string, from: string, to: string, urgentOn: string];

export function isMonth(text: string): boolean {
  return /^(19|20|21)\d\d-(0[1-9]|1[0-2])$/.test(text);
}

/**
 * The meeting with a board as a reader prepares it: by #54 and #55, landlords and Kronofogden as parties, a board its own.
 *
 * @param views - every case that the reader may know of
 */
export function meetingObject(
  views: readonly Knowledge[],
  reader: OracleReader,
  args: Readonly<Record<string, unknown>>,
): OracleObject | null {
  const board = String(args.board);
  const month = String(args.month);
  const isBoard = reader.agency === 'SOCIAL_SERVICES';
  if (socialBoardDirectory.find(board) === null) return null;
  if (isBoard && reader.organisation !== board) return null;
  const candidates = views
    .filter((view) => view.board === board)
    .map((view) => ({
      view,
      reasons: view.isOpen ? reasonsOf(view, month) : [],
      inputs: view.of.inputs.filter(
        (input) => input.board === board && input.month === month && isReadable(view, input),
      ),
    }))
    .filter(({ view, inputs }) => view.isOpen || inputs.length > 0);
  const [party] = candidates.filter(({ view }) => view.isParty);
  if (!isBoard && !party) return null;
  const urgency = ([first]: readonly Reason[]): string => first?.[3] ?? '9999-12-31';
  const items = candidates
    .filter(({ view }) => isBoard || view.isParty)
    .filter(({ reasons, inputs }) => reasons.length > 0 || inputs.length > 0)
    .sort(
      (a, b) =>
        byText(urgency(a.reasons), urgency(b.reasons)) || byText(a.view.of.id, b.view.of.id),
    );
  return {
    knowledge: party?.view ?? null,
    board: () => boardObject(board),
    month,
    items: () =>
      items.map(({ view, reasons, inputs }) => ({
        knowledge: view,
        case: () => caseObject(view),
        reasons: reasons.map(([name]) => name),
        inputs: inputs.map(({ agency, text }) => ({
          knowledge: view,
          author: agency,
          from: agency,
          text,
        })),
      })),
  };
}

/** By #56 to #58: what a landlord wrote, what a board did, what Kronofogden did. */
function isReadable(view: Knowledge, { agency, author }: ModelInput): boolean {
  const { agency: reader, organisation } = view.reader;
  switch (agency) {
    case 'LANDLORD':
      if (reader === 'LANDLORD') return author === organisation;
      // A board that has handed the case on keeps its own words alone.
      if (view.isRerouted) return false;
      return (
        (reader === 'SOCIAL_SERVICES' && !view.isRerouted) ||
        (view.isParty && view.notices.some(({ landlord }) => landlord === author))
      );
    case 'SOCIAL_SERVICES':
      return reader === 'SOCIAL_SERVICES'
        ? author === organisation
        : view.openedBy('MEETING_INPUT').includes(author);
    default:
      if (reader === 'ENFORCEMENT') return author === organisation;
      return reader === 'LANDLORD'
        ? view.isParty
        : view.records.length > 0 && view.deciding('MEETING_INPUT_TO_BOARD').includes(AUTHORITY);
  }
}

function reasonsOf(view: Knowledge, month: string): readonly Reason[] {
  const { evictionOn, recoveryEndsOn, record } = view;
  const { agency, organisation } = view.reader;
  const isBoard = agency === 'SOCIAL_SERVICES';
  const notifiedAt = record && view.notifiedAt(record);
  const said = isBoard ? view.dayOf(organisation).attendance?.values.status : 'ATTENDING';
  const running = (kind: string) =>
    clockObjects(view).filter((clock) => clock.kind === kind && clock.state !== 'MET');
  const reasons: readonly Reason[] = [
    ...(isBoard && evictionOn
      ? running('CONFIRMATION_DUE').map(({ startsOn }): Reason => {
          const due = String(startsOn);
          return ['CONFIRMATION_MISSING', due, evictionOn, due];
        })
      : []),
    ...(recoveryEndsOn && agency !== 'ENFORCEMENT' ? [on('RECOVERY_ENDS', recoveryEndsOn)] : []),
    ...(evictionOn ? [on('EVICTION_TIME_SET', evictionOn)] : []),
    ...(evictionOn && notifiedAt && (said === undefined || said === 'UNDECIDED')
      ? [['ATTENDANCE_UNDECIDED', civilDay(notifiedAt), evictionOn, evictionOn] as const]
      : []),
    ...running('DEFERRAL_LAPSES').flatMap(({ endsOn }) => {
      const day = endsOn as string | null;
      return day === null ? [] : [['DEFERRAL_LAPSES', addDays(day, -30), day, day] as const];
    }),
  ];
  return reasons
    .filter(([, from, to]) => from.slice(0, 7) <= month && month <= to.slice(0, 7))
    .toSorted((a, b) => byText(a[3], b[3]));
}

function on(name: string, day: string): Reason {
  return [name, day, day, day];
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

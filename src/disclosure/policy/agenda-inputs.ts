import type { DeadlineKind } from '../../deadlines';
import type { Agency } from '../../shared';
import type { Condition } from '../conditions';
import { conditionsOfClocks } from './clock-inputs';
import type { DisclosurePolicy } from './disclosure-policy';

/** The field whose values are cases on an agenda. */
export const AGENDA = 'CollaborationMeeting.items';

/** The clocks that put a case on an agenda. */
export const AGENDA_CLOCKS = [
  'CONFIRMATION_DUE',
  'DEFERRAL_LAPSES',
] as const satisfies readonly DeadlineKind[];

const INPUT_FIELDS = ['from', 'text'];

/** What stands in an input of one author, as the policy names it. */
export const inputOf = (author: Agency): readonly string[] =>
  INPUT_FIELDS.map((field) => `MeetingInput.${field}@${author}`);

/** Everything on which it rests, beside the reader's own share, which cases are on its agenda. */
export function conditionsOfAgenda(policy: DisclosurePolicy, agency: Agency): readonly Condition[] {
  const inputs = INPUT_FIELDS.flatMap((field) => [
    ...policy.byAuthor('MeetingInput', field).values(),
  ]);
  return [
    ...conditionsOfClocks(policy, agency, AGENDA_CLOCKS),
    ...inputs.flatMap(({ cells: { [agency]: cell } }) => (typeof cell === 'string' ? [] : cell)),
  ];
}

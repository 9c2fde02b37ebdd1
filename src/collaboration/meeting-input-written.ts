import type { ChangedCase, Written } from '../cases';
import { boardFor, handedOver, isInvoked, recordsKnownTo } from '../cases';
import type { CaseFacts, Opening } from '../disclosure';
import { inputOf } from '../disclosure';
import { Agency } from '../shared';

const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT } = Agency;

/** Who wrote, and for whose meeting. */
export interface WrittenInput {
  readonly writtenBy: Agency;
  readonly boardId: string;
}

/** Those of an agency who can see an input, if the policy opens it to them. */
interface Readers {
  readonly agency: Agency;
  readonly organisations: readonly string[];
  /** Whether it is this very author that has opened it; always if left out. */
  readonly when?: (facts: CaseFacts) => boolean;
}

/**
 * Who can see that an input was written: its author and, as the author's row has it, the others at the same meeting. Landlords and
 * Kronofogden have an agenda while they are party.
 *
 * @legalSource OSL-26-1
 * @legalSource OSL-34-1
 */
export function writtenByInput(
  changed: ChangedCase,
  { writtenBy, boardId }: WrittenInput,
): readonly Written[] {
  const { facts, organisation } = changed;
  const coordinates = inputOf(writtenBy);
  const own: Readers = { agency: writtenBy, organisations: [organisation] };
  return [own, ...othersAt(changed, writtenBy, boardId)].map(
    ({ agency, organisations, when = () => true }) => ({
      organisations: organisations.filter((one) => boardFor(agency, one, facts) === boardId),
      agencies: [agency],
      coordinates,
      when: (known) => (agency === SOCIAL_SERVICES || known.party) && when(known),
    }),
  );
}

function othersAt(
  { facts, organisation }: ChangedCase,
  writtenBy: Agency,
  boardId: string,
): readonly Readers[] {
  const { notices, enforcement } = facts;
  const applicants = enforcement.map(({ applicant }) => applicant);
  const authorities = enforcement.map(({ authority }) => authority);
  switch (writtenBy) {
    case LANDLORD: {
      // As its notices: what a landlord writes is Kronofogden's to read where it invokes one of them.
      const invokes = notices.some((one) => one.landlord === organisation && isInvoked(one, facts));
      return [
        {
          agency: SOCIAL_SERVICES,
          organisations: handedOver(SOCIAL_SERVICES, boardId, facts) === null ? [boardId] : [],
        },
        { agency: ENFORCEMENT, organisations: invokes ? authorities : [] },
      ];
    }
    case SOCIAL_SERVICES: {
      const when = ({ consents }: CaseFacts): boolean =>
        isOpenedBy(organisation, consents.get('MEETING_INPUT'));
      const landlords = [...notices.map(({ landlord }) => landlord), ...applicants];
      return [
        { agency: LANDLORD, organisations: landlords, when },
        { agency: ENFORCEMENT, organisations: authorities, when },
      ];
    }
    case ENFORCEMENT: {
      const isTold = recordsKnownTo(SOCIAL_SERVICES, boardId, facts).length > 0;
      return [
        { agency: LANDLORD, organisations: applicants },
        {
          agency: SOCIAL_SERVICES,
          organisations: isTold ? [boardId] : [],
          when: ({ switches }) => isOpenedBy(organisation, switches.get('MEETING_INPUT_TO_BOARD')),
        },
      ];
    }
    case Agency.OVERSIGHT:
      return [];
  }
}

function isOpenedBy(owner: string, openings: readonly Opening[] | undefined): boolean {
  return openings?.some((opening) => opening.owner === owner) ?? false;
}

import type { ChangedCase } from '../cases';
import { handedOver } from '../cases';
import { Agency } from '../shared';

/** The boards that a landlord's word on a case reaches: those of its notices, those that know of its application, and those at work. */
export function boardsTold({ facts, organisation }: ChangedCase): readonly string[] {
  return [
    ...new Set([
      ...facts.notices.flatMap(({ landlord, boardId }) =>
        landlord === organisation ? boardId : [],
      ),
      ...facts.enforcement.flatMap(({ applicant, boardId, boardKnowsSince }) =>
        applicant === organisation && boardKnowsSince !== null ? boardId : [],
      ),
      ...facts.social.flatMap(({ boardId }) =>
        handedOver(Agency.SOCIAL_SERVICES, boardId, facts) === null ? boardId : [],
      ),
    ]),
  ];
}

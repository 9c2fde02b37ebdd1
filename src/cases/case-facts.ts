import { Agency, addMonths } from '../shared';
import type { LocalDate } from '../shared';
import type { CaseFacts } from '../disclosure';
import { NO_FACTS } from '../disclosure';
import type { EnforcementFact, HubFacts, NoticeFact } from './hub-facts';

/** How long the hub keeps a closed case, and so how long a party stays a party. */
const KEPT_MONTHS = 12;

/**
 * The facts that decide conditions for one reader of one case; a pure function of the shared projection.
 *
 * Protection that nobody has stated counts as protection, so that `unprotected` does not hold.
 *
 * @legalSource OSL-21-3A
 * @legalSource BFL-14-GROUNDS
 */
export function caseFactsFor(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
  today: LocalDate,
): CaseFacts {
  const records = recordsKnownTo(agency, organisation, facts);
  return {
    ...NO_FACTS,
    party: isParty(agency, facts, records, today),
    dateSet: records.some((record) => record.evictionOn !== null),
  };
}

/** Enforcement records whose existence a reader may know. @legalSource UF-16-2-NOTIFY */
export function recordsKnownTo(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
): readonly EnforcementFact[] {
  return facts.enforcement.filter((record) => {
    switch (agency) {
      case Agency.LANDLORD:
        return record.applicant === organisation;
      case Agency.SOCIAL_SERVICES:
        return record.boardId === organisation && record.boardKnowsSince !== null;
      case Agency.ENFORCEMENT:
        return record.authority === organisation;
      case Agency.OVERSIGHT:
        return (
          record.boardKnowsSince !== null &&
          [record.applicant, record.boardId, record.authority].includes(organisation)
        );
    }
  });
}

/** Notices whose existence a reader may know. @legalSource OSL-10-3 */
export function noticesKnownTo(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
): readonly NoticeFact[] {
  return facts.notices.filter((notice) => {
    switch (agency) {
      case Agency.LANDLORD:
        return notice.landlord === organisation;
      case Agency.SOCIAL_SERVICES:
        return notice.boardId === organisation;
      case Agency.ENFORCEMENT:
        return isInvoked(notice, facts);
      case Agency.OVERSIGHT:
        return notice.landlord === organisation || notice.boardId === organisation;
    }
  });
}

/**
 * Whether the landlord invokes its own notice at Kronofogden: its receipt number is quoted or, where none is, it stands and names
 * a defendant of its landlord's application.
 *
 * @legalSource BFL-14-GROUNDS
 */
export function isInvoked(notice: NoticeFact, facts: HubFacts): boolean {
  return facts.enforcement
    .filter(({ applicant }) => applicant === notice.landlord)
    .some(({ quotedNotice, personIds }) =>
      quotedNotice === null
        ? notice.standing && notice.personIds.some((id) => personIds.includes(id))
        : quotedNotice === notice.noticeId,
    );
}

function isParty(
  agency: Agency,
  facts: HubFacts,
  records: readonly EnforcementFact[],
  today: LocalDate,
): boolean {
  const kept = records.some(
    ({ closedOn }) => closedOn === null || addMonths(closedOn, KEPT_MONTHS) >= today,
  );
  if (!kept) return false;
  return agency === Agency.LANDLORD
    ? true
    : agency === Agency.ENFORCEMENT && facts.notices.some((notice) => isInvoked(notice, facts));
}

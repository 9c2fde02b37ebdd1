import { Agency, addMonths } from '../shared';
import type { LocalDate, Purpose } from '../shared';
import type { CaseFacts, Opening } from '../disclosure';
import { CONSENT_GROUP_OWNERS, SWITCH_OWNERS } from '../disclosure';
import { PURPOSES_BY_AGENCY } from '../identity';
import type {
  ConsentFact,
  DecidingFacts,
  DecidingNotice,
  DecidingRecord,
  ProtectionFact,
} from './hub-facts';

/** How long the hub keeps a closed case, and so how long a party stays a party. */
const KEPT_MONTHS = 12;

/** Who reads a case and for what, as conditions are decided. */
export interface FactsReaderKey {
  readonly agency: Agency;
  /** As the store names it. */
  readonly organisation: string;
  readonly purpose: Purpose;
}

/** The purpose of an agency's daily work, for what is decided without a request. */
export function ordinaryPurpose(agency: Agency): Purpose {
  const [purpose] = PURPOSES_BY_AGENCY[agency];
  if (purpose === undefined) throw new Error(`${agency} has no purpose.`);
  return purpose;
}

/**
 * The facts that decide conditions for one reader of one case; a pure function of the shared projection.
 *
 * @legalSource OSL-21-3A
 * @legalSource BFL-14-GROUNDS
 * @legalSource OSL-12-2
 * @legalSource OSL-10-27
 */
export function caseFactsFor(
  reader: FactsReaderKey,
  facts: DecidingFacts,
  today: LocalDate,
): CaseFacts {
  const { agency, organisation } = reader;
  const records = recordsKnownTo(agency, organisation, facts);
  const inForce = consentsNaming(reader, facts, records, today);
  const known = personsKnownTo(agency, organisation, facts);
  return {
    party: isParty(agency, facts, records, today),
    dateSet: records.some((record) => record.evictionOn !== null),
    ...protectionFor(agency, organisation, facts),
    consents: openedByConsents(inForce, facts),
    // A consent of somebody whom the reader does not know counts, and is not shown.
    named: inForce
      .filter(({ personId }) => known.includes(personId))
      .map(({ owner, consentId }) => ({ owner, ids: [consentId] })),
    switches: switchesOf(facts, records, today),
  };
}

/** Enforcement records whose existence a reader may know. @legalSource UF-16-2-NOTIFY */
export function recordsKnownTo<R extends DecidingRecord>(
  agency: Agency,
  organisation: string,
  facts: { readonly enforcement: readonly R[] },
): readonly R[] {
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
export function noticesKnownTo<N extends DecidingNotice>(
  agency: Agency,
  organisation: string,
  facts: Pick<DecidingFacts, 'enforcement'> & { readonly notices: readonly N[] },
): readonly N[] {
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
 * Whether the landlord invokes its own notice at Kronofogden: its receipt number is quoted or, where none is, it stands, names
 * a defendant of its landlord's application, and came in before that had ended.
 *
 * @legalSource BFL-14-GROUNDS
 */
export function isInvoked(
  notice: DecidingNotice,
  facts: Pick<DecidingFacts, 'enforcement'>,
): boolean {
  return facts.enforcement
    .filter(({ applicant }) => applicant === notice.landlord)
    .some(({ quotedNotice, personIds, endedAt }) =>
      quotedNotice === null
        ? notice.standing &&
          notice.personIds.some((id) => personIds.includes(id)) &&
          (endedAt === null || notice.receivedAt <= endedAt)
        : quotedNotice === notice.noticeId,
    );
}

function isParty(
  agency: Agency,
  facts: DecidingFacts,
  records: readonly DecidingRecord[],
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

/** The last day on which a reader counts as party to a case as it stands; null where that does not end by itself. */
export function partyUntil(
  agency: Agency,
  organisation: string,
  facts: Pick<DecidingFacts, 'enforcement'>,
): LocalDate | null {
  const closings = recordsKnownTo(agency, organisation, facts).map(({ closedOn }) => closedOn);
  if (closings.includes(null)) return null;
  const last = closings
    .flatMap((on) => on ?? [])
    .sort()
    .at(-1);
  return last === undefined ? null : addMonths(last, KEPT_MONTHS);
}

/**
 * Consents in force that name a reader's agency and purpose; one of Kronofogden's only where the reader knows a record of its, since
 * what opens a field that nobody may know of would show in the log of what was disclosed, and a board's only while the case lies with
 * that board.
 *
 * @legalSource OSL-12-2
 */
function consentsNaming(
  { agency, purpose }: FactsReaderKey,
  facts: DecidingFacts,
  records: readonly DecidingRecord[],
  today: LocalDate,
): readonly ConsentFact[] {
  const boards = boardsOf(facts);
  const isKnown = ({ owner, fieldGroup }: ConsentFact): boolean =>
    CONSENT_GROUP_OWNERS[fieldGroup] === Agency.ENFORCEMENT
      ? records.some(({ authority }) => authority === owner)
      : boards.includes(owner);
  return facts.consents.filter(
    (consent) =>
      isKnown(consent) &&
      consent.recipient === agency &&
      consent.purpose === purpose &&
      !consent.revoked &&
      consent.validFrom <= today &&
      today <= consent.validTo,
  );
}

/**
 * The groups that consents open, by the owners whose data they open: each concerns the household as a whole, so every tenant that
 * the owner knows of must have consented.
 */
function openedByConsents(
  consents: readonly ConsentFact[],
  facts: DecidingFacts,
): CaseFacts['consents'] {
  const opened = new Map<ConsentFact['fieldGroup'], Opening[]>();
  for (const { owner, fieldGroup } of consents) {
    const openings = opened.get(fieldGroup) ?? [];
    if (openings.some((known) => known.owner === owner)) continue;
    const given = consents.filter((one) => one.owner === owner && one.fieldGroup === fieldGroup);
    const tenants = tenantsKnownTo(CONSENT_GROUP_OWNERS[fieldGroup], owner, facts);
    const isComplete =
      tenants.length > 0 && tenants.every((id) => given.some(({ personId }) => personId === id));
    if (!isComplete) continue;
    const opening = { owner, ids: given.map(({ consentId }) => consentId) };
    opened.set(fieldGroup, [...openings, opening]);
  }
  return opened;
}

/** The persons who are tenants now as an agency knows them: by standing notices, else by all, and by enforcement records. */
export function tenantsKnownTo(
  agency: Agency,
  organisation: string,
  facts: DecidingFacts,
): readonly string[] {
  const notices = noticesKnownTo(agency, organisation, facts);
  const standing = notices.filter((notice) => notice.standing);
  return personsOf(
    standing.length > 0 ? standing : notices,
    recordsKnownTo(agency, organisation, facts),
  );
}

/** Everybody whom an agency knows in a case: by notices, superseded ones too, and by enforcement records. */
export function personsKnownTo(
  agency: Agency,
  organisation: string,
  facts: DecidingFacts,
): readonly string[] {
  return personsOf(
    noticesKnownTo(agency, organisation, facts),
    recordsKnownTo(agency, organisation, facts),
  );
}

/**
 * What boards have stated about protection, as far as it binds this reader: a board goes by its own statements, Kronofogden by
 * those of every board of the case. What nobody has stated counts as protection, and one statement of protection outweighs others.
 *
 * @legalSource OSL-21-3
 * @legalSource OSL-22-2
 */
function protectionFor(
  agency: Agency,
  organisation: string,
  facts: DecidingFacts,
): Pick<CaseFacts, 'unprotected' | 'unprotectedPersons' | 'protectedPersons'> {
  if (agency !== Agency.SOCIAL_SERVICES && agency !== Agency.ENFORCEMENT)
    return { unprotected: false, unprotectedPersons: new Set(), protectedPersons: new Set() };
  const boards = agency === Agency.SOCIAL_SERVICES ? [organisation] : boardsOf(facts);
  // That a board has handed the case on makes nobody less protected.
  const outlasts = (one: ProtectionFact): boolean => agency === Agency.ENFORCEMENT && one.protected;
  const statements = facts.protections.filter(
    (one) => boards.includes(one.boardId) || outlasts(one),
  );
  const marked = statements.filter((one) => one.protected).map(({ personId }) => personId);
  const unprotectedPersons = new Set(
    statements.flatMap((one) => (marked.includes(one.personId) ? [] : one.personId)),
  );
  const tenants = [
    ...tenantsKnownTo(agency, organisation, facts),
    ...boards.flatMap((board) => tenantsKnownTo(Agency.SOCIAL_SERVICES, board, facts)),
  ];
  const unprotected =
    marked.length === 0 && tenants.length > 0 && tenants.every((id) => unprotectedPersons.has(id));
  const known = personsKnownTo(agency, organisation, facts);
  const protectedPersons = new Set(marked.filter((id) => known.includes(id)));
  return { unprotected, unprotectedPersons, protectedPersons };
}

/**
 * Standing decisions in force, each of an owner to whose agency its switch belongs; those of an authority only where the reader
 * knows a record of its.
 *
 * @legalSource OSL-10-27
 */
function switchesOf(
  facts: DecidingFacts,
  records: readonly DecidingRecord[],
  today: LocalDate,
): CaseFacts['switches'] {
  const owners: Readonly<Partial<Record<Agency, readonly string[]>>> = {
    [Agency.SOCIAL_SERVICES]: boardsOf(facts),
    [Agency.ENFORCEMENT]: records.map(({ authority }) => authority),
  };
  const switches = new Map<DecidingFacts['decisions'][number]['switch'], Opening[]>();
  for (const { decisionId, owner, switch: name, validTo } of facts.decisions) {
    if (validTo < today || !owners[SWITCH_OWNERS[name]]?.includes(owner)) continue;
    switches.set(name, [...(switches.get(name) ?? []), { owner, ids: [decisionId] }]);
  }
  return switches;
}

function boardsOf(facts: DecidingFacts): readonly string[] {
  return [
    ...new Set([
      ...facts.notices.map(({ boardId }) => boardId),
      ...facts.enforcement.flatMap(({ boardId, boardKnowsSince }) =>
        boardKnowsSince === null ? [] : boardId,
      ),
    ]),
  ];
}

function personsOf(
  notices: readonly DecidingNotice[],
  records: readonly DecidingRecord[],
): readonly string[] {
  return [...new Set([...notices, ...records].flatMap(({ personIds }) => personIds))];
}

import { Agency } from '../shared';
import type { LocalDate } from '../shared';
import { noticesKnownTo, recordsKnownTo } from './case-facts';
import { handedOver } from './handover';
import type { HubFacts } from './hub-facts';
import { stageFor } from './stage';

/** One reader's share of a case: what its lists are made of, already cut to what it may know. */
export interface Share {
  readonly agency: Agency;
  readonly organisation: string;
  readonly boardId: string | null;
  /** The earliest receipt that this reader may read, RFC 3339 in UTC. */
  readonly receivedAt: string;
  readonly stage: string | null;
  readonly recoveryEndsOn: LocalDate | null;
  readonly evictionOn: LocalDate | null;
  /** Null while the case is open for this reader. */
  readonly closedOn: LocalDate | null;
  /** Whether this is a board that has handed the case on and keeps its own record alone. */
  readonly handedOver: boolean;
  /** What a board sees instead while the authority named here lets executions be told; null where that is the same. */
  readonly ifTold: ToldShare | null;
}

/** The part of a board's share in which an execution shows. */
export interface ToldShare {
  /** The authority that carried it out, as the store names it. */
  readonly executedBy: string;
  readonly stage: string | null;
  /** Not null where a notice came in behind the execution, so that recovery is the furthest that the board is told of. */
  readonly recoveryEndsOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
}

/**
 * The shares of everybody who may know of a case: landlords their own, boards those of their area, Kronofogden those in which it
 * has a record, and the oversight of each of these.
 *
 * @legalSource OSL-8-1
 */
export function sharesOf(facts: HubFacts): readonly Share[] {
  const organisations: readonly (readonly [Agency, readonly string[]])[] = [
    [
      Agency.LANDLORD,
      [
        ...facts.notices.map(({ landlord }) => landlord),
        ...facts.enforcement.map(({ applicant }) => applicant),
      ],
    ],
    [
      Agency.SOCIAL_SERVICES,
      [
        ...facts.notices.map(({ boardId }) => boardId),
        ...facts.enforcement.flatMap((record) =>
          record.boardKnowsSince === null ? [] : record.boardId,
        ),
        ...facts.social.map(({ boardId }) => boardId),
        ...facts.handovers.map(({ boardId }) => boardId),
      ],
    ],
    [Agency.ENFORCEMENT, facts.enforcement.map(({ authority }) => authority)],
  ];
  const readers = organisations.flatMap(([agency, names]) =>
    [...new Set(names)].map((organisation) => ({ agency, organisation })),
  );
  const overseers = [...new Set(readers.map(({ organisation }) => organisation))].map(
    (organisation) => ({ agency: Agency.OVERSIGHT, organisation }),
  );
  return [...readers, ...overseers].flatMap(({ agency, organisation }) =>
    shareFor(agency, organisation, facts),
  );
}

function shareFor(agency: Agency, organisation: string, facts: HubFacts): readonly Share[] {
  const receivedAt = receivedBy(agency, organisation, facts);
  if (receivedAt === null) return [];
  const oversight = agency === Agency.OVERSIGHT;
  const view = oversight
    ? { stage: null, recoveryEndsOn: null, closedOn: null }
    : stageFor(agency, organisation, facts);
  const closedOn = view.closedOn ?? closedByBoard(agency, organisation, facts);
  return [
    {
      agency,
      organisation,
      boardId: boardFor(agency, organisation, facts),
      receivedAt,
      stage: view.stage,
      recoveryEndsOn: view.recoveryEndsOn,
      evictionOn: oversight
        ? null
        : earliest(
            recordsKnownTo(agency, organisation, facts).flatMap(
              ({ evictionOn }) => evictionOn ?? [],
            ),
          ),
      closedOn,
      handedOver: handedOver(agency, organisation, facts) !== null,
      ifTold: ifTold(agency, organisation, facts, { stage: view.stage, closedOn }),
    },
  ];
}

/**
 * What a board sees while executions may be told. Where several authorities have carried one out, neither tells of the other's,
 * so that nothing is added.
 *
 * @legalSource OSL-10-27
 */
function ifTold(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
  cut: Pick<Share, 'stage' | 'closedOn'>,
): ToldShare | null {
  if (agency !== Agency.SOCIAL_SERVICES) return null;
  const [executedBy, ...others] = new Set(
    recordsKnownTo(agency, organisation, facts)
      .filter((record) => record.statusIfTold !== record.statusForBoard)
      .map(({ authority }) => authority),
  );
  if (executedBy === undefined || others.length > 0) return null;
  const told = stageFor(agency, organisation, facts, true);
  // A case that is closed for a board is not opened by telling it more.
  const closedOn = told.closedOn ?? cut.closedOn;
  const isSame = told.stage === cut.stage && closedOn === cut.closedOn;
  return isSame
    ? null
    : { executedBy, stage: told.stage, recoveryEndsOn: told.recoveryEndsOn, closedOn };
}

/** The receipt of a notice, now or until it was handed on, else that of the enforcement application, else the board's own first entry. */
function receivedBy(agency: Agency, organisation: string, facts: HubFacts): string | null {
  const notices = noticesKnownTo(agency, organisation, facts).map(({ receivedAt }) => receivedAt);
  const records = recordsKnownTo(agency, organisation, facts).map((record) =>
    agency === Agency.SOCIAL_SERVICES || agency === Agency.OVERSIGHT
      ? (record.boardKnowsSince ?? record.firstRecordedAt)
      : record.firstRecordedAt,
  );
  const own = facts.social
    .filter(({ boardId }) => boardId === organisation)
    .map(({ recordedAt }) => recordedAt);
  const handed = facts.handovers
    .filter(({ boardId }) => boardId === organisation)
    .map(({ receivedAt }) => receivedAt);
  return earliest([...notices, ...handed]) ?? earliest(records) ?? earliest(own);
}

/** A board is its own; a landlord reads where its notice went, as far as it is told, Kronofogden where its own record points. */
export function boardFor(agency: Agency, organisation: string, facts: HubFacts): string | null {
  const isBoard =
    facts.notices.some(({ boardId }) => boardId === organisation) ||
    facts.enforcement.some(({ boardId }) => boardId === organisation) ||
    facts.social.some(({ boardId }) => boardId === organisation) ||
    facts.handovers.some(({ boardId }) => boardId === organisation);
  if (agency === Agency.SOCIAL_SERVICES || (agency === Agency.OVERSIGHT && isBoard))
    return organisation;
  const notices = noticesKnownTo(agency, organisation, facts).toSorted((a, b) =>
    b.receivedAt.localeCompare(a.receivedAt),
  );
  const records = recordsKnownTo(agency, organisation, facts).toSorted((a, b) =>
    b.firstRecordedAt.localeCompare(a.firstRecordedAt),
  );
  const isAuthority = facts.enforcement.some(({ authority }) => authority === organisation);
  const [notice] = notices;
  return (
    (isAuthority ? records[0]?.boardId : (notice?.boardForLandlord ?? notice?.boardId)) ?? null
  );
}

/** A board that has recorded its outcome is done, until something new comes in. */
function closedByBoard(agency: Agency, organisation: string, facts: HubFacts): LocalDate | null {
  if (agency !== Agency.SOCIAL_SERVICES) return null;
  const own = facts.social.find(({ boardId }) => boardId === organisation);
  if (own?.closedOn == null) return null;
  const news = [
    ...noticesKnownTo(agency, organisation, facts).map(({ receivedAt }) => receivedAt),
    ...recordsKnownTo(agency, organisation, facts).flatMap((record) => [
      record.boardKnowsSince ?? '',
      record.evictionNotifiedAt ?? '',
    ]),
  ];
  return news.some((instant) => instant > own.recordedAt) ? null : own.closedOn;
}

function earliest(texts: readonly string[]): string | null {
  return texts.toSorted()[0] ?? null;
}

import type { ReadingSession } from '../persistence';

/** Whose data is asked for, and in whose store. */
export interface SubjectAsked {
  /** Twelve digits. */
  readonly number: string;
  /** The number as cases are searched by it. */
  readonly numberIndex: Buffer;
  /** Receipt numbers that the person shows, in their written form. */
  readonly receiptNumbers: readonly string[];
  /** The controller as the store names it. */
  readonly controller: string;
  /** The person as the store names an organisation: a person who trades alone has the same number as a landlord. */
  readonly asOrganisation: string;
}

/** A row of the controller in which the person was met. */
export interface Sighting {
  readonly caseId: string;
  /** Null where a notice names several persons without a number, so that nobody can tell which of them it is. */
  readonly personId: string | null;
  /** The notice that the person's receipt number named. */
  readonly shownNotice: string | null;
}

/** The person as the controller's own rows know him or her. */
export interface Subject extends SubjectAsked {
  /** The hub's ids of the person, one for each case. */
  readonly personIds: readonly string[];
  /** Those of them that were found by a receipt number, in notices that give the person no number. */
  readonly numberless: readonly string[];
  readonly caseIds: readonly string[];
  /** Notices that belong to the report though nobody can tell which of their tenants the person is. */
  readonly shownNotices: readonly string[];
}

/** One stored value in plain words; null where none is stored. */
export interface SubjectValue {
  readonly name: string;
  readonly value: string | null;
}

/** One stored row about the person, or what of it the person may be told. */
export interface HeldRecord {
  readonly domain: string;
  readonly kind: string;
  /** Null for a row without a case that the store still knows. */
  readonly caseId: string | null;
  readonly recordedAt: Date;
  readonly fields: readonly SubjectValue[];
}

/**
 * What one domain holds about a person for one controller, from rows that `kvarbo_subject_access` may see.
 *
 * @legalSource GDPR-12-15
 */
export interface SubjectSource {
  /** The controller's rows that carry the person's number or a receipt number shown. */
  readonly find?: (session: ReadingSession, asked: SubjectAsked) => Promise<readonly Sighting[]>;
  readonly records: (session: ReadingSession, subject: Subject) => Promise<readonly HeldRecord[]>;
}

/**
 * Finds the person in every domain, then reads every domain for the ids and cases under which the person was found.
 *
 * The two steps make a row about the same person without a number part of the report.
 */
export async function recordsAbout(
  session: ReadingSession,
  asked: SubjectAsked,
  sources: readonly SubjectSource[],
): Promise<{ readonly subject: Subject; readonly records: readonly HeldRecord[] }> {
  const found = await Promise.all(
    sources.map(async (source) => (await source.find?.(session, asked)) ?? []),
  );
  const sightings = found.flat();
  const subject: Subject = {
    ...asked,
    personIds: once(sightings.flatMap(({ personId }) => personId ?? [])),
    numberless: once(
      sightings.flatMap(({ personId, shownNotice }) =>
        shownNotice === null ? [] : (personId ?? []),
      ),
    ),
    caseIds: once(sightings.map(({ caseId }) => caseId)),
    shownNotices: once(sightings.flatMap(({ shownNotice }) => shownNotice ?? [])),
  };
  const records = await Promise.all(sources.map((source) => source.records(session, subject)));
  return { subject, records: records.flatMap((ofDomain) => ofDomain.toSorted(byTime)) };
}

function byTime(a: HeldRecord, b: HeldRecord): number {
  return a.recordedAt.getTime() - b.recordedAt.getTime();
}

function once(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

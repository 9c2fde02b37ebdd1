import { mayRead, NO_FACTS, Reading } from '../disclosure';
import type { DisclosurePolicy } from '../disclosure';
import { FactsReader, numberlessSubject, readerKey } from '../cases';
import type { BlindIndexer } from '../persistence';
import { accessReviewRole } from '../persistence';
import { Agency, daysBetween, parseLocalDate, Problems } from '../shared';
import type { LocalDate } from '../shared';
import { controllerAgency } from './controller';
import type { LogEntries } from './log-entries';

/** What a review is asked for, as it was sent. */
export interface AccessReviewRequest {
  /** First civil day. */
  readonly from: string;
  /** Last civil day, included. */
  readonly to: string;
  /** A row is told where one of its counts reaches this, 1 or more. */
  readonly minimum: number;
}

/** What one user looked at on one day. */
export interface AccessCount {
  readonly day: LocalDate;
  readonly organisation: string;
  /** `client:<id>` where a system called without naming a user. */
  readonly user: string;
  readonly persons: number;
  readonly withoutRelation: number;
  readonly protectedPersons: number;
}

/** Entries of the organisation's own users between two civil days, both included: `$1` to `$3`. */
const OWN_ENTRIES = `e.organisation = $1
  AND e.recorded_at >= ($2::date::timestamp AT TIME ZONE 'Europe/Stockholm')
  AND e.recorded_at < (($3::date + 1)::timestamp AT TIME ZONE 'Europe/Stockholm')`;

/** The persons of a sheet, each with its case by the place that the other readers of the log go by. */
const SEEN = `CROSS JOIN LATERAL unnest(e.subjects, e.subject_cases) AS seen(subject, number)
    LEFT JOIN LATERAL unnest(e.cases) WITH ORDINALITY AS c(case_id, number) ON c.number = seen.number`;

const ACTORS = `
  SELECT a.id AS actor, a.sealed FROM log.actor a
  WHERE a.id IN (SELECT e.actor FROM log.entry e WHERE ${OWN_ENTRIES})`;

/** Who was looked up without a case that was found. */
const WITHOUT_CASE = `
  SELECT DISTINCT seen.subject FROM log.entry e ${SEEN}
  WHERE ${OWN_ENTRIES} AND c.case_id IS NULL`;

/** Since when each of these persons is in a case that the organisation may know of. */
const RELATED = `
  SELECT k.value AS subject, min(s.received_at) AS since
  FROM cases.search_key k JOIN cases.share s USING (agency, organisation, case_id)
  WHERE k.value = ANY ($1) GROUP BY k.value`;

const PROTECTED = `
  SELECT DISTINCT ON (p.id) p.id, p.case_id AS "caseId",
    (SELECT k.value FROM cases.search_key k
      WHERE k.case_id = p.case_id AND k.kind = 'PERSON_NUMBER' AND k.value = p.number_index LIMIT 1) AS "numberIndex"
  FROM cases.protection_fact f JOIN cases.person p ON p.id = f.person_id WHERE f.protected
  ORDER BY p.id, "numberIndex" NULLS LAST`;

const COUNTS = `
  WITH looked AS (
    SELECT (e.recorded_at AT TIME ZONE 'Europe/Stockholm')::date AS day, g.user_number, seen.subject,
      bool_or(c.case_id IS NULL AND (r.since IS NULL OR r.since > e.recorded_at)) AS unrelated
    FROM log.entry e
    JOIN unnest($4::bytea[], $5::int[]) AS g(actor, user_number) ON g.actor = e.actor
    ${SEEN}
    LEFT JOIN unnest($6::bytea[], $7::timestamptz[]) AS r(subject, since) ON r.subject = seen.subject
    WHERE ${OWN_ENTRIES}
    GROUP BY 1, 2, 3
  ), counted AS (
    SELECT day, user_number, count(*)::int AS persons,
      (count(*) FILTER (WHERE unrelated))::int AS "withoutRelation",
      (count(*) FILTER (WHERE subject = ANY ($8::bytea[])))::int AS "protectedPersons"
    FROM looked GROUP BY day, user_number
  )
  SELECT day, user_number AS "userNumber", persons, "withoutRelation", "protectedPersons" FROM counted
  WHERE greatest(persons, "withoutRelation", "protectedPersons") >= $9`;

const LONGEST_PERIOD_DAYS = 92;
const PROTECTION = ['Tenant.protectedIdentity@Case.tenants'];

interface ProtectedPerson {
  readonly id: string;
  readonly caseId: string;
  /** Null where the organisation does not know the number. */
  readonly numberIndex: Buffer | null;
}

interface CountRow {
  readonly day: LocalDate;
  readonly userNumber: number;
  readonly persons: number;
  readonly withoutRelation: number;
  readonly protectedPersons: number;
}

/**
 * Counts, user by user and day by day, whom an organisation's own users looked up.
 *
 * Counted by PostgreSQL from blind indexes; which persons they were is never told. A person counts as protected only where the
 * organisation knows the person and the statement binds it, so that nobody finds out about somebody's protection by looking the
 * person up and asking for the review.
 *
 * @legalSource SPL-10-ACCESS
 * @legalSource OSL-22-2
 */
export class AccessReview {
  constructor(
    private readonly entries: LogEntries,
    private readonly indexer: BlindIndexer,
    private readonly policy: DisclosurePolicy,
  ) {}

  /**
   * The rows that reach the minimum, by day, organisation and user.
   *
   * @throws BadUserInputError for malformed days, a period of more than 92 days or that ends before it starts, or a minimum below 1
   */
  async rows(reading: Reading, request: AccessReviewRequest): Promise<readonly AccessCount[]> {
    const { from, to } = checked(request);
    const { session, ofLog, caller } = reading;
    const own = [readerKey(this.indexer, caller.organisation), from, to];
    const [actors, lookedUp] = await Promise.all([
      ofLog.rowsByValues<{ actor: Buffer; sealed: Buffer }>('review_actors', ACTORS, own),
      ofLog.rowsByValues<{ subject: Buffer }>('review_without_case', WITHOUT_CASE, own),
    ]);
    const related = await session.as<{ subject: Buffer; since: Date }>(
      accessReviewRole,
      'review_related',
      RELATED,
      [lookedUp.map(({ subject }) => subject)],
    );
    const users = this.usersOf(actors);
    const names = [...new Set(users.values())];
    const counts = await ofLog.rowsByValues<CountRow & Record<string, unknown>>(
      'review_counts',
      COUNTS,
      [
        ...own,
        [...users.keys()].map((actor) => Buffer.from(actor, 'hex')),
        [...users.values()].map((name) => names.indexOf(name)),
        related.map(({ subject }) => subject),
        related.map(({ since }) => since),
        await this.protectedSubjects(reading),
        request.minimum,
      ],
    );
    return counts
      .map(({ userNumber, ...count }) => ({
        day: count.day,
        organisation: caller.organisation,
        user: names[userNumber] ?? '',
        persons: count.persons,
        withoutRelation: count.withoutRelation,
        protectedPersons: count.protectedPersons,
      }))
      .sort((one, other) => compare(one.day, other.day) || compare(one.user, other.user));
  }

  /** Who stands behind each actor, by its key in hexadecimal: one user may call through several clients and for several principals. */
  private usersOf(
    rows: readonly { readonly actor: Buffer; readonly sealed: Buffer }[],
  ): ReadonlyMap<string, string> {
    return new Map(
      [...this.entries.actorsOf(rows)].map(([id, { user, client }]) => [
        id,
        user ?? `client:${client}`,
      ]),
    );
  }

  /** What stands in the log for each protected person whose protection the organisation may know of. */
  private async protectedSubjects(reading: Reading): Promise<readonly Buffer[]> {
    const agency = await controllerAgency(reading);
    if (agency === Agency.LANDLORD) return [];
    const persons = await reading.session.as<ProtectedPerson & Record<string, unknown>>(
      accessReviewRole,
      'review_protected',
      PROTECTED,
    );
    // Judged as for the controller itself: its auditor learns nothing of protection that it may not know.
    const asController = new Reading(
      reading.session,
      { ...reading.caller, agency },
      reading.today,
      new FactsReader(this.indexer).load,
    );
    const facts = await asController.facts(persons.map(({ caseId }) => caseId));
    const isTold = ({ id, caseId }: ProtectedPerson): boolean => {
      const known = facts.get(caseId) ?? NO_FACTS;
      return known.protectedPersons.has(id) && mayRead(this.policy, agency, PROTECTION, known);
    };
    return persons
      .filter(isTold)
      .flatMap(({ id, numberIndex }) => [
        ...(numberIndex ? [numberIndex] : []),
        Buffer.from(numberlessSubject(this.indexer, id), 'hex'),
      ]);
  }
}

function checked({ from, to, minimum }: AccessReviewRequest) {
  const problems = new Problems();
  const first = parseLocalDate(from);
  const last = parseLocalDate(to);
  if (first === null) problems.add('from', 'NOT_A_DATE');
  if (last === null) problems.add('to', 'NOT_A_DATE');
  if (first !== null && last !== null) {
    if (last < first) problems.add('to', 'BEFORE_START');
    else if (daysBetween(first, last) >= LONGEST_PERIOD_DAYS) problems.add('to', 'OUT_OF_RANGE');
  }
  if (minimum < 1) problems.add('minimum', 'OUT_OF_RANGE');
  problems.throwIfAny();
  return { from, to };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

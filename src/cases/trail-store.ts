import type { BlindIndexer, WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import type { HubFacts } from './hub-facts';
import { sharesOf } from './shares';
import { numberlessSubject, trailFor } from './trail';

const ROLE = 'kvarbo_cases_writer';

interface NumberedPerson {
  readonly id: string;
  readonly number: string;
  /** Notices and records that gave the number. */
  readonly sources: readonly string[];
}

const NUMBERS = `
  SELECT p.id, encode(p.number_index, 'hex') AS number, array_agg(t.source) AS sources
  FROM cases.person p
  JOIN cases.term t ON t.case_id = p.case_id AND t.kind = 'PERSON_NUMBER' AND t.value = p.number_index
  WHERE p.case_id = ANY ($1) AND p.number_index IS NOT NULL GROUP BY p.id, p.number_index ORDER BY p.id, p.number_index`;

/** A trail is no part of what its reader sees, so that it moves no version. */
const STORE = `
  UPDATE cases.share s SET trail = new.trail
  FROM unnest($1::text[], $2::text[], $3::uuid[], $4::jsonb[]) AS new(agency, organisation, case_id, trail)
  WHERE (s.agency, s.organisation, s.case_id) = (new.agency, new.organisation, new.case_id)
    AND s.trail IS DISTINCT FROM new.trail`;

/** Brings the trails of all shares of the given cases up to date with their facts and persons. */
export async function replaceTrails(
  tx: WriteTransaction,
  indexer: BlindIndexer,
  cases: ReadonlyMap<string, HubFacts>,
): Promise<void> {
  await tx.as(ROLE, '', async (manager) => {
    const persons = await statement<NumberedPerson>(manager, NUMBERS, [[...cases.keys()]]);
    const numbers = new Map<string, NumberedPerson[]>();
    for (const person of persons)
      numbers.set(person.id, [...(numbers.get(person.id) ?? []), person]);
    const subjectOf = (personId: string, sources: ReadonlySet<string>): string => {
      // A number that only others have given would tell the reader's auditor of what they sent.
      const person = numbers
        .get(personId)
        ?.find((one) => one.sources.some((source) => sources.has(source)));
      return person?.number ?? numberlessSubject(indexer, personId);
    };
    const trails = [...cases].flatMap(([caseId, facts]) =>
      sharesOf(facts).map(({ agency, organisation }) => ({
        agency,
        organisation,
        caseId,
        trail: JSON.stringify(trailFor(agency, organisation, facts, subjectOf)),
      })),
    );
    await statement(manager, STORE, [
      trails.map(({ agency }) => agency),
      trails.map(({ organisation }) => organisation),
      trails.map(({ caseId }) => caseId),
      trails.map(({ trail }) => trail),
    ]);
  });
}

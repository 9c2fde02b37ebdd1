import type { EntityManager } from 'typeorm';
import type { BlindIndexer } from '../persistence';
import { statement } from '../persistence';
import { groupBy } from '../shared';
import type { SubjectIndex } from './trail';
import { numberlessSubject } from './trail';

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

/** By which index the trails of the given cases name a person, as the persons and terms of these cases stand. */
export async function loadSubjects(
  manager: EntityManager,
  indexer: BlindIndexer,
  caseIds: readonly string[],
): Promise<SubjectIndex> {
  const persons = await statement<NumberedPerson>(manager, NUMBERS, [caseIds]);
  const numbers = groupBy(persons, ({ id }) => id);
  return (personId, sources) => {
    // A number that only others have given would tell the reader's auditor of what they sent.
    const person = numbers
      .get(personId)
      ?.find((one) => one.sources.some((source) => sources.has(source)));
    return person?.number ?? numberlessSubject(indexer, personId);
  };
}

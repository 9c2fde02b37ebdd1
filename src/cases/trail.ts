import type { Trail } from '../disclosure';
import type { BlindIndexer } from '../persistence';
import { Agency } from '../shared';
import { noticesKnownTo, recordsKnownTo } from './case-facts';
import type { HubFacts } from './hub-facts';

/** A person by its blind index, as hexadecimal text, given the notices and records that the reader may know of. */
export type SubjectIndex = (personId: string, sources: ReadonlySet<string>) => string;

/** The index of a person whose identity number nobody has given. */
export function numberlessSubject(indexer: BlindIndexer, personId: string): string {
  return indexer.blindIndex('log-person', personId).toString('hex');
}

/** The trail of one reader's share; it follows from the notices and records that this reader may know of. */
export function trailFor(
  agency: Agency,
  organisation: string,
  facts: HubFacts,
  subjectOf: SubjectIndex,
): Trail {
  const notices = noticesKnownTo(agency, organisation, facts);
  const records = recordsKnownTo(agency, organisation, facts);
  const sources = new Set([
    ...notices.map(({ noticeId }) => noticeId),
    ...records.map(({ caseNumber }) => caseNumber),
  ]);
  const isBoard = [...facts.social, ...facts.handovers].some(
    ({ boardId }) => boardId === organisation,
  );
  const boards =
    agency === Agency.SOCIAL_SERVICES
      ? [organisation]
      : [
          ...notices.map(({ boardId }) => boardId),
          ...records.map(({ boardId }) => boardId),
          ...(isBoard ? [organisation] : []),
        ];
  return {
    subjects: sorted(
      [...notices, ...records]
        .flatMap(({ personIds }) => personIds)
        .map((personId) => subjectOf(personId, sources)),
    ),
    landlords: sorted([
      ...notices.map(({ landlord }) => landlord),
      ...records.map(({ applicant }) => applicant),
    ]),
    boards: sorted(boards),
    authorities: sorted(records.map(({ authority }) => authority)),
  };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

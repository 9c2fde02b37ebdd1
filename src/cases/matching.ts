import type { WriteTransaction } from '../persistence';
import { answered, statement } from '../persistence';
import type { Candidate, Match, Wanted } from './case-choice';
import { caseForNotice, caseForRecord, MATCHING_KINDS } from './case-choice';
import type { FactRow } from './facts-statements';
import { hubFactsFrom, hubFactsSql } from './facts-statements';
import type { NamedIn } from './persons';
import { identifyPersons } from './persons';
import type { Term, Terms } from './terms';

type FoundTerm = Omit<Candidate, 'facts'> & { readonly caseId: string };

const ROLE = 'kvarbo_cases_writer';

const FOUND = `
  SELECT DISTINCT t.kind, encode(t.value, 'hex') AS value, t.source, t.case_id AS "caseId",
    encode(t.number_index, 'hex') AS "numberIndex", encode(t.apartment_index, 'hex') AS "apartmentIndex"
  FROM unnest($1::text[], $2::bytea[]) AS asked(kind, value)
  JOIN cases.term t ON t.kind = asked.kind AND t.value = asked.value`;

/** What decides whether a case is open; nothing else of it decides what joins. */
const FACTS = hubFactsSql(new Set(['notices', 'settlements', 'enforcement', 'handovers']));

const REMOVE_TERMS = 'DELETE FROM cases.term WHERE source = ANY ($1)';

const STORE_TERMS = `
  INSERT INTO cases.term (kind, value, source, case_id, number_index, apartment_index)
  SELECT * FROM unnest($1::text[], $2::bytea[], $3::text[], $4::uuid[], $5::bytea[], $6::bytea[])
  ON CONFLICT DO NOTHING`;

const SHARED_CASES = `
  SELECT DISTINCT own.case_id AS "caseId" FROM unnest($1::uuid[], $2::text[], $3::text[]) AS own(case_id, source, told_to)
  JOIN cases.term t ON t.case_id = own.case_id AND t.source <> own.source
  LEFT JOIN cases.enforcement_fact f ON f.case_number = t.source
  WHERE own.told_to IS NULL OR f.case_number IS NULL OR (f.board_id = own.told_to AND f.board_knows_since IS NOT NULL)`;

/**
 * Finds the case that a notice or an enforcement record belongs to, and the persons in it.
 *
 * Different identity numbers, or different flat numbers, are never one tenancy. Which case is taken, `case-choice.ts` decides.
 *
 * @legalSource BFL-14-GROUNDS
 */
export class Matching {
  constructor(private readonly terms: Terms) {}

  /** One match, or null for a new case, for each thing wanted; {@link sameTenancy} tells which of these belong together. */
  async match(tx: WriteTransaction, wanted: readonly Wanted[]): Promise<readonly (Match | null)[]> {
    const asked = wanted.flatMap(({ terms, record }) => [
      ...terms.filter(({ kind }) => MATCHING_KINDS.includes(kind)),
      ...(record?.receipt ? [{ kind: 'RECEIPT', value: record.receipt }] : []),
    ]);
    const candidates = await this.candidates(tx, asked);
    return wanted.map((one) =>
      one.record
        ? caseForRecord({ ...one, record: one.record }, candidates)
        : caseForNotice(one, candidates),
    );
  }

  /** Person ids for the given persons of each case: known ones found again, new ones added. */
  identify(
    tx: WriteTransaction,
    wanted: readonly NamedIn[],
  ): Promise<readonly (readonly string[])[]> {
    return identifyPersons(tx, this.terms, wanted);
  }

  /**
   * Those of the given cases to which something else than the given source belongs; records that the board is not told of, to which the
   * source is told, count for nothing.
   */
  async sharedCases(
    tx: WriteTransaction,
    own: readonly {
      readonly caseId: string;
      readonly source: string;
      readonly toldTo: string | null;
    }[],
  ): Promise<ReadonlySet<string>> {
    const rows = await tx.as(ROLE, '', (manager) =>
      statement<{ caseId: string }>(manager, SHARED_CASES, [
        own.map(({ caseId }) => caseId),
        own.map(({ source }) => source),
        own.map(({ toldTo }) => toldTo),
      ]),
    );
    return new Set(rows.map(({ caseId }) => caseId));
  }

  /** Sends the terms that came with the given sources (notice ids or enforcement case numbers) to the store. */
  storeTerms(
    tx: WriteTransaction,
    sources: readonly {
      readonly source: string;
      readonly caseId: string;
      readonly terms: readonly Term[];
      /** Whether none came with it before, which these would replace. */
      readonly isNew?: boolean;
    }[],
  ): Promise<unknown> {
    const rows = sources.flatMap(({ source, caseId, terms }) =>
      terms.map((term) => ({ ...term, source, caseId })),
    );
    const former = sources.flatMap(({ source, isNew = false }) => (isNew ? [] : source));
    return tx.send(ROLE, '', (manager) =>
      answered([
        ...(former.length > 0 ? [statement(manager, REMOVE_TERMS, [former])] : []),
        statement(manager, STORE_TERMS, [
          rows.map(({ kind }) => kind),
          rows.map(({ value }) => value),
          rows.map(({ source }) => source),
          rows.map(({ caseId }) => caseId),
          rows.map(({ numberIndex }) => numberIndex),
          rows.map(({ apartmentIndex }) => apartmentIndex),
        ]),
      ]),
    );
  }

  private async candidates(
    tx: WriteTransaction,
    asked: readonly { readonly kind: string; readonly value: Buffer }[],
  ): Promise<ReadonlyMap<string, readonly Candidate[]>> {
    return tx.as(ROLE, '', async (manager) => {
      const found = await statement<FoundTerm>(manager, FOUND, [
        asked.map(({ kind }) => kind),
        asked.map(({ value }) => value),
      ]);
      const caseIds = [...new Set(found.map(({ caseId }) => caseId))];
      if (found.length === 0) return new Map();
      const factsOf = hubFactsFrom(caseIds, await statement<FactRow>(manager, FACTS, [caseIds]));
      const candidates = new Map<string, Candidate[]>();
      for (const { caseId, ...term } of found) {
        const facts = factsOf.get(caseId);
        if (!facts) continue;
        const key = `${term.kind}:${term.value}`;
        const group = candidates.get(key);
        if (group) group.push({ ...term, facts });
        else candidates.set(key, [{ ...term, facts }]);
      }
      return candidates;
    });
  }
}

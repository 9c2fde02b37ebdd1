import { randomUUID } from 'node:crypto';
import type { WriteTransaction } from '../persistence';
import type { NamedPerson, Term, Terms } from './terms';

/** What a notice or record is matched by. */
export interface Wanted {
  /** The landlord or applicant, as the store names it. */
  readonly landlord: string;
  readonly terms: readonly Term[];
  /** Blind receipt number that was quoted, or null. */
  readonly receipt: Buffer | null;
  /** Whether landlord and person are enough without the flat: they are for Kronofogden's record, and never for a notice. */
  readonly byParties?: boolean;
  /** What is matched anew: the case in which it is now, which may have closed since, and the source of its own terms there. */
  readonly present?: { readonly caseId: string; readonly source: string };
}

/** The case that something belongs to, and the notice whose receipt number was quoted. */
export interface Match {
  readonly caseId: string;
  readonly quotedNotice: string | null;
}

interface Candidate {
  readonly kind: string;
  readonly value: string;
  readonly source: string;
  readonly caseId: string;
  readonly numberIndex: string | null;
  readonly apartmentIndex: string | null;
  /** Whose notice has the receipt number; null for other terms. */
  readonly receiptOf: string | null;
  /** Landlords for whom the case is open. */
  readonly openFor: readonly string[];
  /** Whether the term came with an enforcement record, which its authority knows of, and not with a notice. */
  readonly ofRecord: boolean;
}

const ROLE = 'kvarbo_cases_writer';

/** What tenancies are found by, the surest first. */
const TENANCY_KINDS: readonly Term['kind'][] = ['TENANCY_BY_NUMBER', 'TENANCY_BY_NAME'];
const MATCHING_KINDS: readonly Term['kind'][] = [...TENANCY_KINDS, 'PARTIES_BY_NUMBER'];

const CANDIDATES = `
  SELECT DISTINCT t.kind, encode(t.value, 'hex') AS value, t.source, t.case_id AS "caseId",
    encode(t.number_index, 'hex') AS "numberIndex", encode(t.apartment_index, 'hex') AS "apartmentIndex",
    CASE t.kind WHEN 'RECEIPT' THEN (SELECT n.landlord FROM cases.notice_fact n
      WHERE n.case_id = t.case_id AND n.notice_id::text = t.source) END AS "receiptOf",
    ARRAY(SELECT s.organisation FROM cases.share s
      WHERE s.case_id = t.case_id AND s.agency = 'LANDLORD' AND s.known AND s.closed_on IS NULL) AS "openFor",
    EXISTS (SELECT FROM cases.enforcement_fact e WHERE e.case_number = t.source) AS "ofRecord"
  FROM unnest($1::text[], $2::bytea[]) AS asked(kind, value)
  JOIN cases.term t ON t.kind = asked.kind AND t.value = asked.value`;

const STORE_TERMS = `
  INSERT INTO cases.term (kind, value, source, case_id, number_index, apartment_index)
  SELECT * FROM unnest($1::text[], $2::bytea[], $3::text[], $4::uuid[], $5::bytea[], $6::bytea[])
  ON CONFLICT DO NOTHING`;

const PERSONS = `
  SELECT id, case_id AS "caseId", encode(number_index, 'hex') AS "numberIndex", encode(name_index, 'hex') AS "nameIndex"
  FROM cases.person WHERE case_id = ANY ($1) ORDER BY id`;

const STORE_PERSONS = `
  INSERT INTO cases.person (id, case_id, number_index, name_index)
  SELECT id, case_id, decode(number, 'hex'), decode(name, 'hex')
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS p(id, case_id, number, name)
  ON CONFLICT (id) DO UPDATE SET number_index = excluded.number_index`;

const SHARED_CASES = `
  SELECT DISTINCT own.case_id AS "caseId" FROM unnest($1::uuid[], $2::text[]) AS own(case_id, source)
  JOIN cases.term t ON t.case_id = own.case_id AND t.source <> own.source`;

interface KnownPerson {
  readonly id: string;
  readonly caseId: string;
  numberIndex: string | null;
  readonly nameIndex: string;
}

/**
 * Finds the case that a notice or an enforcement record belongs to, and the persons in it.
 *
 * The receipt number of the landlord's own notice decides; else its open case with the same person and flat, the person by
 * identity number or by name. Different identity numbers, or different flat numbers, are never one tenancy. Where more than one
 * case fits, none is taken; by landlord and person alone, cases with a record go before those with notices only, so that a notice
 * which Kronofogden may not see does not decide which of its own records share a case.
 *
 * @legalSource BFL-14-GROUNDS
 */
export class Matching {
  constructor(private readonly terms: Terms) {}

  /** One match, or null for a new case, for each thing wanted; {@link sameTenancy} tells which of these belong together. */
  async match(tx: WriteTransaction, wanted: readonly Wanted[]): Promise<readonly (Match | null)[]> {
    const asked = wanted.flatMap(({ terms, receipt }) => [
      ...terms.filter(({ kind }) => isMatchingKind(kind)),
      ...(receipt ? [{ kind: 'RECEIPT', value: receipt }] : []),
    ]);
    const rows = await tx.as(ROLE, '', (manager) =>
      manager.query<Candidate[]>(CANDIDATES, [
        asked.map(({ kind }) => kind),
        asked.map(({ value }) => value),
      ]),
    );
    const index = new Map<string, Candidate[]>();
    for (const row of rows) {
      const key = `${row.kind}:${row.value}`;
      const group = index.get(key);
      if (group) group.push(row);
      else index.set(key, [row]);
    }
    return wanted.map((one) => matchOne(one, index));
  }

  /**
   * Person ids for the given persons of each case: known ones found again, new ones added.
   *
   * A person once met with a number is from then on no namesake with another one.
   */
  async identify(
    tx: WriteTransaction,
    wanted: readonly { readonly caseId: string; readonly persons: readonly NamedPerson[] }[],
  ): Promise<readonly (readonly string[])[]> {
    return tx.as(ROLE, '', async (manager) => {
      const known = await manager.query<KnownPerson[]>(PERSONS, [
        wanted.map(({ caseId }) => caseId),
      ]);
      const byCase = new Map<string, KnownPerson[]>();
      for (const row of known) {
        const group = byCase.get(row.caseId);
        if (group) group.push(row);
        else byCase.set(row.caseId, [row]);
      }
      const changed = new Set<KnownPerson>();
      const ids = wanted.map(({ caseId, persons }) => {
        const present = byCase.get(caseId) ?? [];
        byCase.set(caseId, present);
        const named = persons.map(({ name, personalIdentityNumber: number }) => ({
          id: randomUUID(),
          caseId,
          numberIndex: number === null ? null : this.terms.personNumber(number).toString('hex'),
          nameIndex: this.terms.personName(name).toString('hex'),
        }));
        return findPersons(named, present).map((found, index) => {
          const person = named[index];
          if (!person) return '';
          const row = found ?? person;
          if (!found) present.push(row);
          if (!found || (row.numberIndex === null && person.numberIndex !== null)) {
            row.numberIndex = person.numberIndex;
            changed.add(row);
          }
          return row.id;
        });
      });
      const rows = [...changed];
      await manager.query(STORE_PERSONS, [
        rows.map(({ id }) => id),
        rows.map(({ caseId }) => caseId),
        rows.map(({ numberIndex }) => numberIndex),
        rows.map(({ nameIndex }) => nameIndex),
      ]);
      return ids;
    });
  }

  /** Those of the given cases to which something else than the given source belongs. */
  async sharedCases(
    tx: WriteTransaction,
    own: readonly { readonly caseId: string; readonly source: string }[],
  ): Promise<ReadonlySet<string>> {
    const rows = await tx.as(ROLE, '', (manager) =>
      manager.query<{ caseId: string }[]>(SHARED_CASES, [
        own.map(({ caseId }) => caseId),
        own.map(({ source }) => source),
      ]),
    );
    return new Set(rows.map(({ caseId }) => caseId));
  }

  /** Replaces the terms that came with the given sources (notice ids or enforcement case numbers). */
  async storeTerms(
    tx: WriteTransaction,
    sources: readonly {
      readonly source: string;
      readonly caseId: string;
      readonly terms: readonly Term[];
    }[],
  ): Promise<void> {
    const rows = sources.flatMap(({ source, caseId, terms }) =>
      terms.map((term) => ({ ...term, source, caseId })),
    );
    await tx.as(ROLE, '', async (manager) => {
      await manager.query('DELETE FROM cases.term WHERE source = ANY ($1)', [
        sources.map(({ source }) => source),
      ]);
      await manager.query(STORE_TERMS, [
        rows.map(({ kind }) => kind),
        rows.map(({ value }) => value),
        rows.map(({ source }) => source),
        rows.map(({ caseId }) => caseId),
        rows.map(({ numberIndex }) => numberIndex),
        rows.map(({ apartmentIndex }) => apartmentIndex),
      ]);
    });
  }
}

/** Whether two sets of terms speak of the same tenancy, for things that arrive in one call. */
export function sameTenancy(a: readonly Term[], b: readonly Term[]): boolean {
  return a.some((one) =>
    b.some(
      (other) =>
        isMatchingKind(one.kind) &&
        one.kind === other.kind &&
        one.value.equals(other.value) &&
        agree(one.numberIndex?.toString('hex'), other.numberIndex?.toString('hex')) &&
        (one.kind === 'PARTIES_BY_NUMBER' ||
          agree(one.apartmentIndex?.toString('hex'), other.apartmentIndex?.toString('hex'))),
    ),
  );
}

function matchOne(wanted: Wanted, index: ReadonlyMap<string, readonly Candidate[]>): Match | null {
  const quoted =
    wanted.receipt &&
    index
      .get(`RECEIPT:${wanted.receipt.toString('hex')}`)
      ?.find(({ receiptOf }) => receiptOf === wanted.landlord);
  if (quoted) return { caseId: quoted.caseId, quotedNotice: quoted.source };
  const kinds = wanted.byParties === true ? MATCHING_KINDS : TENANCY_KINDS;
  for (const kind of kinds) {
    const fitting = wanted.terms
      .filter((term) => term.kind === kind)
      .flatMap((term) =>
        (index.get(`${kind}:${term.value.toString('hex')}`) ?? [])
          .filter(({ source }) => source !== wanted.present?.source)
          .filter(
            ({ openFor, caseId }) =>
              caseId === wanted.present?.caseId || openFor.includes(wanted.landlord),
          )
          .filter((row) => agree(term.numberIndex?.toString('hex'), row.numberIndex))
          .filter(
            (row) =>
              kind === 'PARTIES_BY_NUMBER' ||
              agree(term.apartmentIndex?.toString('hex'), row.apartmentIndex),
          ),
      );
    const ofRecords = fitting.filter(({ ofRecord }) => kind === 'PARTIES_BY_NUMBER' && ofRecord);
    const cases = (ofRecords.length > 0 ? ofRecords : fitting).map(({ caseId }) => caseId);
    if (wanted.present && cases.includes(wanted.present.caseId)) {
      return { caseId: wanted.present.caseId, quotedNotice: null };
    }
    const [only, ...others] = new Set(cases);
    if (only !== undefined)
      return others.length === 0 ? { caseId: only, quotedNotice: null } : null;
  }
  return null;
}

/** The known row of each person, each row at most once: those with a number choose first, so that no namesake takes their row. */
function findPersons(
  persons: readonly KnownPerson[],
  known: readonly KnownPerson[],
): readonly (KnownPerson | undefined)[] {
  const found = new Map<KnownPerson, KnownPerson>();
  const choose = (fits: (person: KnownPerson, row: KnownPerson) => boolean): void => {
    for (const person of persons) {
      const taken = new Set(found.values());
      const row = known.find((one) => !taken.has(one) && fits(person, one));
      if (row && !found.has(person)) found.set(person, row);
    }
  };
  choose(({ numberIndex }, row) => numberIndex !== null && row.numberIndex === numberIndex);
  choose((person, row) => row.nameIndex === person.nameIndex && row.numberIndex === null);
  choose((person, row) => row.nameIndex === person.nameIndex && person.numberIndex === null);
  return persons.map((person) => found.get(person));
}

/** Two known values must be equal; an unknown one speaks against nothing. */
function agree(one: string | null | undefined, other: string | null | undefined): boolean {
  return one == null || other == null || one === other;
}

function isMatchingKind(kind: Term['kind']): boolean {
  return MATCHING_KINDS.includes(kind);
}

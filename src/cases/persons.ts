import { randomUUID } from 'node:crypto';
import type { WriteTransaction } from '../persistence';
import { statement } from '../persistence';
import type { NamedPerson, Terms } from './terms';

/** The persons whom one notice or record names in a case. */
export interface NamedIn {
  readonly caseId: string;
  /** To whom they are named, as the store names it: the board of a notice, the authority of a record. */
  readonly circle: string;
  readonly persons: readonly NamedPerson[];
}

const ROLE = 'kvarbo_cases_writer';

const PERSONS = `
  SELECT id, case_id AS "caseId", circle, encode(number_index, 'hex') AS "numberIndex", encode(name_index, 'hex') AS "nameIndex"
  FROM cases.person WHERE case_id = ANY ($1) ORDER BY place`;

const STORE_PERSONS = `
  INSERT INTO cases.person (id, circle, case_id, number_index, name_index)
  SELECT id, circle, case_id, decode(number, 'hex'), decode(name, 'hex')
  FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[]) WITH ORDINALITY AS p(id, circle, case_id, number, name, place)
  ORDER BY place
  ON CONFLICT (id, circle) DO UPDATE SET number_index = excluded.number_index`;

/** What was said of persons in one circle is said in another one from now on, where it adds to what was known there. */
const INTRODUCE = `
  INSERT INTO cases.person (id, circle, case_id, number_index, name_index)
  SELECT id, $3, case_id, number_index, name_index FROM cases.person
  WHERE case_id = $1 AND circle = $2 AND id = ANY ($4)
  ON CONFLICT (id, circle) DO UPDATE SET number_index = coalesce(person.number_index, excluded.number_index)`;

const IN_CIRCLE = `
  SELECT id, number_index AS "numberIndex" FROM cases.person WHERE case_id = $1 AND circle = $2 AND id = ANY ($3) ORDER BY id`;

/** A person as one circle knows him or her. */
interface KnownPerson {
  readonly id: string;
  readonly caseId: string;
  readonly circle: string;
  numberIndex: string | null;
  readonly nameIndex: string;
}

type Named = Pick<KnownPerson, 'numberIndex' | 'nameIndex'>;

/**
 * Person ids for those whom notices and records name: known ones found again, new ones added.
 *
 * Each circle tells its persons apart by what was said in it alone: a person once met there with a number is from then on no
 * namesake with another one. Only who is new to a circle takes the id by which another circle knows him or her, so that what one of
 * them is told never shows in whom the other takes for one person.
 */
export async function identifyPersons(
  tx: WriteTransaction,
  terms: Terms,
  wanted: readonly NamedIn[],
): Promise<readonly (readonly string[])[]> {
  const rows = await tx.as(ROLE, '', (manager) =>
    statement<KnownPerson>(manager, PERSONS, [wanted.map(({ caseId }) => caseId)]),
  );
  const byCase = new Map<string, KnownPerson[]>();
  for (const row of rows) {
    const group = byCase.get(row.caseId);
    if (group) group.push(row);
    else byCase.set(row.caseId, [row]);
  }
  const changed = new Set<KnownPerson>();
  const ids = wanted.map(({ caseId, circle, persons }) => {
    const present = byCase.get(caseId) ?? [];
    byCase.set(caseId, present);
    const named = persons.map(({ name, personalIdentityNumber: number }) => ({
      numberIndex: number === null ? null : terms.personNumber(number).toString('hex'),
      nameIndex: terms.personName(name).toString('hex'),
    }));
    return findPersons(named, circle, present).map(({ person, row, id }) => {
      const own = row ?? { ...person, id, caseId, circle };
      if (!row) present.push(own);
      if (!row || (row.numberIndex === null && person.numberIndex !== null)) {
        own.numberIndex = person.numberIndex;
        changed.add(own);
      }
      return own.id;
    });
  });
  const stored = [...changed];
  void tx.send(ROLE, '', (manager) =>
    statement(manager, STORE_PERSONS, [
      stored.map(({ id }) => id),
      stored.map(({ circle }) => circle),
      stored.map(({ caseId }) => caseId),
      stored.map(({ numberIndex }) => numberIndex),
      stored.map(({ nameIndex }) => nameIndex),
    ]),
  );
  return ids;
}

/** A person of one circle, with the blind index of the identity number that was said there. */
export interface CirclePerson {
  readonly id: string;
  readonly numberIndex: Buffer | null;
}

/**
 * Lets the circle to which notices go over know the persons whom they name, as they were told apart where they came in.
 *
 * @returns the persons as the circle knows them that had the notices
 */
export async function introducePersons(
  tx: WriteTransaction,
  caseId: string,
  circles: { readonly from: string; readonly to: string },
  personIds: readonly string[],
): Promise<readonly CirclePerson[]> {
  return tx.as(ROLE, '', async (manager) => {
    await statement(manager, INTRODUCE, [caseId, circles.from, circles.to, personIds]);
    return statement<CirclePerson>(manager, IN_CIRCLE, [caseId, circles.from, personIds]);
  });
}

/**
 * Each person with the row of the own circle if it has one, else with the id of another circle’s, else with a new one.
 *
 * @param present - in the order in which they became known
 */
function findPersons(
  persons: readonly Named[],
  circle: string,
  present: readonly KnownPerson[],
): readonly { person: Named; row: KnownPerson | undefined; id: string }[] {
  const own = present.filter((row) => row.circle === circle);
  const known = [...new Set(present.map(({ id }) => id))];
  const places = new Map(known.map((id, place) => [id, place]));
  const rows = choose(persons, inOrder(own, places));
  const strangers = persons.filter((person) => !rows.has(person));
  const others = present.filter(({ id }) => own.every((row) => row.id !== id));
  const isDenied = (person: Named, { id }: KnownPerson): boolean =>
    others.some((row) => row.id === id && !agree(row.numberIndex, person.numberIndex));
  const elsewhere = choose(strangers, inOrder(others, places), isDenied);
  return persons.map((person) => {
    const row = rows.get(person);
    return { person, row, id: row?.id ?? elsewhere.get(person)?.id ?? randomUUID() };
  });
}

/**
 * Rows by what was said of them, those of whom the same was said by who became known first: so the same one of several is taken whenever
 * the same was told, whatever ids were drawn.
 */
function inOrder(
  rows: readonly KnownPerson[],
  places: ReadonlyMap<string, number>,
): readonly KnownPerson[] {
  const placeOf = ({ id }: KnownPerson): number => places.get(id) ?? places.size;
  return [...rows].sort((a, b) => {
    const [one, other] = [saidOf(a), saidOf(b)];
    if (one !== other) return one < other ? -1 : 1;
    return placeOf(a) - placeOf(b);
  });
}

/**
 * The row of each person, each id at most once and of several that fit by name the first: those whose number is known choose before
 * namesakes could take their row.
 */
function choose(
  persons: readonly Named[],
  rows: readonly KnownPerson[],
  isDenied: (person: Named, row: KnownPerson) => boolean = () => false,
): ReadonlyMap<Named, KnownPerson> {
  const found = new Map<Named, KnownPerson>();
  const taken = new Set<string>();
  const take = (fits: (person: Named, row: KnownPerson) => boolean): void => {
    for (const person of persons) {
      if (found.has(person)) continue;
      const row = rows.find(
        (one) => !taken.has(one.id) && fits(person, one) && !isDenied(person, one),
      );
      if (!row) continue;
      found.set(person, row);
      taken.add(row.id);
    }
  };
  take(({ numberIndex }, row) => numberIndex !== null && row.numberIndex === numberIndex);
  take((person, row) => row.nameIndex === person.nameIndex && row.numberIndex === null);
  take((person, row) => row.nameIndex === person.nameIndex && person.numberIndex === null);
  return found;
}

/** What was said of a person, to be put in order. */
function saidOf({ numberIndex, nameIndex }: KnownPerson): string {
  return `${numberIndex ?? ''} ${nameIndex}`;
}

/** Two known numbers must be equal; an unknown one speaks against nothing. */
function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

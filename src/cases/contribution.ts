import type { Batch } from '../disclosure';
import type { Agency, LocalDate } from '../shared';

/** A person of a case as one domain knows him or her for this reader; null where it does not say. */
export interface PersonView {
  readonly personId: string;
  readonly name: string | null;
  /** 12 digits. */
  readonly personalIdentityNumber: string | null;
  readonly postalAddress: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

/** The dwelling as one domain knows it for this reader. */
export interface DwellingView {
  readonly street: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly apartmentNumber: string | null;
  readonly municipality: string | null;
  readonly roomCount: number | null;
  readonly tenure: string | null;
}

/** What a board weighs when it sets its priority. */
export interface Arrears {
  /** Months of rent in arrears by the standing notices; null where none claims rent. */
  readonly months: number | null;
  /** How many notices the case has seen. */
  readonly notices: number;
  readonly lastNoticeOn: LocalDate;
}

/**
 * What a domain adds to the fields of the case that no domain owns alone.
 *
 * Each answer is by case id, from rows that the reader's own role may see, with only those values read that the plan asks for.
 */
export interface CaseContribution {
  /** The readers to whom this domain may tell anything here: a landlord reads persons and dwelling only as it named them itself. */
  readonly readers: ReadonlySet<Agency>;
  readonly persons: (batch: Batch) => Promise<ReadonlyMap<string, readonly PersonView[]>>;
  readonly dwellings: (batch: Batch) => Promise<ReadonlyMap<string, DwellingView>>;
  readonly arrears?: (batch: Batch) => Promise<ReadonlyMap<string, Arrears>>;
}

/** The contributions in the order of their weight: what an earlier one says, a later one does not change. */
export class CaseContributions {
  private readonly all: CaseContribution[] = [];

  add(contribution: CaseContribution): void {
    this.all.push(contribution);
  }

  /** Persons of each case, each once, with every value from the first domain that has it. */
  async persons(batch: Batch): Promise<ReadonlyMap<string, readonly PersonView[]>> {
    const found = await Promise.all(this.for(batch).map((one) => one.persons(batch)));
    return new Map(
      batch.caseIds.map((caseId) => [
        caseId,
        mergePersons(found.flatMap((byCase) => byCase.get(caseId) ?? [])),
      ]),
    );
  }

  /** Every domain's view of each case's dwelling, the weightiest first. */
  async dwellings(batch: Batch): Promise<ReadonlyMap<string, readonly DwellingView[]>> {
    const found = await Promise.all(this.for(batch).map((one) => one.dwellings(batch)));
    return new Map(
      batch.caseIds.map((caseId) => [caseId, found.flatMap((byCase) => byCase.get(caseId) ?? [])]),
    );
  }

  async arrears(batch: Batch): Promise<ReadonlyMap<string, Arrears>> {
    for (const one of this.for(batch)) if (one.arrears) return one.arrears(batch);
    return new Map();
  }

  private for(batch: Batch): readonly CaseContribution[] {
    return this.all.filter(({ readers }) => readers.has(batch.reading.caller.agency));
  }
}

function mergePersons(views: readonly PersonView[]): readonly PersonView[] {
  if (views.length < 2) return views;
  const merged = new Map<string, PersonView>();
  for (const view of views) {
    const known = merged.get(view.personId);
    merged.set(view.personId, known ? firstKnown(known, view) : view);
  }
  return [...merged.values()];
}

function firstKnown(one: PersonView, other: PersonView): PersonView {
  return {
    personId: one.personId,
    name: one.name ?? other.name,
    personalIdentityNumber: one.personalIdentityNumber ?? other.personalIdentityNumber,
    postalAddress: one.postalAddress ?? other.postalAddress,
    phone: one.phone ?? other.phone,
    email: one.email ?? other.email,
  };
}

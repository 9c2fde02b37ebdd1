import type { CaseFacts, Place, Position, Sources } from '../disclosure';
import { NO_FACTS, project } from '../disclosure';
import type { Aliases } from '../persistence';
import { Agency } from '../shared';
import type { CaseContributions, DwellingView, PersonView } from './contribution';
import { asksForProtection, isProtected } from './protected-identity';

const view = <T>(name: keyof T & string) => ({
  columns: [],
  value: (row: T) => row[name] ?? null,
});

const DWELLING_SOURCES: Sources<DwellingView> = {
  street: view('street'),
  postalCode: view('postalCode'),
  city: view('city'),
  apartmentNumber: view('apartmentNumber'),
  municipality: view('municipality'),
  roomCount: view('roomCount'),
  tenure: view('tenure'),
};

/** Persons and dwelling of a case, put together from what each domain may tell this reader. */
export class CaseParties {
  constructor(
    private readonly contributions: CaseContributions,
    private readonly aliases: Aliases,
  ) {}

  /** The persons on the lease; null where the plan does not open them. @legalSource JB-12-44-FORMS */
  async tenants(place: Place | undefined): Promise<readonly object[] | null> {
    const position = place?.batch.position.below('tenants');
    if (!place || !position) return null;
    const { batch, caseId } = place;
    const persons = await batch.once('tenants', () => this.contributions.persons(batch));
    const known = await factsFor(place, position);
    const sources: Sources<PersonView> = {
      id: {
        columns: [],
        value: ({ personId }) =>
          this.aliases.alias('tenant', batch.reading.caller.reader, personId),
      },
      name: view('name'),
      postalAddress: view('postalAddress'),
      personalIdentityNumber: view('personalIdentityNumber'),
      phone: view('phone'),
      email: view('email'),
      protectedIdentity: {
        columns: [],
        value: ({ personId }, _below, facts) => isProtected(personId, facts),
      },
    };
    return (persons.get(caseId) ?? []).map((person) => project(position, sources, person, known));
  }

  /**
   * The dwelling, always an object, so that its absence tells nothing. The municipality that Kronofogden reads is the one that it
   * pushed itself; elsewhere the first domain that knows a value says it.
   *
   * @legalSource OSL-21-3A
   */
  async dwelling(place: Place | undefined): Promise<object | null> {
    const position = place?.batch.position.below('dwelling');
    if (!place || !position) return null;
    const { batch, caseId } = place;
    const dwellings = await batch.once('dwelling', () => this.contributions.dwellings(batch));
    const views = dwellings.get(caseId) ?? [];
    const own = batch.reading.caller.agency === Agency.ENFORCEMENT ? views.at(-1) : views[0];
    const merged = { ...mergeDwellings(views), municipality: own?.municipality ?? null };
    return project(position, DWELLING_SOURCES, merged, await factsFor(place, position));
  }
}

/** The facts of the case at a place, asked for all cases of its level at once, and only if a field rests on them. */
async function factsFor({ batch, caseId }: Place, position: Position): Promise<CaseFacts> {
  if (!position.conditional && !asksForProtection(position)) return NO_FACTS;
  return (await batch.reading.facts(batch.caseIds)).get(caseId) ?? NO_FACTS;
}

function mergeDwellings(views: readonly DwellingView[]): DwellingView {
  const first = <K extends keyof DwellingView>(name: K): DwellingView[K] | null =>
    views.find((one) => one[name] !== null)?.[name] ?? null;
  return {
    street: first('street'),
    postalCode: first('postalCode'),
    city: first('city'),
    apartmentNumber: first('apartmentNumber'),
    municipality: first('municipality'),
    roomCount: first('roomCount'),
    tenure: first('tenure'),
  };
}

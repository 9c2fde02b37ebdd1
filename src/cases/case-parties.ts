import type { Batch, CaseFacts, Door, Position, Sources } from '../disclosure';
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

  /** The persons on the lease of each case. @legalSource JB-12-44-FORMS */
  readonly tenants: Door<readonly object[]> = async (batch, position) => {
    if (!position) return new Map();
    const sources = this.personSources(batch.reading.caller.reader);
    const [persons, factsOf] = await Promise.all([
      this.contributions.persons(batch),
      factsFor(batch, position),
    ]);
    return new Map(
      [...persons].map(([caseId, known]) => {
        const facts = factsOf(caseId);
        return [caseId, known.map((person) => project(position, sources, person, facts))];
      }),
    );
  };

  /**
   * The dwelling of each case, always an object, so that its absence tells nothing. The municipality that Kronofogden reads is the
   * one that it pushed itself; elsewhere the first domain that knows a value says it.
   *
   * @legalSource OSL-21-3A
   */
  readonly dwelling: Door<object> = async (batch, position) => {
    if (!position) return new Map();
    const isOwnMunicipality = batch.reading.caller.agency === Agency.ENFORCEMENT;
    const [dwellings, factsOf] = await Promise.all([
      this.contributions.dwellings(batch),
      factsFor(batch, position),
    ]);
    return new Map(
      [...dwellings].map(([caseId, views]) => {
        const merged = mergeDwellings(views, isOwnMunicipality);
        return [caseId, project(position, DWELLING_SOURCES, merged, factsOf(caseId))];
      }),
    );
  };

  private personSources(reader: string): Sources<PersonView> {
    return {
      id: {
        columns: [],
        value: ({ personId }) => this.aliases.alias('tenant', reader, personId),
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
  }
}

/** The facts of each case of a level, asked for only if a field rests on them. */
async function factsFor(
  { reading, caseIds }: Batch,
  position: Position,
): Promise<(caseId: string) => CaseFacts> {
  if (!position.conditional && !asksForProtection(position)) return () => NO_FACTS;
  const facts = await reading.facts(caseIds);
  return (caseId) => facts.get(caseId) ?? NO_FACTS;
}

function mergeDwellings(views: readonly DwellingView[], isLastMunicipality: boolean): DwellingView {
  const [only] = views;
  if (only && views.length === 1) return only;
  const first = <K extends keyof DwellingView>(name: K): DwellingView[K] | null =>
    views.find((one) => one[name] !== null)?.[name] ?? null;
  return {
    street: first('street'),
    postalCode: first('postalCode'),
    city: first('city'),
    apartmentNumber: first('apartmentNumber'),
    municipality: (isLastMunicipality ? views.at(-1) : only)?.municipality ?? null,
    roomCount: first('roomCount'),
    tenure: first('tenure'),
  };
}

import { disclosedAt, factsOfOwner, mayTellExecution, NO_FACTS, openedBy } from '../disclosure';
import type {
  CaseFacts,
  Disclosed,
  DisclosurePlan,
  DisclosurePolicy,
  LookUp,
  Position,
  Reading,
  Trail,
} from '../disclosure';
import type { Disclosure, ShapeContent } from '../disclosure-log';
import { authoritiesTelling, readerKey } from '../cases';
import type { Caller } from '../identity';
import type { BlindIndexer } from '../persistence';
import { Agency } from '../shared';

/** What one look at the store has put into an answer, with what its entries need. */
export interface NotedDisclosures {
  /** By case, the positions at which it is answered. */
  readonly cases: ReadonlyMap<string, readonly Position[]>;
  readonly facts: ReadonlyMap<string, CaseFacts>;
  readonly trails: ReadonlyMap<string, Trail>;
  readonly lookUps: readonly LookUp[];
}

/** The operation that discloses, as its entries name it. */
export interface DisclosingOperation {
  /** The name that the client gave it. */
  readonly name: string | null;
  /** SHA-256 of its document, in hexadecimal digits. */
  readonly hash: string;
  readonly plan: DisclosurePlan;
}

const TRAILS = 'SELECT case_id, trail FROM cases.share WHERE case_id = ANY ($1)';

const NO_TRAIL: Trail = { subjects: [], landlords: [], boards: [], authorities: [] };

/** A client’s name of an operation stands in the log only if it cannot hold an identity number. */
const TELLING_NAME = /\d(?:_*\d){5}/;

/** Collects what a look at the store discloses, before it ends; null when that is nothing. */
export async function noteDisclosures(reading: Reading): Promise<NotedDisclosures | null> {
  const { batches, lookUps } = reading.disclosures;
  const cases = new Map<string, Position[]>();
  for (const { position, caseIds } of batches) {
    for (const id of caseIds) {
      const positions = cases.get(id);
      if (!positions) cases.set(id, [position]);
      else if (!positions.includes(position)) positions.push(position);
    }
  }
  if (cases.size === 0) return lookUps.length === 0 ? null : { ...NOTHING, lookUps };
  const caseIds = [...cases.keys()];
  const [facts, trails] = await Promise.all([
    (await restsOnFacts(reading)) ? reading.facts(caseIds) : NOTHING.facts,
    trailsOf(reading, caseIds),
  ]);
  return { cases, facts, trails, lookUps };
}

/** Of most cases the share was read, and its trail with it. */
async function trailsOf(
  reading: Reading,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, Trail>> {
  const { trails } = reading.disclosures;
  const missing = caseIds.filter((id) => !trails.has(id));
  if (missing.length === 0) return trails;
  const rows = await reading.session.rows<{ case_id: string; trail: Trail }>('log_trails', TRAILS, [
    missing,
  ]);
  return new Map([...trails, ...rows.map((row) => [row.case_id, row.trail] as const)]);
}

/** Whether anything disclosed rests on the facts of its case, so that what opened it must be quoted. */
async function restsOnFacts(reading: Reading): Promise<boolean> {
  const { batches } = reading.disclosures;
  if (batches.some(({ position }) => position.conditional)) return true;
  const { agency } = reading.caller;
  if (!batches.some(({ position }) => mayTellExecution(agency, position))) return false;
  return (await authoritiesTelling(reading)).length > 0;
}

const NOTHING: NotedDisclosures = {
  cases: new Map(),
  facts: new Map(),
  trails: new Map(),
  lookUps: [],
};

/** Writes what was disclosed in the words of the log: one entry per request and case, and one per look-up. */
export class DisclosureRecord {
  /** Entries of one plan share few contents, and plans are kept. */
  private readonly contents = new WeakMap<DisclosurePlan, Map<string, ShapeContent>>();
  /** Most cases of a plan disclose the very same list, which need not be compared word for word. */
  private readonly ofOnePart = new WeakMap<DisclosurePlan, WeakMap<object, ShapeContent>>();

  constructor(
    private readonly policy: DisclosurePolicy,
    private readonly indexer: BlindIndexer,
  ) {}

  entries(
    caller: Caller,
    requestId: string,
    operation: DisclosingOperation,
    notes: readonly NotedDisclosures[],
  ): readonly Disclosure[] {
    const common = {
      requestId,
      agency: caller.agency,
      organisation: readerKey(this.indexer, caller.organisation),
      principal: readerKey(this.indexer, caller.reader),
      actor: {
        organisation: caller.organisation,
        actingFor: caller.actingFor,
        client: caller.client,
        user: caller.user,
      },
      purpose: caller.purpose,
    };
    const byCase = [...looksByCase(notes)].map(([caseId, looks]) => {
      const parts = looks.flatMap((look) => look.parts);
      return {
        ...common,
        caseId,
        ...this.contentOf(operation, parts),
        subjects: union(looks.map(({ trail }) => trail.subjects)).map(fromHex),
        controllers: union(looks.map((look) => controllersOf(caller, common.principal, look))),
        openedBy: union(
          looks.flatMap(({ positions, facts }) =>
            positions.map((position) => openedBy(caller.agency, position, facts)),
          ),
        ),
      };
    });
    const lookUps = looksUpOnce(notes).flatMap(({ coordinates, subjects, caseIds = [] }) =>
      (caseIds.length > 0 ? caseIds : [null]).map((caseId) => ({
        ...common,
        caseId,
        ...this.contentOf(operation, [{ coordinates }]),
        subjects,
        controllers: [],
        openedBy: [],
      })),
    );
    return [...byCase, ...lookUps];
  }

  /** The same object for the same disclosure under one plan, so that the log digests it once. */
  private contentOf(
    operation: DisclosingOperation,
    parts: readonly Pick<Disclosed, 'coordinates'>[],
  ): ShapeContent {
    const [part, ...others] = parts;
    if (!part || others.length > 0) return this.contentOfAll(operation, parts);
    const known = this.ofOnePart.get(operation.plan) ?? new WeakMap<object, ShapeContent>();
    this.ofOnePart.set(operation.plan, known);
    const before = known.get(part.coordinates);
    if (before) return before;
    const content = this.contentOfAll(operation, parts);
    known.set(part.coordinates, content);
    return content;
  }

  private contentOfAll(
    { name, hash, plan }: DisclosingOperation,
    parts: readonly Pick<Disclosed, 'coordinates'>[],
  ): ShapeContent {
    const known = this.contents.get(plan) ?? new Map<string, ShapeContent>();
    this.contents.set(plan, known);
    const disclosed = [...new Set(parts.flatMap(({ coordinates }) => coordinates))];
    const key = disclosed.join(' ');
    const before = known.get(key);
    if (before) return before;
    const content: ShapeContent = {
      operation: {
        name: name === null || TELLING_NAME.test(name) ? null : name,
        roots: plan.operations,
        hash,
      },
      disclosed,
      denied: plan.denied.map(({ coordinate }) => coordinate),
      legalBasis: disclosed.flatMap((coordinate) => this.policy.basisOf(coordinate)),
      policyVersion: this.policy.version,
    };
    known.set(key, content);
    return content;
  }
}

/** What one look at the store has put into the answer of one case, decided by the facts as they were in that look. */
interface CaseLook {
  readonly positions: readonly Position[];
  readonly facts: CaseFacts;
  readonly trail: Trail;
  readonly parts: readonly Disclosed[];
}

/** Between two looks of one request facts may change, and what the first look disclosed stays disclosed. */
function looksByCase(notes: readonly NotedDisclosures[]): ReadonlyMap<string, readonly CaseLook[]> {
  const cases = new Map<string, CaseLook[]>();
  for (const note of notes) {
    for (const [caseId, positions] of note.cases) {
      const facts = note.facts.get(caseId) ?? NO_FACTS;
      const look = {
        positions,
        facts,
        trail: note.trails.get(caseId) ?? NO_TRAIL,
        parts: positions.map((position) => disclosedAt(position, facts)),
      };
      const known = cases.get(caseId);
      if (known) known.push(look);
      else cases.set(caseId, [look]);
    }
  }
  return cases;
}

/** The look-ups of one request, those of the same persons in one, whatever was asked about them. */
function looksUpOnce(notes: readonly NotedDisclosures[]): readonly LookUp[] {
  const known = new Map<string, LookUp>();
  for (const lookUp of notes.flatMap((note) => note.lookUps)) {
    const { subjects, caseIds = [], coordinates } = lookUp;
    const key = [...subjects.map((subject) => subject.toString('hex')), ...caseIds].join(' ');
    const before = known.get(key)?.coordinates ?? [];
    known.set(key, { ...lookUp, coordinates: [...new Set([...before, ...coordinates])] });
  }
  return [...known.values()];
}

/**
 * Whose data was disclosed: the landlords' and Kronofogden's where hub or their own fields were, and of the boards those without
 * whose consents and decisions nothing of a board's record would be open.
 */
function controllersOf(
  { agency }: Caller,
  principal: string,
  { positions, facts, parts, trail }: CaseLook,
): readonly string[] {
  const shows = (domain: Agency, some = parts): boolean =>
    some.some(
      ({ domains }) =>
        domains.has(domain) || (domain !== Agency.SOCIAL_SERVICES && domains.has('HUB')),
    );
  const showsOf = (board: string): boolean => {
    const own = factsOfOwner(facts, board);
    return shows(
      Agency.SOCIAL_SERVICES,
      positions.map((position) => disclosedAt(position, own)),
    );
  };
  const boards = (): readonly string[] =>
    agency === Agency.SOCIAL_SERVICES ? [principal] : trail.boards.filter(showsOf);
  return [
    ...(shows(Agency.LANDLORD) ? trail.landlords : []),
    ...(shows(Agency.ENFORCEMENT) ? trail.authorities : []),
    ...(shows(Agency.SOCIAL_SERVICES) ? boards() : []),
  ];
}

function union(lists: readonly (readonly string[])[]): readonly string[] {
  return [...new Set(lists.flat())].sort();
}

function fromHex(index: string): Buffer {
  return Buffer.from(index, 'hex');
}

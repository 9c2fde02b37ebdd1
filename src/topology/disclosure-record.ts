import { disclosedAt, factsOfOwner, NO_FACTS, openedBy } from '../disclosure';
import type {
  CaseFacts,
  Disclosed,
  DisclosurePlan,
  DisclosurePolicy,
  Domain,
  LookUp,
  Position,
  Trail,
} from '../disclosure';
import type { Disclosure, ShapeContent } from '../disclosure-log';
import { readerKey } from '../cases';
import type { Caller } from '../identity';
import type { BlindIndexer } from '../persistence';
import { Agency } from '../shared';
import type { NotedDisclosures } from './note-disclosures';

/** The operation that discloses, as its entries name it. */
export interface DisclosingOperation {
  /** The name that the client gave it. */
  readonly name: string | null;
  /** SHA-256 of its document, in hexadecimal digits. */
  readonly hash: string;
  readonly plan: DisclosurePlan;
}

/** What all entries of one request say alike. */
type CommonParts = Pick<
  Disclosure,
  'requestId' | 'agency' | 'organisation' | 'principal' | 'actor' | 'purpose'
>;

const NO_TRAIL: Trail = { subjects: [], landlords: [], boards: [], authorities: [] };

/** A client’s name of an operation stands in the log only if it cannot hold an identity number. */
const TELLING_NAME = /\d(?:_*\d){5}/;

/** Writes what was disclosed in the words of the log: one entry per request and case, and one per look-up. */
export class DisclosureRecord {
  /** Entries of one plan share few contents, and plans are kept. */
  private readonly contents = new WeakMap<DisclosurePlan, Map<string, ShapeContent>>();
  /** Most cases of a plan disclose the very same parts, which need not be put together and compared word for word. */
  private readonly ofParts = new WeakMap<DisclosurePlan, KnownParts>();

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
      const all = this.partsOf(
        operation.plan,
        looks.flatMap(({ parts }) => parts),
      );
      all.content ??= this.contentOf(operation, all.parts);
      return entryOf(common, caseId, all.content, {
        subjects: union(looks.map(({ trail }) => trail.subjects)),
        controllers: union(
          looks.map((look) => {
            const shown = this.partsOf(operation.plan, look.parts);
            return controllersOf(caller, common.principal, look, shown);
          }),
        ),
        openedBy: union(
          looks.flatMap(({ positions, facts }) =>
            positions.map((position) => openedBy(caller.agency, position, facts)),
          ),
        ),
      });
    });
    const lookUps = looksUpOnce(notes).flatMap(({ coordinates, subjects, caseIds = [] }) =>
      (caseIds.length > 0 ? caseIds : [null]).map((caseId) =>
        entryOf(common, caseId, this.contentOf(operation, [{ coordinates }]), {
          subjects: subjects.map((subject) => subject.toString('hex')),
          controllers: [],
          openedBy: [],
        }),
      ),
    );
    return [...byCase, ...lookUps];
  }

  private partsOf(plan: DisclosurePlan, parts: readonly Disclosed[]): KnownParts {
    let known = this.ofParts.get(plan) ?? new KnownParts([]);
    this.ofParts.set(plan, known);
    for (const part of parts) known = known.with(part);
    return known;
  }

  /** The same object for the same disclosure under one plan, so that the log digests it once. */
  private contentOf(
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

/** Property by property: spreading one object after another costs more than everything else about an entry. */
function entryOf(
  common: CommonParts,
  caseId: string | null,
  content: ShapeContent,
  {
    subjects,
    controllers,
    openedBy: opened,
  }: Pick<Disclosure, 'subjects' | 'controllers' | 'openedBy'>,
): Disclosure {
  return {
    requestId: common.requestId,
    agency: common.agency,
    organisation: common.organisation,
    principal: common.principal,
    actor: common.actor,
    purpose: common.purpose,
    caseId,
    operation: content.operation,
    disclosed: content.disclosed,
    denied: content.denied,
    legalBasis: content.legalBasis,
    policyVersion: content.policyVersion,
    subjects,
    controllers,
    openedBy: opened,
  };
}

/** What a list of parts amounts to, found part by part: a plan has few of them. */
class KnownParts {
  /** What of it entries say, once it is put into words. */
  content: ShapeContent | undefined;
  private readonly domains: ReadonlySet<Domain>;
  private readonly longer = new WeakMap<Disclosed, KnownParts>();

  constructor(readonly parts: readonly Disclosed[]) {
    this.domains = new Set(parts.flatMap((part) => [...part.domains]));
  }

  /** This list with one part more. */
  with(part: Disclosed): KnownParts {
    const known = this.longer.get(part) ?? new KnownParts([...this.parts, part]);
    this.longer.set(part, known);
    return known;
  }

  /** Whether anything of it is an agency's; the hub's own fields come from landlords and Kronofogden. */
  shows(owner: Agency): boolean {
    return this.domains.has(owner) || (owner !== Agency.SOCIAL_SERVICES && this.domains.has('HUB'));
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
  { positions, facts, trail }: CaseLook,
  shown: KnownParts,
): readonly string[] {
  const showsOf = (board: string): boolean => {
    const own = factsOfOwner(facts, board);
    if (own === facts) return true;
    return new KnownParts(positions.map((one) => disclosedAt(one, own))).shows(
      Agency.SOCIAL_SERVICES,
    );
  };
  const boards = (): readonly string[] =>
    agency === Agency.SOCIAL_SERVICES ? [principal] : trail.boards.filter(showsOf);
  return [
    ...(shown.shows(Agency.LANDLORD) ? trail.landlords : NOBODY),
    ...(shown.shows(Agency.ENFORCEMENT) ? trail.authorities : NOBODY),
    ...(shown.shows(Agency.SOCIAL_SERVICES) ? boards() : NOBODY),
  ];
}

const NOBODY: readonly string[] = [];

/** Of several lists each value once, in order. */
function union(lists: readonly (readonly string[])[]): readonly string[] {
  const [first = NOBODY] = lists;
  const all = lists.length < 2 ? first : lists.flat();
  return all.length < 2 ? all : [...new Set(all)].sort();
}

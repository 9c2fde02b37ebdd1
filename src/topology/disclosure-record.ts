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
import { MOST_CASES } from '../disclosure-log';
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

/** Writes what was disclosed in the words of the log: an entry per request and case, and one per look-up. */
export class DisclosureRecord {
  /** Entries of one plan share few contents, and plans are kept. */
  private readonly contents = new WeakMap<DisclosurePlan, Map<string, ShapeContent>>();
  /** Most cases of a plan disclose the very same parts, which need not be put together and compared word for word. */
  private readonly nothing = new WeakMap<DisclosurePlan, KnownParts>();

  constructor(
    private readonly policy: DisclosurePolicy,
    private readonly indexer: BlindIndexer,
  ) {}

  /** What a request disclosed: its cases by decision, in the order in which they were met. */
  disclosuresOf(
    caller: Caller,
    requestId: string,
    operation: DisclosingOperation,
    notes: readonly NotedDisclosures[],
  ): readonly Disclosure[] {
    const principal = readerKey(this.indexer, caller.reader);
    const decided = new ByDecision({
      requestId,
      agency: caller.agency,
      organisation: readerKey(this.indexer, caller.organisation),
      principal,
      actor: {
        organisation: caller.organisation,
        actingFor: caller.actingFor,
        client: caller.client,
        user: caller.user,
      },
      purpose: caller.purpose,
    });
    const nothing = this.nothingOf(operation.plan);
    for (const [caseId, looks] of looksByCase(notes)) {
      let all = nothing;
      let subjects = NOBODY;
      let controllers = NOBODY;
      let opened = NOBODY;
      for (const look of looks) {
        let shown = nothing;
        for (const position of look.positions) {
          const part = disclosedAt(position, look.facts);
          shown = shown.with(part);
          all = all.with(part);
          opened = joined(opened, openedBy(caller.agency, position, look.facts));
        }
        subjects = joined(subjects, look.trail.subjects);
        controllers = joined(controllers, controllersOf(caller, principal, look, shown));
      }
      all.content ??= this.contentOf(operation, all.parts);
      decided.add(caseId, all.content, once(subjects), once(controllers), once(opened));
    }
    for (const { coordinates, subjects, caseIds = [] } of looksUpOnce(notes)) {
      const content = this.contentOf(operation, [{ coordinates }]);
      const persons = subjects.map((subject) => subject.toString('hex'));
      for (const caseId of caseIds.length > 0 ? caseIds : [null]) {
        decided.add(caseId, content, persons, NOBODY, NOBODY);
      }
    }
    return decided.disclosures;
  }

  private nothingOf(plan: DisclosurePlan): KnownParts {
    const known = this.nothing.get(plan) ?? new KnownParts([]);
    this.nothing.set(plan, known);
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

/** A disclosure that more cases may join. */
interface OpenDisclosure extends Disclosure {
  readonly cases: (string | null)[];
  readonly subjects: (readonly string[])[];
}

/** The cases of one request, those that were decided alike in one disclosure. */
class ByDecision {
  readonly disclosures: Disclosure[] = [];
  private readonly open = new Map<ShapeContent, Map<string, OpenDisclosure>>();

  constructor(private readonly common: CommonParts) {}

  add(
    caseId: string | null,
    content: ShapeContent,
    subjects: readonly string[],
    controllers: readonly string[],
    opened: readonly string[],
  ): void {
    const alike = this.open.get(content) ?? new Map<string, OpenDisclosure>();
    this.open.set(content, alike);
    const key = `${controllers.join(' ')}, ${opened.join(' ')}`;
    const before = alike.get(key);
    if (before && before.cases.length < MOST_CASES) {
      before.cases.push(caseId);
      before.subjects.push(subjects);
      return;
    }
    const made = {
      ...this.common,
      ...content,
      cases: [caseId],
      subjects: [subjects],
      controllers,
      openedBy: opened,
    };
    alike.set(key, made);
    this.disclosures.push(made);
  }
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
}

/** Between two looks of one request facts may change, and what the first look disclosed stays disclosed. */
function looksByCase(notes: readonly NotedDisclosures[]): ReadonlyMap<string, readonly CaseLook[]> {
  const cases = new Map<string, CaseLook[]>();
  for (const note of notes) {
    for (const [caseId, positions] of note.cases) {
      const look = {
        positions,
        facts: note.facts.get(caseId) ?? NO_FACTS,
        trail: note.trails.get(caseId) ?? NO_TRAIL,
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

/** Two lists in one; the very list where the other is empty, as most are. */
function joined(one: readonly string[], other: readonly string[]): readonly string[] {
  if (other.length === 0) return one;
  return one.length === 0 ? other : [...one, ...other];
}

/** Each value once, in order. */
function once(values: readonly string[]): readonly string[] {
  return values.length < 2 ? values : [...new Set(values)].sort();
}

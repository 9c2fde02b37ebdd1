import type { Agency } from '../shared';
import type { Condition } from './conditions';
import { conditionText } from './conditions';

/** A field that may be fetched at a position: always, or for those cases whose facts meet all conditions. */
export interface PlannedField {
  readonly coordinate: string;
  /** Empty when the field is open for every case. */
  readonly when: readonly Condition[];
  /** What is asked for below the field; null for a leaf. */
  readonly position: Position | null;
}

/**
 * One place in an operation where objects of one type are answered, with the fields that this agency may be given there.
 *
 * Aliases of one field share its position, since below the root no field of the contract takes arguments.
 */
export class Position {
  readonly fields = new Map<string, PlannedField>();
  /** Where cells go by who wrote the object: for each author the place with the fields of its objects. */
  readonly byAuthor = new Map<Agency, Position>();

  constructor(
    readonly type: string,
    /** Conditions that decide which objects there are here, beside those of their fields. */
    private readonly behind: readonly Condition[] = [],
  ) {}

  /** Whether the field is asked for here and not denied; what this refuses is never fetched. */
  has(field: string): boolean {
    return this.fields.has(field);
  }

  /** The position below a field, or undefined when it is a leaf, denied or not asked for. */
  below(field: string): Position | undefined {
    return this.fields.get(field)?.position ?? undefined;
  }

  /** Whether anything here or further down rests on a condition, so that the facts of the case are needed. */
  get conditional(): boolean {
    return this.conditions.length > 0;
  }

  /** The conditions on which objects here, or fields here or further down, rest, each once. */
  get conditions(): readonly Condition[] {
    this.distinctConditions ??= distinct([
      ...this.behind,
      ...[...this.fields.values()].flatMap(({ when, position }) => [
        ...when,
        ...(position?.conditions ?? []),
      ]),
      ...[...this.byAuthor.values()].flatMap(({ conditions }) => conditions),
    ]);
    return this.distinctConditions;
  }

  /** The place of the objects that an agency has written. */
  writtenBy(author: Agency): Position {
    return this.byAuthor.get(author) ?? new Position(this.type);
  }

  private distinctConditions: readonly Condition[] | undefined;
}

function distinct(conditions: readonly Condition[]): readonly Condition[] {
  return [...new Map(conditions.map((one) => [conditionText(one), one])).values()];
}

/** Why a field of the operation is null for every case, or for some: a statement about the policy, never about data. */
export interface DisclosureNote {
  /** Response path with `@` for list positions. */
  readonly path: readonly string[];
  readonly coordinate: string;
  readonly rule: string;
  readonly legalBasis: readonly string[];
}

/** What one operation may fetch for one agency: compiled once, before anything is read. */
export interface DisclosurePlan {
  /** Operations of the policy that are asked for and may be called, such as `Query.case`, each once. */
  readonly operations: readonly string[];
  /** By response key of the root field; a root that the caller may not call has no position. */
  readonly roots: ReadonlyMap<string, Position | null>;
  readonly denied: readonly DisclosureNote[];
  readonly conditional: readonly DisclosureNote[];
  /**
   * Paths (joined with `.`) of non-null fields that the policy may close: where such a field is null, GraphQL nulls its
   * nearest nullable ancestor, and the executor's complaint about it would tell a failed condition from empty data.
   */
  readonly closable: ReadonlySet<string>;
}

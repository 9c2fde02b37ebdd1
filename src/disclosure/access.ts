import type { GraphQLOutputType, GraphQLSchema } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import type { Agency, Purpose } from '../shared';
import { holds } from './conditions';
import type { CaseFacts } from './facts';
import type { DisclosurePolicy } from './policy/disclosure-policy';

/** What decides whether a caller may call an operation at all. */
export interface CallerRights {
  readonly agency: Agency;
  readonly purpose: Purpose;
  readonly scopes: ReadonlySet<string>;
}

/**
 * Whether agency, scope and purpose allow an operation; an operation that the policy does not know is refused.
 *
 * @legalSource SPL-10-ACCESS
 * @legalSource KFL-2-26
 */
export function mayCall(policy: DisclosurePolicy, caller: CallerRights, name: string): boolean {
  const row = policy.operation(name);
  if (row?.agencies[caller.agency] !== 'ALLOW') return false;
  const hasScope = row.scopes.length === 0 || row.scopes.some((scope) => caller.scopes.has(scope));
  return hasScope && row.purposes.includes(caller.purpose);
}

/** The root field by which a federation engine asks for objects by their keys. */
const ENTITIES = 'Query._entities';

/**
 * What callers may call: operations by their lines in the policy, and entities as far as they may call any operation through which
 * one is answered. What of an entity they read is decided like everywhere else.
 *
 * @legalSource SPL-10-ACCESS
 */
export class Access {
  constructor(
    private readonly policy: DisclosurePolicy,
    /** Operations through which an entity is answered; none where there are no entities. */
    private readonly waysToEntities: readonly string[] = [],
  ) {}

  /** Whether anybody may call an operation; of all others nobody may. */
  knows(name: string): boolean {
    return name === ENTITIES
      ? this.waysToEntities.length > 0
      : this.policy.operation(name) !== undefined;
  }

  mayCall(caller: CallerRights, name: string): boolean {
    const names = name === ENTITIES ? this.waysToEntities : [name];
    return names.some((one) => mayCall(this.policy, caller, one));
  }
}

/** The root fields of a schema through which objects of a type are answered, such as `Query.case`. */
export function waysTo(schema: GraphQLSchema, wanted: string): readonly string[] {
  const leads = (type: GraphQLOutputType, seen: Set<string>): boolean => {
    const named = getNamedType(type);
    if (!isObjectType(named) || seen.has(named.name)) return false;
    seen.add(named.name);
    return (
      named.name === wanted ||
      Object.values(named.getFields()).some((field) => leads(field.type, seen))
    );
  };
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap(
    (root) =>
      Object.values(root?.getFields() ?? {})
        .filter(({ type }) => leads(type, new Set()))
        .map(({ name }) => `${root?.name ?? ''}.${name}`),
  );
}

/** Whether an agency may read any of the given coordinates of a case with these facts. */
export function mayRead(
  policy: DisclosurePolicy,
  agency: Agency,
  coordinates: readonly string[],
  facts: CaseFacts,
): boolean {
  return coordinates.some((coordinate) => {
    const cell = policy.at(coordinate).cells[agency];
    return (
      cell === 'ALLOW' || (cell !== 'DENY' && cell.every((condition) => holds(condition, facts)))
    );
  });
}

import type { GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { getNamedType, isObjectType } from 'graphql';
import type { Agency } from '../shared';
import type { DisclosurePolicy } from './policy/disclosure-policy';
import type { DisclosureRow } from './policy/rule';
import { cellText, coordinateOf } from './policy/rule';

/** What the policy says of one field to an agency; whether a condition holds is not told. */
export interface ExplainedField {
  /** In the words of `extensions.coordinate`: `Type.field`, or the way to it where that has cells of its own. */
  readonly coordinate: string;
  readonly rule: string;
  readonly legalBasis: readonly string[];
}

/**
 * The rule of every field that can be reached from a type, also below fields that are denied, by coordinate in alphabetical order.
 *
 * A function of schema and policy alone: an explanation that followed the data would tell of consent or protection.
 *
 * @param way - the field by which the type is reached first, such as `Query.case`
 * @legalSource GDPR-5
 * @legalSource OSL-22-2
 */
export function explainFields(
  policy: DisclosurePolicy,
  agency: Agency,
  type: GraphQLObjectType,
  way: string,
): readonly ExplainedField[] {
  const rows = new Map<string, DisclosureRow>();
  const seen = new Set<string>();
  const visit = (here: GraphQLObjectType, from: string): void => {
    if (seen.has(`${here.name}@${from}`)) return;
    seen.add(`${here.name}@${from}`);
    for (const field of Object.values(here.getFields())) {
      const row = policy.ruleFor(here.name, field.name, from);
      if (row) rows.set(coordinateOf(row, `${here.name}.${field.name}`), row);
      follow(field.type, `${here.name}.${field.name}`);
    }
  };
  const follow = (output: GraphQLOutputType, from: string): void => {
    const named = getNamedType(output);
    if (isObjectType(named)) visit(named, from);
  };
  visit(type, way);
  return [...rows]
    .map(([coordinate, { cells, legalBasis }]) => ({
      coordinate,
      rule: cellText(cells[agency]),
      legalBasis,
    }))
    .sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}

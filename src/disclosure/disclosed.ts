import { Agency } from '../shared';
import type { Condition } from './conditions';
import { holds } from './conditions';
import type { CaseFacts, Opening } from './facts';
import type { Position } from './plan';
import { isOpen } from './projection';

/** Whose data a field shows: one agency's, or the hub's, which is put together from notices and enforcement records. */
export type Domain = Agency | 'HUB';

/** What a position discloses of one case. */
export interface Disclosed {
  /** Coordinates that were planned and whose conditions held, in the order of the operation. */
  readonly coordinates: readonly string[];
  readonly domains: ReadonlySet<Domain>;
}

/** Types at which another owner's data begins; below them it goes on until the next such type. */
const DOMAINS: Readonly<Partial<Record<string, Domain>>> = {
  Case: 'HUB',
  Notice: Agency.LANDLORD,
  Settlement: Agency.LANDLORD,
  Deferral: Agency.LANDLORD,
  SocialServicesRecord: Agency.SOCIAL_SERVICES,
  EnforcementRecord: Agency.ENFORCEMENT,
};

/** A condition is a digit of the key, and so many a number holds without loss. */
const DIGITS = 52;

/** Positions live as long as their plan, and few combinations of conditions occur at one of them. */
const known = new WeakMap<Position, Map<number, Disclosed>>();

/**
 * What is disclosed of a case with these facts at a position: the same object for the same position and conditions.
 *
 * Whether a field holds a value does not matter: to learn that there is none is to learn something.
 */
export function disclosedAt(position: Position, facts: CaseFacts): Disclosed {
  const byConditions = known.get(position) ?? new Map<number, Disclosed>();
  known.set(position, byConditions);
  const { length } = position.conditions;
  if (length > DIGITS) throw new RangeError(`A position rests on ${length} conditions.`);
  let key = 0;
  for (const one of position.conditions) key = key * 2 + (holds(one, facts) ? 1 : 0);
  const before = byConditions.get(key);
  if (before) return before;
  const coordinates = new Set<string>();
  const domains = new Set<Domain>();
  collect(position, facts, 'HUB', (coordinate, domain) => {
    coordinates.add(coordinate);
    domains.add(domain);
  });
  const disclosed = { coordinates: [...coordinates], domains };
  byConditions.set(key, disclosed);
  return disclosed;
}

/** Open to boards as fields; what of their values tells of an execution goes by Kronofogden's decision. @legalSource OSL-10-27 */
const EXECUTION_IN_VALUES: ReadonlySet<string> = new Set([
  'Case.stage',
  'Case.deadlines',
  'EnforcementRecord.status',
  'EnforcementRecord.closure',
]);

const telling = new WeakMap<Position, boolean>();

/** Whether an agency's values at a position may rest on the decision to tell of executions, though no cell of them does. */
export function mayTellExecution(agency: Agency, position: Position): boolean {
  if (agency !== Agency.SOCIAL_SERVICES) return false;
  const before = telling.get(position);
  if (before !== undefined) return before;
  const tells = [...position.fields.values()].some(
    (field) =>
      EXECUTION_IN_VALUES.has(field.coordinate) ||
      (field.position !== null && mayTellExecution(agency, field.position)),
  );
  telling.set(position, tells);
  return tells;
}

/** The consents and standing decisions that opened something at a position to an agency. */
export function openedBy(agency: Agency, position: Position, facts: CaseFacts): readonly string[] {
  const grounds = position.conditions.flatMap((one) =>
    holds(one, facts) ? groundsOf(one, facts) : [],
  );
  const told = mayTellExecution(agency, position) ? facts.switches.get('EXECUTION_TO_BOARD') : [];
  const all = [...grounds, ...ids(told)];
  return all.length < 2 ? all : [...new Set(all)];
}

function collect(
  position: Position,
  facts: CaseFacts,
  parentDomain: Domain,
  found: (coordinate: string, domain: Domain) => void,
): void {
  const domain = DOMAINS[position.type] ?? parentDomain;
  for (const [name, field] of position.fields) {
    if (!isOpen(field, facts)) continue;
    const isOfWholeType = field.coordinate.endsWith('.*');
    found(isOfWholeType ? `${position.type}.${name}` : field.coordinate, domain);
    if (field.position) collect(field.position, facts, domain, found);
  }
  // What an agency has written is that agency's data.
  for (const [author, written] of position.byAuthor) collect(written, facts, author, found);
}

function groundsOf(condition: Condition, facts: CaseFacts): readonly string[] {
  switch (condition.kind) {
    case 'IF_CONSENT':
      return ids(condition.group === '*' ? facts.named : facts.consents.get(condition.group));
    case 'IF_SWITCH':
      return ids(facts.switches.get(condition.switch));
    case 'IF_SWITCH_OR_CONSENT':
      return [
        ...ids(facts.switches.get(condition.switch)),
        ...ids(facts.consents.get(condition.group)),
      ];
    default:
      return [];
  }
}

function ids(openings: readonly Opening[] | undefined): readonly string[] {
  return openings?.flatMap((opening) => opening.ids) ?? [];
}

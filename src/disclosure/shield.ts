import './shield-node-support';
import type { GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { isIntrospectionType, isObjectType } from 'graphql';
import { deny, rule, shield } from 'graphql-shield';
import type { Caller } from '../identity';
import type { Agency } from '../shared';
import { ForbiddenError } from '../shared';
import { Access } from './access';
import { placeOf } from './batch';
import { isForEngine } from './engine-field';
import type { DisclosurePolicy } from './policy/disclosure-policy';
import type { DisclosureRow } from './policy/rule';

interface ShieldedContext {
  readonly caller: Caller;
}
type Resolver = GraphQLFieldResolver<unknown, ShieldedContext>;
type Middleware = (next: Resolver, ...rest: Parameters<Resolver>) => Promise<unknown>;

/** graphql-shield wraps the middleware of logic rules, `deny` among them, and of no others. */
type Generated = Middleware | { readonly resolve: Middleware };

/**
 * Puts graphql-shield's rule tree before every root field and every *door*: a field below the root with a resolver of its own.
 *
 * The tree is derived from the policy: a root asks for agency, scope and purpose, a door for a cell that is not DENY. What the
 * tree does not list is denied. Plain fields carry no rule here, since the plan decides them before anything is read.
 */
export function installShield(
  schema: GraphQLSchema,
  policy: DisclosurePolicy,
  access = new Access(policy),
): void {
  const guarded = guardedFields(schema);
  const tree: Record<string, Record<string, ReturnType<typeof allowedRoot>>> = {};
  for (const { type, field } of guarded) {
    const name = `${type.name}.${field}`;
    const door = isRoot(schema, type) ? undefined : policy.ruleFor(type.name, field, null);
    if (door) (tree[type.name] ??= {})[field] = openDoor(name, door);
    else if (isRoot(schema, type) && access.knows(name))
      (tree[type.name] ??= {})[field] = allowedRoot(access, name);
  }
  const generated = shield(tree, {
    fallbackRule: deny,
    fallbackError: () => new ForbiddenError('no rule of the shield lists this field'),
    allowExternalErrors: true,
  }).generate(schema) as Record<string, Record<string, Generated>>;
  for (const { type, field } of guarded) {
    const definition = type.getFields()[field];
    const wrapped = generated[type.name]?.[field];
    const middleware = typeof wrapped === 'object' ? wrapped.resolve : wrapped;
    if (!definition || !middleware)
      throw new Error(`The shield has no rule for ${type.name}.${field}.`);
    definition.resolve = isRoot(schema, type)
      ? guardRoot(definition.resolve, middleware)
      : guardDoor(field, definition.resolve, middleware);
  }
}

/** Root fields and all others that are resolved by code instead of read off their parent; none of those for an engine alone. */
export function guardedFields(
  schema: GraphQLSchema,
): readonly { readonly type: GraphQLObjectType; readonly field: string }[] {
  return Object.values(schema.getTypeMap())
    .filter((type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type))
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isRoot(schema, type) || field.resolve !== undefined)
        .filter((field) => !isForEngine(field))
        .map((field) => ({ type, field: field.name })),
    );
}

/** What graphql-shield's middleware passes on when its rule holds. */
const OPEN = Symbol('open');

/** graphql-shield answers a refusal as a value; executors other than graphql-js want it thrown. */
async function pass(middleware: Middleware, args: Parameters<Resolver>): Promise<void> {
  const value = await middleware(() => OPEN, ...args);
  if (value === OPEN) return;
  throw value instanceof Error
    ? value
    : new ForbiddenError('the shield refused without saying why');
}

function guardRoot(resolve: Resolver | undefined, middleware: Middleware): Resolver {
  const next: Resolver = resolve ?? (() => null);
  return async (...args) => {
    await pass(middleware, args);
    return next(...args);
  };
}

/**
 * What the plan has cut is null and reaches neither rule nor resolver: its denial is already told, once for the operation.
 *
 * The rule of a door depends on the caller's agency alone, so that an open one is decided once and not for each case of a list.
 */
function guardDoor(field: string, resolve: Resolver | undefined, middleware: Middleware): Resolver {
  const next: Resolver = resolve ?? (() => null);
  const openTo = new Set<Agency>();
  return (...args) => {
    const [parent, , { caller }] = args;
    const place = placeOf(parent);
    if (place && !place.batch.position.has(field)) return null;
    if (openTo.has(caller.agency)) return next(...args);
    return pass(middleware, args).then(() => {
      openTo.add(caller.agency);
      return next(...args);
    });
  };
}

function isRoot(schema: GraphQLSchema, type: GraphQLObjectType): boolean {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(
    type,
  );
}

// graphql-shield keys its cache by the rule's name: equal names would share verdicts, so each name carries its coordinate.
function allowedRoot(access: Access, name: string) {
  return rule(`may call ${name}`, { cache: 'no_cache' })(
    (_parent, _args, context: ShieldedContext) =>
      access.mayCall(context.caller, name) ||
      new ForbiddenError(
        `${context.caller.agency} may not call ${name} with these scopes and this purpose`,
      ),
  );
}

function openDoor(name: string, { cells }: DisclosureRow) {
  return rule(`may enter ${name}`, { cache: 'no_cache' })(
    (_parent, _args, context: ShieldedContext) =>
      cells[context.caller.agency] !== 'DENY' ||
      new ForbiddenError(`${name} is closed to ${context.caller.agency}`),
  );
}

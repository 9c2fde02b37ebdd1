import type { GraphQLResolveInfo } from 'graphql';
import type { Caller } from '../identity';
import type { DisclosurePlan } from './plan';
import { Position } from './plan';
import type { Reading } from './reading';

/** What resolvers are given: who calls, what the plan allows, and how to look at the store. */
export interface RequestContext {
  readonly caller: Caller;
  /** Compiled before execution; the only thing that decides which fields are fetched. */
  readonly plan: DisclosurePlan;
  /** The present look at the store; the same one for all fields until something is written. */
  readonly reading: Reading;
  /** A look at the store that sees what this request has just written. */
  renewReading(): Promise<Reading>;
}

/** The position of the root field being resolved; empty when the plan gives it none. */
export function rootPosition(context: RequestContext, info: GraphQLResolveInfo): Position {
  return context.plan.roots.get(String(info.path.key)) ?? new Position(info.fieldName);
}

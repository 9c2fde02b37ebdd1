import { GraphQLError } from 'graphql';
import type { DisclosurePlan } from '../../disclosure';
import {
  errorCatalogue,
  KvarboError,
  LogUnavailableError,
  publicMessage,
  RateLimitedError,
  UnauthenticatedError,
} from '../../shared';
import type { ErrorCode } from '../../shared';
import type { AnswerShape, ShapeField } from './answer-shape';
import type { Path } from './asked-places';
import type { EngineError } from './engine';
import { isWithinAny, lostPlace } from './lost-place';
import { extrasOf } from './relayed-extras';

/** An error that a subgraph told with a code of ours: in our words for that code, whatever its own were. */
class RelayedError extends KvarboError {
  constructor(
    readonly code: ErrorCode,
    private readonly extras: Readonly<Record<string, unknown>>,
  ) {
    super(publicMessage(code));
  }

  override extensions(): Record<string, unknown> {
    return this.extras;
  }
}

/** Codes by which engines say that a subgraph gave no answer. */
const NO_ANSWER: ReadonlySet<unknown> = new Set([
  'DOWNSTREAM_SERVICE_ERROR',
  'SUBREQUEST_HTTP_ERROR',
  'SUBREQUEST_MALFORMED_RESPONSE',
  'SUBGRAPH_REQUEST_FAILED',
  'GATEWAY_TIMEOUT',
  'TIMEOUT_ERROR',
]);

/** Codes that are about a field of the operation and not about single objects: one error, with `@` for list positions. */
const ABOUT_FIELDS: ReadonlySet<ErrorCode> = new Set([
  'UNAVAILABLE',
  'DISCLOSURE_DENIED',
  'FORBIDDEN',
  'TOO_COMPLEX',
]);

/** Subgraphs count by the second. */
const RETRY_AFTER_SECONDS = 1;

/**
 * The errors of an engine as a client may read them. Of a subgraph's error its place passes, in the client's keys, and its code
 * with the extras of that code; any other becomes an unexpected error of ours, which is logged and told without a word of it.
 *
 * @throws LogUnavailableError where a subgraph could not write down what it would disclose, so that nothing is answered
 * @throws RateLimitedError where a subgraph bounds what the organisation sends
 * @throws UnauthenticatedError where a subgraph does not take the token that the front has taken
 */
export function relayedErrors(
  { errors: said, missing }: { errors: readonly EngineError[]; missing: readonly Path[] },
  shape: AnswerShape,
  plan: DisclosurePlan,
): readonly GraphQLError[] {
  const explained = said.map(({ path, extensions }) => ({
    path: path && clientPath(shape, path),
    extensions,
  }));
  const errors = [...explained, ...unexplained(missing, explained, shape)];
  const relayed = new Map<string, GraphQLError>();
  const planned = new Set(plan.denied.map(({ path }) => path.join('.')));
  const lost = lostPlaces(errors, shape);
  for (const error of errors) {
    const code = codeOf(error);
    if (code === 'LOG_UNAVAILABLE') throw new LogUnavailableError();
    if (code === 'RATE_LIMITED') throw new RateLimitedError(RETRY_AFTER_SECONDS);
    if (code === 'UNAUTHENTICATED') throw new UnauthenticatedError('a subgraph refused the token');
    const path = pathOf(error, code, shape);
    const name = path.join('.');
    if (code === 'DISCLOSURE_DENIED' && planned.has(name)) continue;
    if (code === 'UNAVAILABLE' && !lost.has(name)) continue;
    const own = code && new RelayedError(code, extrasOf(code, error.extensions ?? {}));
    const place = { ...(path.length > 0 && { path, nodes: nodesAt(shape, path) }) };
    const wrapped = new GraphQLError('', { ...place, ...(own && { originalError: own }) });
    const key = nameOf({ code, path, count: relayed.size }, shape);
    if (!relayed.has(key)) relayed.set(key, wrapped);
  }
  return [...relayed.values()];
}

/**
 * What makes two errors the same one. Of faults that null one place, one process tells and logs the first; an engine tells all, of
 * each subgraph that has met it.
 */
function nameOf(
  { code, path, count }: { code: ErrorCode | null; path: Path; count: number },
  shape: AnswerShape,
): string {
  if (code === null) return `INTERNAL ${lostPlace(shape, path).join('.')}`;
  return ABOUT_FIELDS.has(code) ? `${code} ${path.join('.')}` : `${count}`;
}

/**
 * A loss for each place of which the engine says nothing, and no error why: whatever has happened, nobody may take it for empty or
 * denied.
 */
function unexplained(
  missing: readonly Path[],
  errors: readonly EngineError[],
  shape: AnswerShape,
): readonly EngineError[] {
  const lost = new Set<string>();
  const around = new Set<string>();
  for (const error of errors) {
    const code = codeOf(error);
    const path = code === 'UNAVAILABLE' ? placeOf(error, shape) : pathOf(error, code, shape);
    lost.add(lostPlace(shape, path).join('.'));
    path.forEach((_, index) => around.add(path.slice(0, index + 1).join('.')));
  }
  return missing
    .filter((path) =>
      [path, withoutIndexes(path)].every(
        (place) => !isWithinAny(place, lost) && !around.has(place.join('.')),
      ),
    )
    .map((path) => ({ path, extensions: { code: 'UNAVAILABLE' } }));
}

/**
 * The fields that name what absent subgraphs leave null: the first one of each place, and none below another. Places are those of
 * single objects; only the names of the fields say `@`.
 */
function lostPlaces(errors: readonly EngineError[], shape: AnswerShape): ReadonlySet<string> {
  const named = errors
    .filter((error) => codeOf(error) === 'UNAVAILABLE')
    .map((error) => placeOf(error, shape))
    .map((path) => ({ path, place: lostPlace(shape, path) }))
    .sort((one, other) => one.place.length - other.place.length);
  const places = new Set<string>();
  const names = new Set<string>();
  for (const { path, place } of named) {
    if (isWithinAny(place, places)) continue;
    places.add(place.join('.'));
    names.add(withoutIndexes(path).join('.'));
  }
  return names;
}

/** Null for a code that is none of ours. */
function codeOf({ extensions }: EngineError): ErrorCode | null {
  const code = extensions?.code;
  if (NO_ANSWER.has(code)) return 'UNAVAILABLE';
  const isOurs = typeof code === 'string' && Object.hasOwn(errorCatalogue, code);
  return isOurs && code !== 'INTERNAL' ? (code as ErrorCode) : null;
}

function pathOf(error: EngineError, code: ErrorCode | null, shape: AnswerShape): Path {
  const place = placeOf(error, shape);
  return code && ABOUT_FIELDS.has(code) ? withoutIndexes(place) : place;
}

/** Where a place is not told, it can only be the one root field that was asked for. */
function placeOf({ path }: EngineError, shape: AnswerShape): Path {
  if (path && path.length > 0) return path;
  const asked = shape.fields.filter(({ by }) => by === 'engine');
  const [only] = asked;
  return only && asked.length === 1 ? [only.key] : [];
}

function withoutIndexes(path: Path): Path {
  return path.map((step) => (typeof step === 'number' ? '@' : step));
}

/** A place that the engine names, in the client's keys, as far as it is one that the engine was asked for. */
function clientPath({ fields }: AnswerShape, path: Path): Path {
  const steps: (string | number)[] = [];
  let level = fields;
  for (const step of path) {
    if (typeof step === 'number' || step === '@') {
      steps.push(step);
      continue;
    }
    const field = level.find(({ sent }) => sent === step);
    if (!field) return steps;
    steps.push(field.key);
    level = field.below?.fields ?? [];
  }
  return steps;
}

function nodesAt(shape: AnswerShape, path: Path): ShapeField['nodes'] {
  let fields = shape.fields;
  let nodes: ShapeField['nodes'] = [];
  for (const step of path) {
    if (typeof step === 'number' || step === '@') continue;
    const field = fields.find(({ key }) => key === step);
    if (!field) return nodes;
    nodes = field.nodes;
    fields = field.below?.fields ?? [];
  }
  return nodes;
}

import type { DocumentNode } from 'graphql';
import type { SubgraphAddress } from '../../config';
import type { EngineError, EngineResult } from './engine';
import { errorCatalogue } from '../../shared';
import { askedPlaces } from './asked-places';
import type { Path } from './asked-places';
import { postJson } from './post-json';

/** One request of an engine to a subgraph. */
export interface SubgraphRequest {
  readonly subgraph: string;
  readonly document: DocumentNode;
  /** The text of the document. */
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** See {@link EngineRequest.headers}. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** What {@link createSubgraphClient} needs. */
export interface SubgraphClientOptions {
  readonly subgraphs: ReadonlyMap<string, SubgraphAddress>;
  readonly timeoutMs: number;
  /** Told which subgraph gave no answer, and why. */
  readonly onFault: (subgraph: string, fault: unknown) => void;
}

/** The header by which a subgraph of ours knows its engine. */
const SECRET_HEADER = 'kvarbo-engine-secret';
const REQUEST_ID_HEADER = 'x-request-id';

/**
 * Asks subgraphs for an engine, each request once: nothing is retried, since nobody but the client knows whether a mutation may be
 * sent again.
 *
 * A subgraph that gives no answer, or refuses the whole request, answers an error for each field that it was asked for. So the
 * engine puts the errors where the values are missing, and null there is never taken for empty or denied.
 */
export function createSubgraphClient({ subgraphs, timeoutMs, onFault }: SubgraphClientOptions) {
  return async (request: SubgraphRequest): Promise<EngineResult> => {
    const { subgraph, document, query, variables, headers, signal } = request;
    try {
      const address = subgraphs.get(subgraph);
      if (!address) throw new Error('It has no address.');
      const answer = await postJson({
        url: address.url,
        headers: {
          ...(address.ours ? headers : forForeign(headers)),
          ...(address.secret !== null && { [SECRET_HEADER]: address.secret }),
        },
        body: JSON.stringify({ query, variables }),
        signal,
        timeoutMs,
      });
      const { data, errors } = address.ours ? resultIn(answer) : ofForeign(resultIn(answer));
      if (data || errors?.some(({ path }) => path !== undefined)) {
        if (!errors?.length) return { data };
        return { data, errors: placed(errors, askedPlaces(document, variables)) };
      }
      const refusal = { path: [], extensions: refusalIn(errors) };
      return { errors: placed([refusal], askedPlaces(document, variables)) };
    } catch (fault) {
      onFault(subgraph, fault);
      const absence = { path: [], extensions: UNAVAILABLE };
      return { errors: placed([absence], askedPlaces(document, variables)) };
    }
  };
}

/** A foreign subgraph could use the caller's token as its own, anywhere; it is told under which id the request is logged. */
function forForeign(headers: SubgraphRequest['headers']): SubgraphRequest['headers'] {
  const id = headers[REQUEST_ID_HEADER];
  return id === undefined ? {} : { [REQUEST_ID_HEADER]: id };
}

/** Codes by which a subgraph of ours has a whole request refused; a foreign one only keeps its own part. */
const ABOUT_ALL: ReadonlySet<unknown> = new Set([
  'LOG_UNAVAILABLE',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
]);

function ofForeign({ data, errors }: EngineResult): EngineResult {
  const own = errors?.map((error) =>
    ABOUT_ALL.has(error.extensions?.code) ? { ...error, extensions: UNAVAILABLE } : error,
  );
  return { data, errors: own };
}

/** Asks one subgraph once; never rejects. */
export type SubgraphClient = ReturnType<typeof createSubgraphClient>;

const UNAVAILABLE = { code: 'UNAVAILABLE' };

/**
 * Why a subgraph refused a whole request, in a code of ours.
 *
 * @throws Error where it gives none, as one that does not understand the request
 */
function refusalIn([error]: readonly EngineError[] = []): EngineError['extensions'] {
  const code = error?.extensions?.code;
  if (typeof code !== 'string' || !Object.hasOwn(errorCatalogue, code)) {
    throw new Error('It refused the request.');
  }
  return error?.extensions;
}

/** Of one request; more say nothing new, since a part without a value is told as lost. */
const MOST_ERRORS = 100;

/**
 * Errors at the places that they name, or at everything that was asked for within these. Words stay behind: what the front tells
 * of an error is its place and what belongs to its code.
 */
function placed(errors: readonly EngineError[], places: readonly Path[]): EngineError[] {
  const within = new Map<string, Path[]>();
  for (const place of places) {
    for (let length = 0; length <= place.length; length += 1) {
      const name = place.slice(0, length).join('.');
      const known = within.get(name);
      if (known) known.push(place);
      else within.set(name, [place]);
    }
  }
  const told: EngineError[] = [];
  for (const { path, extensions } of errors) {
    const at = path && (within.get(path.join('.')) ?? [path]);
    for (const place of at ?? [undefined]) {
      if (told.length === MOST_ERRORS) return told;
      told.push(place ? { path: place, extensions } : { extensions });
    }
  }
  return told;
}

/** @throws Error where it is no answer to an operation */
function resultIn(answer: unknown): EngineResult {
  const { data, errors } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  const isResult =
    (data === undefined || data === null || isRecord(data)) &&
    (errors === undefined || (Array.isArray(errors) && errors.every(isRecord)));
  if (!isResult || (!data && !errors)) throw new Error('It gave no answer to an operation.');
  return { data, errors };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

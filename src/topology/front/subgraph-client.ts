import type { DocumentNode } from 'graphql';
import type { SubgraphAddress } from '../../config';
import type { EngineError, EngineResult } from './engine';
import { errorCatalogue } from '../../shared';
import { askedPlaces } from './asked-places';
import { placedErrors, UNAVAILABLE } from './placed-errors';
import { postJson } from './post-json';
import { ShownCases } from './shown-cases';

/** One request of an engine to a subgraph. */
export interface SubgraphRequest {
  readonly subgraph: string;
  /** Stands for the operation for whose sake the engine asks: one object for all of its requests. */
  readonly operation: object;
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
 * engine puts the errors where the values are missing, and null there is never taken for empty or denied. Likewise one of ours that does
 * not know a case which another one of ours shows in the same operation, whichever of them answers first.
 */
export function createSubgraphClient({ subgraphs, timeoutMs, onFault }: SubgraphClientOptions) {
  const operations = new WeakMap<object, ShownCases>();
  const shownIn = (operation: object): ShownCases => {
    const shown = operations.get(operation) ?? new ShownCases();
    operations.set(operation, shown);
    return shown;
  };
  return async (request: SubgraphRequest): Promise<EngineResult> => {
    const { subgraph, operation, document, query, variables, headers, signal } = request;
    try {
      const address = subgraphs.get(subgraph);
      if (!address) throw new Error('It has no address.');
      const answer = postJson({
        url: address.url,
        headers: {
          ...(address.ours ? headers : forForeign(headers)),
          ...(address.secret !== null && { [SECRET_HEADER]: address.secret }),
        },
        body: JSON.stringify({ query, variables }),
        signal,
        timeoutMs,
      }).then(resultIn);
      const { data, errors, lost } = address.ours
        ? await ofOurs(shownIn(operation), request, answer)
        : ofForeign(await answer);
      if (data || errors?.some(({ path }) => path !== undefined)) {
        if (lost.length > 0)
          onFault(subgraph, new Error('It does not know a case that was shown.'));
        const told = [...(errors ?? []), ...lost];
        if (told.length === 0) return { data };
        return { data, errors: placedErrors(told, askedPlaces(document, variables)) };
      }
      const refusal = { path: [], extensions: refusalIn(errors) };
      return { errors: placedErrors([refusal], askedPlaces(document, variables)) };
    } catch (fault) {
      onFault(subgraph, fault);
      const absence = { path: [], extensions: UNAVAILABLE };
      return { errors: placedErrors([absence], askedPlaces(document, variables)) };
    }
  };
}

/** What a subgraph has answered, and what it leaves null without a word though the caller is shown it. */
interface Heard extends EngineResult {
  readonly lost: readonly EngineError[];
}

/** The answer of one of ours, with the losses that it does not explain itself. Notes what it shows. */
async function ofOurs(
  shown: ShownCases,
  { document, variables }: SubgraphRequest,
  answer: Promise<EngineResult>,
): Promise<Heard> {
  const noted = answer.then((result) => {
    if (result.data) shown.note({ document, variables, data: result.data });
    return result;
  });
  const { data, errors } = await shown.during(noted);
  const missing = data ? await shown.missing({ document, variables, data }) : [];
  const explained = new Set(errors?.map(({ path }) => path?.slice(0, 2).join('.')));
  const lost = missing
    .filter((path) => !explained.has(path.join('.')))
    .map((path) => ({ path, extensions: UNAVAILABLE }));
  return { data, errors, lost };
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

/** It has no row of every case, so that null is nothing lost. */
function ofForeign({ data, errors }: EngineResult): Heard {
  const own = errors?.map((error) =>
    ABOUT_ALL.has(error.extensions?.code) ? { ...error, extensions: UNAVAILABLE } : error,
  );
  return { data, errors: own, lost: [] };
}

/** Asks one subgraph once; never rejects. */
export type SubgraphClient = ReturnType<typeof createSubgraphClient>;

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

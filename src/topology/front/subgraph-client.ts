import type { DocumentNode } from 'graphql';
import type { SubgraphAddress } from '../../config';
import type { EngineError, EngineResult } from './engine';
import { askedPlaces } from './asked-places';
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
          ...headers,
          ...(address.secret !== null && { [SECRET_HEADER]: address.secret }),
        },
        body: JSON.stringify({ query, variables }),
        signal,
        timeoutMs,
      });
      const { data, errors } = resultIn(answer);
      if (data) return { data, errors: errors?.map(placed) };
      return { errors: atAll(document, variables, errors?.[0]?.extensions ?? UNAVAILABLE) };
    } catch (fault) {
      onFault(subgraph, fault);
      return { errors: atAll(document, variables, UNAVAILABLE) };
    }
  };
}

/** Asks one subgraph once; never rejects. */
export type SubgraphClient = ReturnType<typeof createSubgraphClient>;

const UNAVAILABLE = { code: 'UNAVAILABLE' };

function atAll(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
  extensions: Readonly<Record<string, unknown>>,
): readonly EngineError[] {
  return askedPlaces(document, variables).map((path) => ({ path, extensions }));
}

/** Words stay behind: what the front tells of an error is its place and what belongs to its code. */
function placed({ path, extensions }: EngineError): EngineError {
  return { ...(path && { path }), ...(extensions && { extensions }) };
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

/** One operation for an engine. */
export interface EngineRequest {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What the engine hands on to the subgraphs: the caller's token and purpose, the id of the request, its trace. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
}

/** An error as an engine answers it. Its words are the engine's or a subgraph's, and no client reads them. */
export interface EngineError {
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What an engine answers. */
export interface EngineResult {
  readonly data?: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors?: readonly EngineError[] | undefined;
}

/**
 * Plans an operation over the subgraphs and puts their answers together.
 *
 * @throws UnavailableError when it cannot be reached
 */
export type Engine = (request: EngineRequest) => Promise<EngineResult>;

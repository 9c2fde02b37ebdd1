/** One request as a client sends it. */
export interface Sent {
  readonly query?: string | undefined;
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly method?: 'GET' | 'POST' | 'PUT';
  /** In place of `/graphql`. */
  readonly path?: string;
  /** In place of the JSON of the operation. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a client reads of an answer. */
export interface Read {
  readonly status: number;
  readonly contentType: string | null;
  readonly data: unknown;
  /** Sorted, since the order of errors tells nothing. */
  readonly errors: readonly string[] | undefined;
  readonly extensions: unknown;
}

interface Body {
  readonly data?: unknown;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: unknown;
}

/** Sends a request to one topology. */
export async function answerOf(url: string, token: string | null, sent: Sent): Promise<Read> {
  const { query, variables, operationName, method = 'POST', headers = {} } = sent;
  const to = new URL(sent.path ?? '/graphql', url);
  const parameters = { query, variables, operationName };
  if (method === 'GET') {
    for (const [name, value] of Object.entries(parameters)) {
      if (value === undefined) continue;
      to.searchParams.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    }
  }
  const response = await fetch(to, {
    method,
    headers: {
      ...(method === 'GET'
        ? { 'apollo-require-preflight': '1' }
        : { 'content-type': 'application/json' }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(method !== 'GET' && { body: sent.body ?? JSON.stringify(parameters) }),
  });
  const text = await response.text();
  const { data, errors, extensions } = JSON.parse(text) as Body;
  return {
    status: response.status,
    contentType: response.headers.get('content-type'),
    // As text, so that the order of fields counts, and that nothing is not null.
    data: data === undefined ? 'no data' : JSON.stringify(data),
    errors: errors
      ?.map(({ message, path, extensions: extras = {} }) => {
        // Made anew for each request.
        const { correlationId, ...told } = extras;
        return JSON.stringify([path, message, told, typeof correlationId]);
      })
      .sort(),
    extensions,
  };
}

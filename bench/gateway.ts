import { Client } from 'pg';
import type { Send } from './load-data';
import type { Installation } from './servers';

/** Sends operations to Kvarbo as any demo client. @throws Error, from what it sends, when an answer has errors */
export function senderTo(installation: Installation): Send {
  const ask = askerOf(installation);
  return async (client, query, variables) => {
    const { data, errors } = await ask(client, query, variables);
    if (errors) throw new Error(`An operation was refused: ${JSON.stringify(errors)}`);
    return data;
  };
}

/** An answer as it is, errors included. */
export interface WholeAnswer {
  readonly data?: unknown;
  readonly errors?: readonly object[];
}

/** Asks Kvarbo as any demo client. */
export function askerOf(installation: Installation) {
  return async (client: string, query: string, variables: object): Promise<WholeAnswer> => {
    const response = await fetch(installation.kvarbo.url, {
      method: 'POST',
      headers: await headersOf(installation, client),
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as WholeAnswer;
  };
}

interface KnownToken {
  readonly token: Promise<string>;
  readonly at: number;
}

const tokens = new WeakMap<Installation, Map<string, KnownToken>>();
/** Half of how long a token of the development identity provider is good for. */
const LONGEST_KEPT_MS = 30 * 60_000;

/** The headers of a demo client's requests; its token is kept for a while. */
export async function headersOf(
  installation: Installation,
  client: string,
): Promise<Record<string, string>> {
  const kept = tokens.get(installation) ?? new Map<string, KnownToken>();
  tokens.set(installation, kept);
  let known = kept.get(client);
  if (!known || performance.now() - known.at > LONGEST_KEPT_MS) {
    known = { token: installation.token(client), at: performance.now() };
    kept.set(client, known);
  }
  return { 'content-type': 'application/json', authorization: `Bearer ${await known.token}` };
}

/** Works on the store as its superuser, on a connection of its own. */
export async function withStore<T>(
  { databaseUrl }: Pick<Installation, 'databaseUrl'>,
  work: (store: Client) => Promise<T>,
): Promise<T> {
  const store = new Client({ connectionString: databaseUrl });
  await store.connect();
  try {
    return await work(store);
  } finally {
    await store.end();
  }
}

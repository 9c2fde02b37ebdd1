const TIMEOUT_MS = 5_000;
const MAXIMUM_BYTES = 256 * 1024;

/**
 * Fetches a small JSON document: no redirects, at most 256 KiB, at most five seconds for all of it.
 *
 * Throws an `Error` whose message is fit for a log.
 */
export async function fetchJson(
  fetchFunction: typeof fetch,
  url: string,
  stopped: AbortSignal,
): Promise<unknown> {
  const response = await fetchFunction(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]),
  });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`answered with status ${response.status}`);
  }
  const text = await readText(response);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error('answer is not JSON');
  }
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAXIMUM_BYTES) throw new Error('answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

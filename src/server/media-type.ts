/** The two forms of an answer; the newer one lets the HTTP status tell whether the operation could be run. */
export type MediaType = 'application/json' | 'application/graphql-response+json';

/** In the order in which they are preferred where the client has no preference. */
const OFFERED: readonly MediaType[] = ['application/json', 'application/graphql-response+json'];

interface Range {
  readonly type: string;
  readonly quality: number;
  readonly position: number;
}

/**
 * Which form of answer the header `Accept` asks for; null if it takes neither.
 *
 * Without the header it is `application/json`, as GraphQL over HTTP asks for the sake of old clients.
 */
export function chooseMediaType(accept: string | undefined): MediaType | null {
  if (accept === undefined || accept.trim() === '') return 'application/json';
  const ranges = accept.split(',').map(readRange);
  const [best] = OFFERED.map((type) => ({ type, range: mostSpecific(type, ranges) }))
    .filter(({ range }) => range !== undefined && range.quality > 0)
    .sort((a, b) => compare(a.range, b.range));
  return best?.type ?? null;
}

/**
 * The status of an answer without data to a well-formed request.
 *
 * `application/json` has 200 even then, since clients of that form take any other status for a proxy's.
 */
export function requestErrorStatus(mediaType: MediaType): number {
  return mediaType === 'application/json' ? 200 : 400;
}

/** The value of `Content-Type` for an answer. */
export function contentType(mediaType: MediaType): string {
  return `${mediaType}; charset=utf-8`;
}

function readRange(text: string, position: number): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  const quality = given === undefined ? 1 : Number(given);
  return { type, quality: Number.isFinite(quality) ? quality : 0, position };
}

function mostSpecific(type: MediaType, ranges: readonly Range[]): Range | undefined {
  for (const pattern of [type, 'application/*', '*/*']) {
    const found = ranges.find((range) => range.type === pattern);
    if (found) return found;
  }
  return undefined;
}

function compare(a: Range | undefined, b: Range | undefined): number {
  if (!a || !b) return 0;
  return b.quality - a.quality || a.position - b.position;
}

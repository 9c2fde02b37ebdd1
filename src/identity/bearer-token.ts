import { UnauthenticatedError } from '../shared';

/**
 * Request headers by lower-case name, with every value of a header that was sent more than once.
 *
 * Pass `request.headersDistinct`: Node's `request.headers` silently keeps the first of two `Authorization` headers.
 */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Characters; tokens with every scope of an agency are below two thousand. */
const MAXIMUM_LENGTH = 8192;

export function readBearerToken(headers: RequestHeaders): string {
  const value = singleHeader(headers, 'authorization');
  if (value === undefined) throw new UnauthenticatedError('no authorization header');
  if (value === null) throw new UnauthenticatedError('several authorization headers');
  if (value.length > MAXIMUM_LENGTH)
    throw new UnauthenticatedError('authorization header too long');
  const token = /^bearer ([A-Za-z0-9_.-]+)$/i.exec(value)?.[1];
  if (token === undefined) throw new UnauthenticatedError('not one bearer token');
  return token;
}

/** The only value of a header, undefined if it was not sent, null if it was sent more than once. */
export function singleHeader(headers: RequestHeaders, name: string): string | null | undefined {
  const value = headers[name];
  if (value === undefined || typeof value === 'string') return value;
  return value.length > 1 ? null : value[0];
}

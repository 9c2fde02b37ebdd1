import type { IncomingHttpHeaders } from 'node:http';
import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { ServerContext } from './context';
import { callerOf, type Exchange, type Part } from './exchange';
import { contentType } from './media-type';

/** Headers by which Apollo Server tells a request of a program from a form of a foreign page. */
const AGAINST_FORGERY = ['content-type', 'x-apollo-operation-name', 'apollo-require-preflight'];

/** Makes the context of a request out of what the server knows of it, and of its headers where it must hand some on. */
export type CreateContext<TContext extends ServerContext> = (
  base: ServerContext,
  headers: IncomingHttpHeaders,
) => TContext | Promise<TContext>;

/** Runs the operation; the last part, which always answers. */
export function execute<TContext extends ServerContext>(
  apollo: ApolloServer<TContext>,
  createContext: CreateContext<TContext>,
): Part {
  return async (exchange) => {
    const { request, search, body, record, mediaType } = exchange;
    const context = await createContext(baseContext(exchange), request.headers);
    const response = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method ?? '',
        headers: headersFor(exchange),
        search,
        body: body?.value,
      },
      context: () => Promise.resolve(context),
    });
    if (response.body.kind !== 'complete') throw new Error('a response in parts was not asked for');
    const status = response.status ?? 200;
    if (status >= 400 && record.errorCodes.size === 0) record.errorCodes.add('BAD_REQUEST');
    const allow = response.headers.get('allow');
    return {
      status,
      headers: { 'Content-Type': contentType(mediaType), ...(allow && { Allow: allow }) },
      body: response.body.string,
    };
  };
}

function baseContext(exchange: Exchange): ServerContext {
  const { requestId, signal, log, record } = exchange;
  return { caller: callerOf(exchange), requestId, signal, log, record };
}

/** Apollo Server is given no token, and the form of answer is already chosen. */
function headersFor({ request, mediaType }: Exchange): HeaderMap {
  const headers = new HeaderMap([['accept', mediaType]]);
  for (const name of AGAINST_FORGERY) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

import type { Part } from './exchange';
import { chooseMediaType } from './media-type';
import { RequestRefusedError } from './protocol-errors';

/** Takes only what GraphQL over HTTP knows: one path, GET and POST, an answer that the client can read. */
export const routeToGraphql: Part = (exchange) => {
  const { request, path } = exchange;
  if (path !== '/graphql') throw new RequestRefusedError(404, 'The API is at /graphql.');
  if (request.method !== 'POST' && request.method !== 'GET') {
    throw new RequestRefusedError(405, 'Operations are sent with POST, queries also with GET.', {
      Allow: 'GET, POST',
    });
  }
  const mediaType = chooseMediaType(request.headers.accept);
  if (mediaType === null) {
    const offered = 'application/graphql-response+json or application/json';
    throw new RequestRefusedError(406, `The answer is ${offered}.`);
  }
  exchange.mediaType = mediaType;
  return undefined;
};

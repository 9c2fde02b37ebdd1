import type { ApolloServerPlugin, GraphQLRequestListener } from '@apollo/server';
import type { ServerContext } from './context';
import { requestErrorStatus, type MediaType } from './media-type';

/** A long run of digits may be an identity number that a client put into the name. */
const PLAIN_NAME = /^(?!.*\d{6})[A-Za-z_]\w{0,63}$/;

/**
 * Gives a request error the status that its media type asks for, and notes what the log line of the request says.
 *
 * @see https://graphql.github.io/graphql-over-http/draft/#sec-Status-Codes
 */
export function completeResponses<TContext extends ServerContext>(): ApolloServerPlugin<TContext> {
  const listener: GraphQLRequestListener<TContext> = {
    didResolveOperation: ({ operationName, contextValue }) => {
      if (operationName !== null && PLAIN_NAME.test(operationName)) {
        contextValue.record.operationName = operationName;
      }
      return Promise.resolve();
    },
    willSendResponse: ({ request, response, contextValue }) => {
      const { body, http } = response;
      if (body.kind !== 'single') return Promise.resolve();
      const { errorCodes } = contextValue.record;
      for (const { extensions } of body.singleResult.errors ?? []) {
        errorCodes.add(String(extensions?.code));
      }
      const isRequestError = body.singleResult.data === undefined && http.status === 400;
      // A request without a document is not well-formed, and stays a 400 in either form.
      if (isRequestError && !errorCodes.has('BAD_REQUEST')) {
        http.status = requestErrorStatus(request.http?.headers.get('accept') as MediaType);
      }
      return Promise.resolve();
    },
  };
  return {
    requestDidStart: () => Promise.resolve(listener),
    unexpectedErrorProcessingRequest: ({ requestContext, error }) => {
      requestContext.contextValue.log.error({ err: error }, 'unexpected error in Apollo Server');
      return Promise.resolve();
    },
  };
}

import type { ErrorDescription } from '../shared';
import { TooComplexError } from '../shared';

/** Codes of requests that are refused by the protocol itself, before there is an operation to answer. */
export type ProtocolCode =
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'PERSISTED_QUERY_NOT_SUPPORTED';

/** Cause and remedy of every protocol code; part of `schema/error-codes.md`. */
export const protocolCatalogue: Readonly<Record<ProtocolCode, ErrorDescription>> = {
  BAD_REQUEST: {
    cause: {
      en: 'The HTTP request is not one that this service takes: path, method, media type, encoding or form of the body.',
      sv: 'HTTP-anropet är inte av det slag som tjänsten tar emot: sökväg, metod, medietyp, kodning eller innehållets form.',
    },
    remedy: {
      en: 'POST a JSON object with query, variables and operationName to /graphql as application/json, without compression.',
      sv: 'Skicka ett JSON-objekt med query, variables och operationName till /graphql med POST som application/json, utan komprimering.',
    },
    httpStatus: 400,
  },
  GRAPHQL_PARSE_FAILED: {
    cause: {
      en: 'The document is not GraphQL.',
      sv: 'Dokumentet är inte GraphQL.',
    },
    remedy: {
      en: 'Correct it at the line and column of locations.',
      sv: 'Rätta det på den rad och kolumn som locations anger.',
    },
    httpStatus: 400,
  },
  GRAPHQL_VALIDATION_FAILED: {
    cause: {
      en: 'The document does not fit the schema.',
      sv: 'Dokumentet stämmer inte med schemat.',
    },
    remedy: {
      en: 'Compare it with schema/schema.graphql at the line and column of locations.',
      sv: 'Jämför det med schema/schema.graphql på den rad och kolumn som locations anger.',
    },
    httpStatus: 400,
  },
  OPERATION_RESOLUTION_FAILURE: {
    cause: {
      en: 'The document has several operations and none is chosen, or the chosen one is not in it.',
      sv: 'Dokumentet har flera operationer och ingen är vald, eller så finns den valda inte i det.',
    },
    remedy: {
      en: 'Name one operation of the document in operationName.',
      sv: 'Ange en av dokumentets operationer i operationName.',
    },
    httpStatus: 400,
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    cause: {
      en: 'The request sends the hash of a document instead of the document.',
      sv: 'Anropet skickar en hash av dokumentet i stället för dokumentet.',
    },
    remedy: {
      en: 'Send the whole document as query.',
      sv: 'Skicka hela dokumentet som query.',
    },
    httpStatus: 200,
  },
};

/** An HTTP request that is no GraphQL request; the message is for the client and holds no value of the request. */
export class RequestRefusedError extends Error {
  readonly code = 'BAD_REQUEST';

  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'RequestRefusedError';
  }
}

/** The body, or what it carries, is larger than the operation may send. Answered with 413. */
export class BodyTooLargeError extends TooComplexError {
  constructor(limit: string, bytes: number) {
    super(`The request passes the limit "${limit}" of ${bytes} bytes.`);
  }
}

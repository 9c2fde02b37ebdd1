import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buildASTSchema, graphql, Kind, parse, visit } from 'graphql';
import type { GraphQLSchema } from 'graphql';

/**
 * An agency that hosts the enforcement domain by itself: plain graphql-js and node:http, its own store, and nothing of Kvarbo but
 * the published SDL. It knows cases by the key that the engine sends, has no aliases and no policy.
 */
export interface ForeignEnforcement {
  readonly url: string;
  /** Operations that it was asked, in their words. */
  readonly asked: readonly string[];
  /** The headers with which it was asked. */
  readonly headers: readonly IncomingHttpHeaders[];
  stop(): void;
}

/** The SDL by which it joins: the one that Kvarbo publishes for the domain. */
export const FOREIGN_SDL = readFileSync(
  path.join(__dirname, '../../../schema/subgraphs/enforcement.graphql'),
  'utf8',
);

/** What an engine needs beside the SDL; the names are those of the federation specification. */
const FOR_ENGINES = `
  scalar _Any
  union _Entity = Case
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! }
`;

/** A number at which it breaks down, with words of its own. */
export const BROKEN = 'F-0-26';

type Row = Readonly<Record<string, unknown>>;

/** Starts it with what it knows, by key of the case. */
export async function startForeignEnforcement(
  records: Readonly<Record<string, Row>>,
  secret: string,
): Promise<ForeignEnforcement> {
  const schema = executableSchema();
  const asked: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const recordOf = (key: string): Row | null => {
    const row = records[key];
    return row ? { ...row, case: { __typename: 'Case', key } } : null;
  };
  const rootValue = {
    _entities: ({ representations }: { representations: readonly { key: string }[] }) =>
      representations.map(({ key }) => ({ __typename: 'Case', key, enforcement: recordOf(key) })),
    enforcementRecord: ({ caseNumber }: { caseNumber: string }) => {
      if (caseNumber === BROKEN) throw new Error('Its own staff keeps its records.');
      const found = Object.keys(records).find((key) => records[key]?.caseNumber === caseNumber);
      return found === undefined ? null : recordOf(found);
    },
    pushEvictionRecords: () => {
      throw new Error('Its own staff keeps its records.');
    },
  };
  const server: Server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part: string) => (body += part));
    request.on('end', () => {
      if (request.headers['kvarbo-engine-secret'] !== secret) {
        response.statusCode = 403;
        response.end('{"errors":[{"message":"Who are you?"}]}');
        return;
      }
      const { query, variables } = JSON.parse(body) as { query: string; variables: object };
      asked.push(query);
      headers.push(request.headers);
      void graphql({ schema, source: query, variableValues: { ...variables }, rootValue }).then(
        (result) => response.end(JSON.stringify(result)),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    asked,
    headers,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** graphql-js knows nothing of federation's directives, which are for composers. */
function executableSchema(): GraphQLSchema {
  const plain = visit(parse(FOREIGN_SDL + FOR_ENGINES), {
    Directive: ({ name }) => (name.value === 'oneOf' ? undefined : null),
    SchemaExtension: () => null,
  });
  const kinds = plain.definitions.map(({ kind }) => kind);
  if (!kinds.includes(Kind.OBJECT_TYPE_DEFINITION)) throw new Error('The SDL has no types.');
  return buildASTSchema(plain);
}

/**
 * The textbook build: TypeORM entities with relations, graphql-js, a graphql-shield rule on every field, express, and one row of a
 * log for each request. It verifies its tokens, reads as a user whom row security does not bind, and opens the same envelopes.
 */
import 'reflect-metadata';
import { createRequire } from 'node:module';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import path from 'node:path';
import { graphql } from 'graphql';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { DataSource } from 'typeorm';
import { readerKey } from '../../src/cases';
import type { IssuerConfig } from '../../src/identity';
import { BlindIndexer, Keyring } from '../../src/persistence';
import type { SealingKey } from '../../src/persistence';
import { AccessLogEntry, CaseOfReader, NoticeOfCase, RecordOfCase } from './entities';
import { guarded } from './rules';
import { textbookSchema } from './schema';
import type { TextbookContext } from './schema';

/** What it is told when it starts; it answers with its port. */
export interface TextbookSettings {
  readonly databaseUrl: string;
  /** Where express is installed. */
  readonly packages: string;
  readonly issuers: readonly IssuerConfig[];
  readonly sealingKeys: readonly SealingKey[];
  readonly indexKey: string;
  readonly connections: number;
}

/** Of express, what is used. */
interface Express {
  (): {
    use(middleware: unknown): void;
    post(path: string, handle: (request: Asked, response: Answered) => Promise<void>): void;
    listen(port: number, host: string, listening: () => void): Server;
  };
  json(): unknown;
}
type Asked = IncomingMessage & { readonly body: { query: string; variables?: object } };
interface Answered {
  status(code: number): Answered;
  json(body: unknown): void;
}

process.once('message', (settings: TextbookSettings) => {
  void serve(settings);
});
process.once('disconnect', () => {
  process.exit(0);
});

const LOG_TABLE = `
  CREATE SCHEMA bench_textbook;
  CREATE TABLE bench_textbook.access_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    client text NOT NULL,
    organisation text NOT NULL,
    operation text NOT NULL,
    case_ids uuid[] NOT NULL
  )`;

async function serve(settings: TextbookSettings): Promise<void> {
  const store = new DataSource({
    type: 'postgres',
    url: settings.databaseUrl,
    poolSize: settings.connections,
    entities: [CaseOfReader, NoticeOfCase, RecordOfCase, AccessLogEntry],
  });
  await store.initialize();
  await store.query(LOG_TABLE);
  const schema = guarded(textbookSchema(store, new Keyring(settings.sealingKeys)));
  const callerOf = verifier(settings);
  const express = createRequire(path.join(settings.packages, 'package.json'))('express') as Express;
  const app = express();
  app.use(express.json());
  app.post('/graphql', async (request, response) => {
    const contextValue = await callerOf(request).catch(() => null);
    if (contextValue === null) {
      response.status(401).json({ errors: [{ message: 'Unauthorized' }] });
      return;
    }
    const { query: source, variables: variableValues = {} } = request.body;
    response.json(
      await graphql({ schema, source, contextValue, variableValues: { ...variableValues } }),
    );
  });
  const server = app.listen(0, '127.0.0.1', () => {
    process.send?.((server.address() as AddressInfo).port);
  });
}

function verifier({ issuers, indexKey }: TextbookSettings) {
  const [issuer] = issuers;
  if (!issuer) throw new Error('The textbook build needs an issuer.');
  const keys = createRemoteJWKSet(new URL(issuer.jwksUri));
  const indexer = new BlindIndexer(Buffer.from(indexKey, 'base64'));
  return async ({ headers }: IncomingMessage): Promise<TextbookContext> => {
    const token = (headers.authorization ?? '').replace(/^Bearer /, '');
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.issuer,
      audience: issuer.audience,
    });
    return {
      agency: String(payload.agency),
      client: String(payload.client_id),
      organisation: readerKey(indexer, String(payload.organisation)),
    };
  };
}

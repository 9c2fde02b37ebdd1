import { execute, GraphQLError, type GraphQLSchema } from 'graphql';
import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema as Schema,
  GraphQLString,
} from 'graphql';
import type { Caller } from '../../src/identity';
import {
  createLogger,
  createServer,
  type GatewayServer,
  type GraphQLExecutor,
  type ServerContext,
  type ServerParts,
} from '../../src/server';
import {
  Agency,
  BadUserInputError,
  ForbiddenError,
  NotFoundError,
  PersonalIdentityNumberScalar,
  Purpose,
  UnauthenticatedError,
} from '../../src/shared';

/** What a test hides in a request and looks for in answers and logs; the number is the one that forms show as their example. */
export const SECRETS = {
  identityNumber: '19121212-1212',
  name: 'Torbjörn Testsson',
  address: 'Påhittsgatan 17 B',
};

export function anyCaller(overrides: Partial<Caller> = {}): Caller {
  return {
    agency: Agency.LANDLORD,
    organisation: '559900-0011',
    actingFor: null,
    reader: '559900-0011',
    client: 'landlord-bostaden',
    user: null,
    purpose: Purpose.LANDLORD_DUTY,
    scopes: new Set(['cases:read', 'notices:write']),
    expiresAt: Date.parse('2100-01-01T00:00:00Z'),
    ...overrides,
  };
}

/** Knows three tokens: `landlord`, `board` (no large bodies) and `impostor`. */
const fakeAuthenticator: ServerParts<ServerContext>['authenticator'] = {
  authenticate: (headers) => {
    const token = String(headers.authorization).replace('Bearer ', '');
    if (token === 'landlord') return Promise.resolve(anyCaller());
    if (token === 'board') {
      const scopes = new Set(['cases:read']);
      return Promise.resolve(anyCaller({ agency: Agency.SOCIAL_SERVICES, scopes }));
    }
    if (token === 'impostor') return Promise.reject(new ForbiddenError('agency not of issuer'));
    return Promise.reject(new UnauthenticatedError('unknown token'));
  },
};

const thrown: Record<string, () => Error> = {
  ours: () => new NotFoundError(),
  input: () =>
    new BadUserInputError([
      { path: 'input.street', code: 'REQUIRED', message: 'A value is required here.' },
    ]),
  plain: () => new Error(`no case of ${Object.values(SECRETS).join(', ')}`),
  graphql: () =>
    new GraphQLError(`Found ${SECRETS.name}`, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } }),
  postgres: () =>
    Object.assign(new Error(`duplicate key value (${SECRETS.identityNumber})`), {
      code: '23505',
      detail: `Key (name)=(${SECRETS.name}) already exists.`,
      table: 'notice',
      constraint: 'notice_key',
      where: SECRETS.address,
    }),
  caused: () =>
    new Error('outer', {
      cause: new Error(`inner ${SECRETS.identityNumber}\n    at ${SECRETS.name}`),
    }),
};

const tenantInput = new GraphQLInputObjectType({
  name: 'TenantInput',
  fields: {
    name: { type: new GraphQLNonNull(GraphQLString) },
    personalIdentityNumber: { type: PersonalIdentityNumberScalar },
    rooms: { type: GraphQLInt },
    agency: {
      type: new GraphQLEnumType({ name: 'Agency', values: { LANDLORD: {}, ENFORCEMENT: {} } }),
    },
  },
});

const noticeInput = new GraphQLInputObjectType({
  name: 'SubmitNoticeInput',
  fields: {
    tenants: { type: new GraphQLList(new GraphQLNonNull(tenantInput)) },
    contentBase64: { type: GraphQLString },
  },
});

const caseType: GraphQLObjectType = new GraphQLObjectType({
  name: 'Case',
  fields: () => ({
    id: { type: GraphQLString, resolve: () => 'case-1' },
    self: { type: caseType, resolve: () => ({}) },
    notes: {
      type: new GraphQLList(caseType),
      args: { first: { type: GraphQLInt, defaultValue: 20 } },
      resolve: () => [],
    },
  }),
});

const query = new GraphQLObjectType<unknown, TestContext>({
  name: 'Query',
  fields: {
    hello: { type: GraphQLString, resolve: () => 'hej' },
    case: {
      type: caseType,
      args: { id: { type: GraphQLString } },
      resolve: () => ({}),
    },
    search: {
      type: GraphQLString,
      args: { tenant: { type: tenantInput }, limit: { type: GraphQLInt } },
      resolve: () => 'found',
    },
    fail: {
      type: GraphQLString,
      args: { how: { type: new GraphQLNonNull(GraphQLString) } },
      resolve: (_, { how }: { how: string }) => {
        throw thrown[how]?.() ?? new Error('unknown failure');
      },
    },
    slow: {
      type: GraphQLString,
      resolve: (_, __, { gate }) => gate().then(() => 'done'),
    },
    wait: {
      type: GraphQLString,
      resolve: (_, __, { signal, gate }) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            void gate().then(resolve);
          });
        }),
    },
  },
});

const bulk = { type: GraphQLInt, args: { input: { type: new GraphQLList(noticeInput) } } };

const mutation = new GraphQLObjectType({
  name: 'Mutation',
  fields: {
    submitNotice: { type: GraphQLInt, args: { input: { type: noticeInput } }, resolve: () => 1 },
    submitNotices: { ...bulk, resolve: (_, { input }: { input: unknown[] }) => input.length },
    recordHousehold: {
      type: GraphQLInt,
      args: { note: { type: GraphQLString } },
      resolve: () => 1,
    },
  },
});

export const testSchema: GraphQLSchema = new Schema({ query, mutation });

export interface TestContext extends ServerContext {
  /** What the field `slow` waits for. */
  readonly gate: () => Promise<void>;
}

export const graphqlJs: GraphQLExecutor<TestContext> = async (execution) =>
  execute({
    schema: testSchema,
    document: execution.document,
    operationName: execution.operationName,
    variableValues: execution.request.variables,
    contextValue: execution.context,
  });

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  readonly server: GatewayServer;
  /** Everything that was logged so far, as one text. */
  readonly logged: () => string;
  readonly logLines: () => Record<string, unknown>[];
}

export type TestOptions = Partial<ServerParts<TestContext>> & {
  readonly gate?: () => Promise<void>;
};

export async function startTestServer({
  gate = () => Promise.resolve(),
  ...options
}: TestOptions = {}): Promise<RunningServer> {
  const lines: string[] = [];
  const server = createServer<TestContext>({
    schema: testSchema,
    executor: graphqlJs,
    authenticator: fakeAuthenticator,
    createContext: (base) => ({ ...base, gate }),
    checks: {},
    policyVersion: 'policy-1',
    publicKeys: { keys: [] },
    introspection: false,
    hideSchemaDetails: false,
    log: createLogger({
      level: 'trace',
      destination: { write: (line) => void lines.push(line) },
    }),
    ...options,
  });
  const { port } = await server.start({ host: '127.0.0.1', port: 0 });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    logged: () => lines.join(''),
    logLines: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly unknown[];
      readonly extensions: Record<string, unknown>;
    }[];
    readonly [key: string]: unknown;
  };
}

export interface TestRequest {
  readonly token?: string | null;
  readonly accept?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly path?: string;
  readonly body?: string | Uint8Array<ArrayBuffer> | null;
}

/** Sends one request as it is described; by default a POST of JSON with the landlord's token. */
export async function send(base: string, request: TestRequest = {}): Promise<TestAnswer> {
  const { token = 'landlord', accept, headers, method = 'POST', path = '/graphql', body } = request;
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(accept !== undefined && { accept }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const json = text.startsWith('{') ? (JSON.parse(text) as TestAnswer['json']) : {};
  return { status: response.status, headers: response.headers, text, json };
}

/** Sends one operation. */
export async function operate(
  base: string,
  operation: { query: string; variables?: unknown; operationName?: string },
  request: TestRequest = {},
): Promise<TestAnswer> {
  return send(base, { ...request, body: JSON.stringify(operation) });
}

export function codesOf({ json }: TestAnswer): unknown[] {
  return (json.errors ?? []).map(({ extensions }) => extensions.code);
}

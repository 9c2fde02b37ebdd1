import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { buildSchema, isObjectType } from 'graphql';
import type { DataSource } from 'typeorm';
import { IsNull } from 'typeorm';
import { socialBoardDirectory } from '../../src/cases';
import { stageOn } from '../../src/cases/stage';
import type { Keyring } from '../../src/persistence';
import { civilDay } from '../../src/shared';
import { AccessLogEntry, CaseOfReader } from './entities';
import type { NoticeOfCase, RecordOfCase } from './entities';

/** Who asks, as resolvers and rules find it. */
export interface TextbookContext {
  readonly agency: string;
  readonly client: string;
  /** As the store names it. */
  readonly organisation: string;
}

const SDL = `
  type Query { cases: CaseConnection! }
  type CaseConnection { edges: [CaseEdge!]! pageInfo: PageInfo! }
  type CaseEdge { node: Case! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Case {
    id: ID! version: Int! stage: String receivedAt: String board: Board
    dwelling: Dwelling tenants: [Tenant!] notices: [Notice!] enforcement: Record
  }
  type Board { name: String! }
  type Dwelling { street: String postalCode: String city: String apartmentNumber: String }
  type Tenant { name: String }
  type Notice { receiptNumber: String kind: String status: String recoveryTotal: String arrearsMonths: Float }
  type Record { caseNumber: String status: String evictionTime: EvictionTime }
  type EvictionTime { date: String time: String }`;

const PAGE = 20;

type Resolve<T> = (parent: T, context: TextbookContext) => unknown;

/** The schema with one resolver for each field that is no plain property. */
export function textbookSchema(store: DataSource, keyring: Keyring): GraphQLSchema {
  const open = ({ id }: NoticeOfCase, envelope: Buffer, name: string): unknown =>
    keyring.open<unknown>(envelope, `landlord.notice/${id}/${name}`);
  const ownNotices = ({ notices }: CaseOfReader, { organisation }: TextbookContext) =>
    notices.filter(({ landlord }) => landlord === organisation);
  const resolvers: Readonly<Record<string, Readonly<Record<string, Resolve<never>>>>> = {
    Query: { cases: (_: unknown, context: TextbookContext) => casesOf(store, context) },
    Case: {
      id: ({ caseId }: CaseOfReader) => caseId,
      stage: (one: CaseOfReader) => stageOn(one, civilDay(new Date())),
      receivedAt: ({ receivedAt }: CaseOfReader) => receivedAt.toISOString(),
      board: ({ boardId }: CaseOfReader) => socialBoardDirectory.find(boardId),
      dwelling: (one: CaseOfReader, context: TextbookContext) => {
        const [notice] = ownNotices(one, context);
        return notice && open(notice, notice.sealedAddress, 'address');
      },
      tenants: (one: CaseOfReader, context: TextbookContext) => {
        const [notice] = ownNotices(one, context);
        const names =
          notice && (open(notice, notice.sealedTenantNames, 'tenant_names') as string[]);
        return names?.map((name) => ({ name }));
      },
      notices: ownNotices,
      enforcement: ({ records }: CaseOfReader, { organisation }: TextbookContext) =>
        records.find(({ applicant }) => applicant === organisation),
    },
    Notice: {
      arrearsMonths: ({ arrearsMonths }: NoticeOfCase) => arrearsMonths && Number(arrearsMonths),
    },
    Record: {
      evictionTime: ({ evictionOn: date, evictionAt: time }: RecordOfCase) =>
        date && { date, time },
    },
  };
  const schema = buildSchema(SDL);
  for (const [type, fields] of Object.entries(resolvers)) {
    const object = schema.getType(type);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = isObjectType(object) ? object.getFields()[name] : undefined;
      if (!field) throw new Error(`There is no field ${type}.${name}.`);
      const resolver: GraphQLFieldResolver<unknown, TextbookContext> = (parent, _args, context) =>
        resolve(parent as never, context);
      field.resolve = resolver;
    }
  }
  return schema;
}

async function casesOf(store: DataSource, { organisation, client }: TextbookContext) {
  const found = await store.getRepository(CaseOfReader).find({
    where: { agency: 'LANDLORD', organisation, known: true, closedOn: IsNull() },
    relations: { notices: true, records: true },
    order: { receivedAt: 'DESC', caseId: 'DESC' },
    take: PAGE + 1,
    // Faster here than TypeORM's default, one statement that joins everything.
    relationLoadStrategy: 'query',
  });
  const shown = found.slice(0, PAGE);
  await store.getRepository(AccessLogEntry).insert({
    at: new Date(),
    client,
    organisation,
    operation: 'cases',
    caseIds: shown.map(({ caseId }) => caseId),
  });
  const endCursor = shown.at(-1)?.caseId ?? null;
  return {
    edges: shown.map((node) => ({ node })),
    pageInfo: { hasNextPage: found.length > PAGE, endCursor },
  };
}

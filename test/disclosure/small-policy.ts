import { buildSchema, Kind, parse } from 'graphql';
import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { compilePlan, DisclosurePolicy } from '../../src/disclosure';
import type { Cell, DisclosurePlan, DisclosureRow, OperationRow } from '../../src/disclosure';
import { Agency, Purpose } from '../../src/shared';

const BASIS = ['GDPR-5'];

/** A row in which landlords read nothing, boards all, Kronofogden what a cell says. */
export function aRow(coordinate: string, enforcement: Cell): DisclosureRow {
  return {
    coordinate,
    row: '1',
    cells: {
      LANDLORD: 'DENY',
      SOCIAL_SERVICES: 'ALLOW',
      ENFORCEMENT: enforcement,
      OVERSIGHT: 'DENY',
    },
    legalBasis: BASIS,
    rationale: 'A test.',
  };
}

/** An operation that boards and Kronofogden may call with the scope `read`. */
export function anOperation(operation: string, scopes: readonly string[] = ['read']): OperationRow {
  return {
    operation,
    agencies: {
      LANDLORD: 'DENY',
      SOCIAL_SERVICES: 'ALLOW',
      ENFORCEMENT: 'ALLOW',
      OVERSIGHT: 'DENY',
    },
    scopes,
    purposes: [Purpose.EXECUTION],
    legalBasis: BASIS,
    rationale: 'A test.',
  };
}

export const SMALL_SDL = `
  type Query { case(id: ID): Case  cases: [Case!]!  word: String  secret: Case }
  type Mutation { change: Case }
  type Case {
    id: ID!
    title: String
    hidden: String
    hiddenPerson: Person
    party: String
    firm: String!
    firmHidden: String!
    tenants: [Person!]
    grid: [[Person]!]!
    servant: Person
    parent: Case
  }
  type Person { name: String  phone: String  boss: Person  note: Note }
  type Note { text: String  author: String! }
`;

const IF_PARTY: Cell = [{ kind: 'IF_PARTY' }];

export const SMALL_ROWS: readonly DisclosureRow[] = [
  aRow('Case.id', 'ALLOW'),
  aRow('Case.title', 'ALLOW'),
  aRow('Case.hidden', 'DENY'),
  aRow('Case.hiddenPerson', 'DENY'),
  aRow('Case.party', IF_PARTY),
  aRow('Case.firm', IF_PARTY),
  aRow('Case.firmHidden', 'DENY'),
  aRow('Case.tenants', 'ALLOW'),
  aRow('Case.grid', 'ALLOW'),
  aRow('Case.servant', 'ALLOW'),
  aRow('Case.parent', 'ALLOW'),
  aRow('Person.*', 'ALLOW'),
  aRow('Person.phone', 'DENY'),
  aRow('Person.phone@Case.servant', [{ kind: 'IF_PARTY' }, { kind: 'IF_DATE_SET' }]),
  aRow('Person.name@Case.tenants', 'DENY'),
  aRow('Note.*', IF_PARTY),
];

export const SMALL_OPERATIONS: readonly OperationRow[] = [
  ...['Query.case', 'Query.cases', 'Query.word', 'Mutation.change'].map((name) =>
    anOperation(name),
  ),
  anOperation('Query.secret', ['other']),
];

export const smallPolicy = new DisclosurePolicy(SMALL_ROWS, SMALL_OPERATIONS);

/** The operation of a document that has one. */
export function operationOf(source: string): {
  document: ReturnType<typeof parse>;
  operation: OperationDefinitionNode;
} {
  const document = parse(source);
  const operation = document.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation) throw new Error('A document without an operation.');
  return { document, operation };
}

const smallSchema = buildSchema(SMALL_SDL);

/** The plan of Kronofogden, or of another agency, for one operation of the small schema. */
export function planOf(
  source: string,
  {
    agency = Agency.ENFORCEMENT,
    variables = {},
    schema = smallSchema,
    policy = smallPolicy,
  }: {
    agency?: Agency;
    variables?: Readonly<Record<string, unknown>>;
    schema?: GraphQLSchema;
    policy?: DisclosurePolicy;
  } = {},
): DisclosurePlan {
  return compilePlan({
    schema,
    policy,
    ...operationOf(source),
    agency,
    variables,
    mayCall: (name) => policy.operation(name)?.scopes.includes('read') ?? false,
  });
}

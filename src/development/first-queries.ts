interface FirstQuery {
  readonly title: string;
  readonly client: string;
  readonly query: string;
}

const FIRST_QUERIES: readonly FirstQuery[] = [
  {
    title: 'A landlord lists its cases and follows one until Kronofogden has set a date',
    client: 'landlord-bostaden',
    query:
      '{ cases { totalCount edges { node { id stage tenants { name } dwelling { street } enforcement { caseNumber status evictionTime { date } } } } } }',
  },
  {
    title: 'A social board sees what has come in, with its own work on it',
    client: 'board-farsta',
    query:
      '{ cases(orderBy: NEXT_DEADLINE) { edges { node { stage receivedAt tenants { name phone } notices { arrearsMonths recoveryTotal } socialServices { status priority priorityReasons } } } } }',
  },
  {
    title: 'Kronofogden reads a case of its own; what belongs to the board stays closed',
    client: 'kronofogden',
    query:
      '{ enforcementRecord(caseNumber: "U-1001-26") { status evictionTime { date time } case { board { name } socialServices { status } } } }',
  },
  {
    title: 'An auditor of a board asks whom the gateway takes it for',
    client: 'oversight-farsta',
    query: '{ viewer { agency organisation purpose scopes } }',
  },
];

/** Where the token command looks for the identity provider when it is told nothing. */
const USUAL_IDENTITY_PORT = '4001';

/** What a newcomer can try at once: a first query per agency, with the command that fetches its token. */
export function firstQueries(gatewayUrl: string, identityUrl: string): readonly string[] {
  const { port } = new URL(identityUrl);
  const setting = port === USUAL_IDENTITY_PORT ? '' : `KVARBO_IDENTITY_PORT=${port} `;
  return [
    '',
    `Kvarbo listens on ${gatewayUrl}. Try in another terminal:`,
    ...FIRST_QUERIES.flatMap(({ title, client, query }) => [
      '',
      `# ${title}`,
      `TOKEN=$(${setting}npm run --silent token -- ${client})`,
      `curl -s ${gatewayUrl} -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
      `  -d '${JSON.stringify({ query })}'`,
    ]),
    '',
    'Ctrl-C stops everything.',
  ];
}

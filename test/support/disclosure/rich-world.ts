import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { Aliases } from '../../../src/persistence';
import { addDays, civilDay, newReceiptNumber } from '../../../src/shared';
import type { TestGateway } from '../gateway';
import { COUNTED_YEAR, keepCounts } from './kept-counts';
import { meetConditions, openedTo } from './met-conditions';
import { clientOf } from './readers';
import type { ReaderId } from './readers';
import { richArrears, richDisturbance, richRecord, richTenantNumber } from './rich-inputs';
import type { KnownFacts } from './ways';
import { NO_FACTS_KNOWN } from './ways';

// As long as nobody has consented, stated or decided anything.
const NEITHER = NO_FACTS_KNOWN;
const PARTY_WITH_DATE: KnownFacts = { ...NEITHER, party: true, dateSet: true };
const PARTY: KnownFacts = { ...NEITHER, party: true };
const WITH_DATE: KnownFacts = { ...NEITHER, dateSet: true };

/** Who may know of each case, and which conditions hold for that reader; who is not named may not know of it. */
const KNOWN_BY = {
  /** An eviction time is set; notices of rent and of disturbances stand; the board has recorded everything. */
  dated: {
    'landlord-bostaden': PARTY_WITH_DATE,
    'board-farsta': WITH_DATE,
    kronofogden: PARTY_WITH_DATE,
    'oversight-farsta': WITH_DATE,
    'oversight-kronofogden': WITH_DATE,
  },
  /** Kronofogden closed its case, the time was cleared. */
  closed: {
    'landlord-bostaden': PARTY,
    'board-farsta': NEITHER,
    kronofogden: PARTY,
    'oversight-farsta': NEITHER,
    'oversight-kronofogden': NEITHER,
  },
  /** The eviction was carried out, the time is no longer in the record. */
  executed: {
    'landlord-bostaden': PARTY,
    'board-farsta': NEITHER,
    kronofogden: PARTY,
    'oversight-farsta': NEITHER,
    'oversight-kronofogden': NEITHER,
  },
  /** Still at the summary stage: board and auditors know of the notice alone. */
  summary: {
    'landlord-bostaden': PARTY,
    'board-farsta': NEITHER,
    kronofogden: PARTY,
    'oversight-farsta': NEITHER,
  },
  /** Another landlord applied without any notice, so that Kronofogden has none that is invoked. */
  applied: {
    'landlord-hyrbo': PARTY_WITH_DATE,
    'board-farsta': WITH_DATE,
    kronofogden: WITH_DATE,
    'oversight-farsta': WITH_DATE,
    'oversight-kronofogden': WITH_DATE,
  },
  /** A notice alone: its landlord is party to nothing at Kronofogden. */
  noticed: {
    'landlord-bostaden': NEITHER,
    'board-farsta': NEITHER,
    'oversight-farsta': NEITHER,
  },
  /** A notice alone that the board has handed on: it keeps its own record, and the next board has the notice. */
  rerouted: {
    'landlord-bostaden': NEITHER,
    'board-farsta': NEITHER,
    'board-skarpnack': NEITHER,
    'oversight-farsta': NEITHER,
  },
} as const satisfies Record<string, Partial<Record<ReaderId, KnownFacts>>>;

export { READERS } from './readers';
export type { ReaderId } from './readers';

export type CaseName = keyof typeof KNOWN_BY;
const CASE_NAMES = Object.keys(KNOWN_BY) as CaseName[];

/** Who takes part in the meeting with Farsta. */
const AT_THE_MEETING: Readonly<Partial<Record<ReaderId, KnownFacts>>> = {
  'landlord-bostaden': PARTY,
  'landlord-hyrbo': PARTY,
  'board-farsta': NEITHER,
  kronofogden: PARTY,
};

/** The months of its meetings with something due. */
const monthsOf = (today: string): readonly string[] => [
  ...new Set([40, 30].map((days) => addDays(today, days).slice(0, 7))),
];

/** Cases whose changes are sent again to read what they answer; the others are alike. */
const SENT_AGAIN: readonly CaseName[] = ['dated', 'applied', 'noticed', 'rerouted'];

/** Whether a reader has lost the notices of a case that it handed on, or whose board did. */
const hasHandedOn = (name: CaseName, reader: ReaderId): boolean =>
  name === 'rerouted' && (reader === 'board-farsta' || reader === 'oversight-farsta');

/** One thing of the world that a root field is asked for. */
export interface Target {
  readonly name: string;
  readonly key: unknown;
  /** Null where the reader may not know of it. */
  readonly facts: KnownFacts | null;
}

/** A mutation as it was sent; sent again it gives its outcome anew. */
interface SentMutation {
  readonly client: ReaderId;
  readonly operation: string;
  readonly input: object;
  readonly caseName: CaseName;
}

interface NoticeRef {
  readonly id: string;
  readonly receiptNumber: string;
  readonly caseName: CaseName;
}

/** Cases in which every served field has a value for somebody, made through the API alone. */
export interface RichWorld {
  readonly mutations: readonly SentMutation[];
  readonly receipts: Readonly<Partial<Record<CaseName, string>>>;
  /** What a reader would ask `Query.case`, `Query.notice` and so on for, what it may not know of included. */
  targets(root: string, reader: ReaderId): readonly Target[];
  /** Keys of the same shape that name nothing. */
  invented(root: string, reader: ReaderId): readonly unknown[];
  readonly caseIds: Readonly<Record<CaseName, string>>;
  /** Lets tenants consent, boards deny protection and authorities decide, so that every condition is met in one case. */
  meetConditions(): Promise<void>;
}

/** What the board says of the day in every case with a time. */
const OF_THE_DAY: readonly (readonly [string, object])[] = [
  [
    'confirmEvictionTime',
    {
      caseworker: {
        id: 'cw-2',
        name: 'Beredskap Läggarsson',
        phone: '070-174 06 06',
        email: 'beredskap@example.se',
      },
    },
  ],
  [
    'setAttendance',
    { status: 'ATTENDING', contactName: 'Närvara Läggarsson', contactPhone: '070-174 06 07' },
  ],
];

const NOTICE = '{ notice { id receiptNumber case { id version } } }';
const CASE = '{ case { id version } }';
const PUSH = '{ results { outcome case { id } } }';

/** Makes the world; takes a second or two. */
export async function buildRichWorld(gateway: TestGateway): Promise<RichWorld> {
  const today = civilDay(new Date());
  await keepCounts(gateway);
  const mutations: SentMutation[] = [];
  const notices: { caseName: CaseName; receiptNumber: string }[] = [];

  const send = async <T>(
    client: ReaderId,
    operation: string,
    input: { idempotencyKey: string },
    caseName: CaseName,
    selection: string,
  ): Promise<T> => {
    const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${operation}(input: $input) ${selection} }`;
    const data = await gateway.data<Record<string, T>>(client, query, { input });
    mutations.push({ client, operation, input, caseName });
    return data[operation] as T;
  };

  interface Submitted {
    readonly notice: { id: string; receiptNumber: string; case: { id: string; version: number } };
  }
  const submit = async (
    caseName: CaseName,
    input: ReturnType<typeof richArrears> | ReturnType<typeof richDisturbance>,
  ): Promise<Submitted['notice']> => {
    const { notice } = await send<Submitted>(
      'landlord-bostaden',
      'submitNotice',
      input,
      caseName,
      NOTICE,
    );
    notices.push({ caseName, receiptNumber: notice.receiptNumber });
    return notice;
  };

  const numbers: Record<CaseName, number> = {
    dated: 1,
    closed: 2,
    executed: 3,
    summary: 4,
    applied: 5,
    noticed: 6,
    rerouted: 7,
  };
  const arrears = (caseName: CaseName, key: string = caseName) =>
    richArrears(numbers[caseName], `matrix-${key}`, today);
  const record = (caseName: CaseName) =>
    richRecord(
      numbers[caseName],
      caseNumberOf(caseName),
      organisationOf(caseName === 'applied' ? 'landlord-hyrbo' : 'landlord-bostaden'),
      today,
    );
  /** Every push also has a record that is rejected, so that its problems can be read. */
  const push = async (caseName: CaseName, pushed: ReturnType<typeof record>): Promise<void> => {
    const answer = await send<{ results: { outcome: string }[] }>(
      'kronofogden',
      'pushEvictionRecords',
      {
        idempotencyKey: `matrix-push-${caseName}-${pushed.version}`,
        records: [pushed, { ...pushed, caseNumber: '?', applicant: '559900-0000' }],
      } as { idempotencyKey: string },
      caseName,
      PUSH,
    );
    const outcomes = answer.results.map(({ outcome }) => outcome);
    if (outcomes[0] === 'REJECTED' || outcomes[1] !== 'REJECTED')
      throw new Error(`${caseName} was pushed and answered ${outcomes.join(', ')}.`);
  };

  /** What a board says of the day of an eviction in a case that it knows by a notice. */
  const sayOfTheDay = async (caseName: CaseName, notice: Submitted['notice']): Promise<void> => {
    const found = await gateway.data<{
      cases: { edges: { node: { id: string; version: number } }[] };
    }>(
      'board-farsta',
      'query ($r: String!) { cases(scope: ALL, search: { receiptNumber: $r }) { edges { node { id version } } } }',
      { r: notice.receiptNumber },
    );
    const [edge] = found.cases.edges;
    if (!edge) throw new Error(`The board does not find ${caseName}.`);
    let { version } = edge.node;
    for (const [operation, values] of OF_THE_DAY) {
      const answer = await send<{ case: { version: number } }>(
        'board-farsta',
        operation,
        {
          idempotencyKey: `matrix-${operation}-${caseName}`,
          caseId: edge.node.id,
          expectedVersion: version,
          ...values,
        } as { idempotencyKey: string },
        caseName,
        CASE,
      );
      version = answer.case.version;
    }
  };

  const firstInput = arrears('dated', 'first');
  const first = await submit('dated', firstInput);
  const secondInput = { ...arrears('dated', 'second'), supersedes: first.id };
  await submit('dated', secondInput);
  const disturbance = richDisturbance(numbers.dated, 'matrix-disturbance', today);
  const last = await submit('dated', disturbance);
  // The same notices among many give their first outcome, and one that is refused its problems.
  const { results } = await send<{ results: { notice: object | null }[] }>(
    'landlord-bostaden',
    'submitNotices',
    {
      idempotencyKey: 'matrix-many',
      notices: [
        firstInput,
        secondInput,
        disturbance,
        { ...firstInput, idempotencyKey: 'matrix-faulty', tenants: [] },
      ],
    } as { idempotencyKey: string },
    'dated',
    '{ results { notice { id } problems { code } } }',
  );
  if (results.map(({ notice }) => notice === null).join() !== 'false,false,false,true')
    throw new Error('Of the notices among many only the faulty one is refused.');
  const settled = await send<{ case: { id: string; version: number } }>(
    'landlord-bostaden',
    'reportSettlement',
    {
      idempotencyKey: 'matrix-settlement',
      caseId: last.case.id,
      expectedVersion: last.case.version,
      status: 'PARTLY_PAID',
      amount: '1000.00',
      on: today,
    } as { idempotencyKey: string },
    'dated',
    CASE,
  );
  await send(
    'landlord-bostaden',
    'grantDeferral',
    {
      idempotencyKey: 'matrix-deferral',
      caseId: settled.case.id,
      expectedVersion: settled.case.version,
      until: addDays(today, 60),
    } as { idempotencyKey: string },
    'dated',
    CASE,
  );
  const closed = await submit('closed', arrears('closed'));
  const executed = await submit('executed', arrears('executed'));
  const summary = await submit('summary', arrears('summary'));
  await submit('noticed', richDisturbance(numbers.noticed, 'matrix-noticed', today));
  await submit('rerouted', arrears('rerouted'));

  // Odd on purpose, so that there is something to warn of: a closure in an open case.
  await push('dated', {
    ...record('dated'),
    status: 'OPEN',
    evictionTime: null,
    closure: { kind: 'VACATED', on: today },
  });
  await push('dated', { ...record('dated'), version: 2 });
  await push('dated', {
    ...record('dated'),
    version: 3,
    evictionTime: { date: addDays(today, 40), time: '10:00' },
  });
  await push('closed', { ...record('closed'), noticeReceiptNumber: closed.receiptNumber });
  await sayOfTheDay('closed', closed);
  await push('closed', {
    ...record('closed'),
    version: 2,
    noticeReceiptNumber: closed.receiptNumber,
    status: 'WITHDRAWN',
    evictionTime: null,
    closure: { kind: 'WITHDRAWN', on: today },
  });
  await push('executed', { ...record('executed'), noticeReceiptNumber: executed.receiptNumber });
  await sayOfTheDay('executed', executed);
  await push('executed', {
    ...record('executed'),
    version: 2,
    noticeReceiptNumber: executed.receiptNumber,
    status: 'EXECUTED',
    evictionTime: null,
    executedOn: addDays(today, -1),
  });
  await push('summary', {
    ...record('summary'),
    noticeReceiptNumber: summary.receiptNumber,
    status: 'SUMMARY_PENDING',
    appliedOn: null as never,
    documentsReceivedOn: null as never,
    title: null as never,
    heardOn: null as never,
    evictionTime: null,
    stay: null,
    storage: null,
  });
  await push('applied', record('applied'));

  const ids = await storedIds(gateway, notices);
  await recordByBoard(gateway, send, ids.cases.dated, today);
  await rerouteByBoard(gateway, send, ids.cases.rerouted);

  const aliases = new Aliases(Buffer.from(gateway.settings.aliasKey, 'base64'));
  const aliasFor = (reader: ReaderId, kind: string, id: string) =>
    aliases.alias(kind, organisationOf(reader), id);
  for (const author of ['landlord-bostaden', 'board-farsta', 'kronofogden'] as const)
    await send(
      author,
      'addMeetingInput',
      {
        idempotencyKey: `matrix-input-${author}`,
        caseId: aliasFor(author, 'case', ids.cases.dated),
        month: monthsOf(today)[0],
        text: `Att ta upp för ${author}.`,
      } as { idempotencyKey: string },
      'dated',
      CASE,
    );
  let areMet = false;
  const factsOf = (name: CaseName, reader: ReaderId): KnownFacts | null => {
    const known: Partial<Record<ReaderId, KnownFacts>> = KNOWN_BY[name];
    const facts = known[reader] ?? null;
    return facts && areMet ? { ...facts, ...openedTo(reader, name) } : facts;
  };
  const receipts = Object.fromEntries(
    notices.map(({ caseName, receiptNumber }) => [caseName, receiptNumber]),
  ) as Partial<Record<CaseName, string>>;
  return {
    mutations,
    receipts,
    caseIds: ids.cases,
    meetConditions: async () => {
      const key = (reader: ReaderId) => aliasFor(reader, 'case', ids.cases.dated);
      await meetConditions({ gateway, send, caseOf: key, today });
      areMet = true;
    },
    invented: (root, reader) => {
      switch (root) {
        case 'Query.explainAccess':
          return [aliasFor(reader, 'case', randomUUID()), 'no-such-id'];
        case 'Query.case':
        case 'Query.notice':
          return [aliasFor(reader, root.slice('Query.'.length), randomUUID()), 'no-such-id'];
        case 'Query.cases':
          return [newReceiptNumber(randomBytes)];
        case 'Query.enforcementRecord':
          return ['U-99999-26'];
        default:
          return [];
      }
    },
    targets: (root, reader) => {
      switch (root) {
        case 'Query.case':
        case 'Query.explainAccess':
          return CASE_NAMES.map((name) => ({
            name,
            key: aliasFor(reader, 'case', ids.cases[name]),
            facts: factsOf(name, reader),
          }));
        case 'Query.notice':
          return ids.notices.map(({ id, caseName }, index) => ({
            name: `${caseName}, notice ${index + 1}`,
            key: aliasFor(reader, 'notice', id),
            facts:
              // Of the notices that Kronofogden may know of, the superseded one is not invoked.
              reader === 'oversight-kronofogden' ||
              (reader === 'kronofogden' && id === ids.superseded) ||
              hasHandedOn(caseName, reader)
                ? null
                : factsOf(caseName, reader),
          }));
        case 'Query.enforcementRecord':
          return CASE_NAMES.filter((name) => name !== 'noticed' && name !== 'rerouted').map(
            (name) => ({
              name,
              key: caseNumberOf(name),
              facts:
                name === 'summary' && !['landlord-bostaden', 'kronofogden'].includes(reader)
                  ? null
                  : factsOf(name, reader),
            }),
          );
        case 'Query.cases':
          return CASE_NAMES.flatMap((name) => {
            const key = receipts[name];
            // A receipt number finds only what its reader may know of the notice itself.
            const facts = hasHandedOn(name, reader) ? null : factsOf(name, reader);
            return key === undefined ? [] : [{ name, key, facts }];
          });
        case 'Query.disclosurePolicy':
        case 'Query.disclosureLog':
        case 'Query.standingDecisions':
          return [{ name: 'anybody', key: null, facts: NEITHER }];
        case 'Query.accessReview':
          return [{ name: 'today', key: today, facts: NEITHER }];
        case 'Query.deadlines':
          return [{ name: 'rent due today', key: today, facts: NEITHER }];
        case 'Query.collaborationMeeting':
          // The months in which the times of the dated case and of the applied one lie.
          return monthsOf(today).map((key) => ({
            name: `the meeting with Farsta in ${key}`,
            key,
            facts: AT_THE_MEETING[reader] ?? null,
          }));
        case 'Query.evictionStatistics':
          return [{ name: 'a closed year', key: COUNTED_YEAR, facts: NEITHER }];
        case 'Query.subjectAccessReport':
          return [{ name: 'the tenant', key: richTenantNumber(numbers.dated), facts: NEITHER }];
        case 'Query.viewer':
        case 'Query.socialBoards':
          return [{ name: 'anybody', key: '0180', facts: NEITHER }];
        default:
          return mutations
            .filter(
              ({ client, operation }) => client === reader && root === `Mutation.${operation}`,
            )
            .filter(({ caseName }) => SENT_AGAIN.includes(caseName))
            .map(({ caseName, input }, index) => ({
              name: `${caseName}, call ${index + 1}`,
              key: input,
              facts: factsOf(caseName, reader),
            }));
      }
    },
  };
}

type Send = <T>(
  client: ReaderId,
  operation: string,
  input: { idempotencyKey: string },
  caseName: CaseName,
  selection: string,
) => Promise<T>;

/** A board takes a case on and finds that it belongs to another one. */
async function rerouteByBoard(gateway: TestGateway, send: Send, caseId: string): Promise<void> {
  const aliases = new Aliases(Buffer.from(gateway.settings.aliasKey, 'base64'));
  const steps: readonly (readonly [string, object])[] = [
    ['openSocialCase', { caseworker: { id: 'cw-1', name: 'Handa Läggarsson' } }],
    ['rerouteCase', { board: 'skarpnack', reason: 'Bostaden ligger i ett annat område.' }],
  ];
  for (const [index, [operation, values]] of steps.entries())
    await send(
      'board-farsta',
      operation,
      {
        idempotencyKey: `matrix-${operation}-rerouted`,
        caseId: aliases.alias('case', 'farsta', caseId),
        expectedVersion: index + 1,
        ...values,
      } as { idempotencyKey: string },
      'rerouted',
      CASE,
    );
}

async function recordByBoard(
  gateway: TestGateway,
  send: <T>(
    client: ReaderId,
    operation: string,
    input: { idempotencyKey: string },
    caseName: CaseName,
    selection: string,
  ) => Promise<T>,
  caseId: string,
  today: string,
): Promise<void> {
  const aliases = new Aliases(Buffer.from(gateway.settings.aliasKey, 'base64'));
  const alias = aliases.alias('case', 'farsta', caseId);
  let { version } = (
    await gateway.data<{ case: { version: number } }>(
      'board-farsta',
      'query ($id: ID!) { case(id: $id) { version } }',
      { id: alias },
    )
  ).case;
  const changes: readonly (readonly [string, object])[] = [
    [
      'openSocialCase',
      {
        caseworker: {
          id: 'cw-1',
          name: 'Handa Läggarsson',
          phone: '070-174 06 05',
          email: 'handa@example.se',
        },
        journalReference: 'J-1',
      },
    ],
    ['recordHousehold', { adults: 1, children: 2, elderly: false }],
    [
      'recordContact',
      { at: `${addDays(today, -1)}T09:00:00Z`, channel: 'PHONE', result: 'REACHED' },
    ],
    ['recordAssessment', { pattern: 'ONE_OFF', cause: 'INCOME_LOSS', assessedOn: today }],
    ['proposePaymentPlan', { instalments: [{ dueOn: addDays(today, 30), amount: '500.00' }] }],
    ['recordFinancialAid', { status: 'GRANTED', amount: '4000.00', decidedOn: today }],
    ...OF_THE_DAY,
    ['issueRentUndertaking', {}],
    ['recordOutcome', { kind: 'PAYMENT_PLAN', decidedOn: today }],
  ];
  for (const [operation, values] of changes) {
    const answer = await send<{ case: { version: number } }>(
      'board-farsta',
      operation,
      {
        idempotencyKey: `matrix-${operation}`,
        caseId: alias,
        expectedVersion: version,
        ...values,
      } as { idempotencyKey: string },
      'dated',
      CASE,
    );
    version = answer.case.version;
  }
}

function caseNumberOf(name: CaseName): string {
  return `U-10${CASE_NAMES.indexOf(name)}-26`;
}

/** The organisation whose data a demo client reads. */
export function organisationOf(clientId: ReaderId): string {
  return clientOf(clientId).organisation;
}

/** The ids behind the readers' aliases, which nobody but the store knows. */
async function storedIds(
  { database }: TestGateway,
  notices: readonly { caseName: CaseName; receiptNumber: string }[],
) {
  const client = new Client({ connectionString: database.superuserUrl });
  await client.connect();
  try {
    const stored = await client.query<{
      id: string;
      case_id: string;
      receipt_number: string;
      superseded: boolean;
    }>(
      `SELECT id, case_id, receipt_number, superseded_by IS NOT NULL AS superseded FROM landlord.notice`,
    );
    const records = await client.query<{ case_number: string; case_id: string }>(
      'SELECT case_number, case_id FROM enforcement.record',
    );
    const refs: (NoticeRef & { caseId: string })[] = notices.map(({ caseName, receiptNumber }) => {
      const row = stored.rows.find((one) => one.receipt_number === receiptNumber);
      if (!row) throw new Error(`The notice of ${caseName} is not stored.`);
      return { id: row.id, caseId: row.case_id, receiptNumber, caseName };
    });
    const cases = Object.fromEntries(
      CASE_NAMES.map((name) => {
        const ids = new Set([
          ...refs.flatMap(({ caseName, caseId }) => (caseName === name ? caseId : [])),
          ...records.rows.flatMap((row) =>
            row.case_number === caseNumberOf(name) ? row.case_id : [],
          ),
        ]);
        const [only, ...others] = ids;
        if (only === undefined || others.length > 0)
          throw new Error(`${name} is ${ids.size} cases instead of one.`);
        return [name, only];
      }),
    ) as Record<CaseName, string>;
    const superseded = stored.rows.find((row) => row.superseded)?.id;
    return { notices: refs, cases, superseded };
  } finally {
    await client.end();
  }
}

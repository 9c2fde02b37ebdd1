import { civilDay } from '../../src/shared';
import { numberFrom } from '../support/disclosure/world-lab';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';
import { arrearsInput, recordInput, tenancy } from '../support/many-tenancies';

/** Longer by `BURST_SECONDS=60`. */
const SECONDS = numberFrom('BURST_SECONDS') ?? 8;
const CALLERS = 50;
/** So few connections that callers of all agencies follow each other on each of them. */
const CONNECTIONS = { reads: 3, writes: 2 };

const LANDLORDS = ['landlord-bostaden', 'landlord-hyrbo'] as const;
const BOARDS = {
  farsta: { municipality: '0180', district: 'farsta' },
  skarpnack: { municipality: '0180', district: 'skarpnack' },
  '0380': { municipality: '0380', district: null },
} as const;
const ORGANISATION: Readonly<Record<string, string>> = {
  'landlord-bostaden': '559900-0014',
  'landlord-hyrbo': '559900-0022',
};

/** Who may meet a name that says by whom it was submitted, to which board, and whether Kronofogden was told. */
const MAY_MEET: Readonly<Record<string, (canary: Canary) => boolean>> = {
  'landlord-bostaden': ({ landlord }) => landlord === 'landlord-bostaden',
  'landlord-hyrbo': ({ landlord }) => landlord === 'landlord-hyrbo',
  'board-farsta': ({ board }) => board === 'farsta',
  'board-skarpnack': ({ board }) => board === 'skarpnack',
  'board-uppsala': ({ board }) => board === '0380',
  kronofogden: ({ isPushed }) => isPushed,
  'oversight-farsta': () => false,
  'oversight-kronofogden': () => false,
};

interface Canary {
  readonly landlord: string;
  readonly board: string;
  readonly isPushed: boolean;
}

const LETTERS = ['Alfa', 'Beta', 'Gamma', 'Delta'] as const;
const CANARY = /Kanarie (\w+) (\w+) (Ja|Nej)/g;
const BOARD_WORDS: Readonly<Record<string, string>> = {
  farsta: 'Farsta',
  skarpnack: 'Skarpnack',
  '0380': 'Uppsala',
};

function canaryName({ landlord, board, isPushed }: Canary): string {
  return `Kanarie ${landlord.slice('landlord-'.length)} ${BOARD_WORDS[board] ?? ''} ${isPushed ? 'Ja' : 'Nej'}`;
}

function canariesIn(text: string): readonly Canary[] {
  return [...text.matchAll(CANARY)].map(([, landlord = '', word = '', pushed]) => ({
    landlord: `landlord-${landlord}`,
    board: Object.entries(BOARD_WORDS).find(([, one]) => one === word)?.[0] ?? word,
    isPushed: pushed === 'Ja',
  }));
}

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway({ connections: CONNECTIONS });
  const today = civilDay(new Date());
  let number = 0;
  for (const landlord of LANDLORDS) {
    for (const [board, where] of Object.entries(BOARDS)) {
      for (const [index] of LETTERS.entries()) {
        number += 1;
        const isPushed = index % 2 === 0;
        const name = canaryName({ landlord, board, isPushed });
        const { tenant, dwelling } = tenancy(number);
        const marked = {
          tenant: { ...tenant, name },
          dwelling: { ...dwelling, ...where } as typeof dwelling,
        };
        await gateway.data(
          landlord,
          'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }',
          { input: arrearsInput(marked, { key: `burst-${number}`, landlord: name, today }) },
        );
        if (!isPushed) continue;
        const record = recordInput(marked, {
          caseNumber: `U-${number}-26`,
          applicant: ORGANISATION[landlord] ?? '',
          today,
        });
        await gateway.data(
          'kronofogden',
          'mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) { results { outcome } } }',
          { input: { idempotencyKey: `burst-push-${number}`, records: [record] } },
        );
      }
    }
  }
}, 60_000);

afterAll(() => gateway.stop());

const NAMES =
  'tenants { name } notices { landlord { name } tenants { name } } enforcement { defendants { name } }';
const QUERIES = [
  `{ cases(scope: ALL, first: 20) { totalCount edges { node { ${NAMES} } } } }`,
  `{ cases(scope: ALL, first: 5, orderBy: EVICTION_DATE) { edges { cursor node { ${NAMES} } } } }`,
  '{ cases(search: { tenantName: "Kanarie bostaden Farsta Ja" }) { totalCount edges { node { tenants { name } } } } }',
  ...[1, 9, 17].map(
    (one) =>
      `{ enforcementRecord(caseNumber: "U-${one}-26") { defendants { name } case { ${NAMES} } } }`,
  ),
];

it(
  `lets no foreign canary out to any of ${CALLERS} callers in ${SECONDS} s over ${CONNECTIONS.reads} connections`,
  async () => {
    const readers = Object.keys(MAY_MEET);
    const tokens = new Map(
      await Promise.all(readers.map(async (one) => [one, await gateway.token(one)] as const)),
    );
    const met = new Map(readers.map((one) => [one, 0]));
    const foreign: string[] = [];
    let answers = 0;
    let given = 0;
    const until = performance.now() + SECONDS * 1_000;
    const caller = async (index: number): Promise<void> => {
      for (let turn = 0; performance.now() < until; turn += 1) {
        const reader = readers[(index + turn) % readers.length] ?? '';
        const query = QUERIES[(index * 7 + turn) % QUERIES.length];
        // Some give up in the middle, so that connections break off at every stage of their work.
        const givesUp = (index + turn) % 11 === 0;
        try {
          const response = await fetch(gateway.url, {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              authorization: `Bearer ${tokens.get(reader) ?? ''}`,
            },
            body: JSON.stringify({ query }),
            signal: givesUp ? AbortSignal.timeout(turn % 12) : null,
          });
          const text = await response.text();
          answers += 1;
          const canaries = canariesIn(text);
          met.set(reader, (met.get(reader) ?? 0) + canaries.length);
          if (!canaries.every((one) => MAY_MEET[reader]?.(one))) foreign.push(`${reader}: ${text}`);
        } catch (error) {
          if (!givesUp) throw error;
          given += 1;
        }
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(index)));

    expect(foreign).toEqual([]);
    expect(answers).toBeGreaterThan(SECONDS * 20);
    expect(given).toBeGreaterThan(0);
    // A canary that nobody ever meets would prove nothing.
    const silent = readers.filter((one) => met.get(one) === 0);
    expect(silent).toEqual(['oversight-farsta', 'oversight-kronofogden']);
  },
  (SECONDS + 60) * 1_000,
);

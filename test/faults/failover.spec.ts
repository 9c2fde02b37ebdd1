import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { LogVerdict, SavedCheckpoint } from '../../src/disclosure-log';
import { readLog, verifyLog } from '../../src/disclosure-log';
import { SignatureVerifier, SigningKeys } from '../../src/persistence';
import { addDays, civilDay } from '../../src/shared';
import type { Answer } from '../support/gateway';
import { arrearsInput, tenancy } from '../support/many-tenancies';
import { startMovedAddress } from './moved-address';
import type { MovedAddress } from './moved-address';

const LANDLORD = 'landlord-bostaden';
const BOARD = 'board-farsta';
const SUBMIT =
  'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber } } }';
const OF_LANDLORD = '{ cases { edges { node { socialServices { caseworker { name } } } } } }';
const OF_BOARD =
  '{ cases { edges { node { id version tenants { id } socialServices { consents { id } } } } } }';

const today = civilDay(new Date());
let moved: MovedAddress;
beforeAll(async () => {
  moved = await startMovedAddress();
}, 90_000);
afterAll(() => moved.stop());

const submit = (number: number): Promise<Answer> =>
  moved.gateway.send(LANDLORD, SUBMIT, {
    input: arrearsInput(tenancy(number), {
      key: `failover-${number}`,
      landlord: 'Exempelbostaden AB',
      today,
    }),
  });
const read = (): Promise<Answer> => moved.gateway.send(LANDLORD, OF_LANDLORD);
const codeOf = ({ body }: Answer): unknown => body.errors?.[0]?.extensions.code ?? null;

interface OfBoard {
  readonly id: string;
  readonly version: number;
  readonly tenants: readonly { readonly id: string }[];
  readonly socialServices: { readonly consents: readonly { readonly id: string }[] } | null;
}

/** The board's only case. */
const ofBoard = async (): Promise<OfBoard> => {
  const { cases } = await moved.gateway.data<{ cases: { edges: { node: OfBoard }[] } }>(
    BOARD,
    OF_BOARD,
  );
  const [edge] = cases.edges;
  if (!edge) throw new Error('The board has no case.');
  return edge.node;
};

/** One mutation of the board on its case, as it stands. */
const act = async (operation: string, input: (of: OfBoard) => object): Promise<void> => {
  const type = `${operation.charAt(0).toUpperCase()}${operation.slice(1)}Input`;
  const of = await ofBoard();
  await moved.gateway.data(
    BOARD,
    `mutation ($input: ${type}!) { ${operation}(input: $input) { case { version } } }`,
    {
      input: {
        idempotencyKey: operation,
        caseId: of.id,
        expectedVersion: of.version,
        ...input(of),
      },
    },
  );
};

const told = (name: string | null): object => ({
  cases: { edges: [{ node: { socialServices: { caseworker: name === null ? null : { name } } } }] },
});

describe('an address that leads to a standby for a while', () => {
  const ready = async (): Promise<unknown> => {
    const response = await fetch(`${new URL(moved.gateway.url).origin}/health/ready`);
    return ((await response.json()) as { checks: { database: boolean } }).checks.database;
  };

  beforeAll(async () => {
    expect(codeOf(await submit(1))).toBeNull();
    await act('openSocialCase', () => ({
      caseworker: { id: 'cw-7', name: 'Handa Läggarsson', phone: '08-508 18 000' },
    }));
    await act('recordConsent', ({ tenants }) => ({
      tenantId: tenants[0]?.id,
      fieldGroup: 'CASEWORKER_CONTACT',
      recipient: 'LANDLORD',
      purpose: 'LANDLORD_DUTY',
      validFrom: today,
      validTo: addDays(today, 30),
      evidence: 'Skriftligt samtycke.',
    }));
  }, 60_000);

  it('opens no right there that the primary has withdrawn, and is left as soon as it leads back', async () => {
    expect((await read()).body.data).toEqual(told('Handa Läggarsson'));
    await moved.caughtUp();
    await moved.standby.sql('SELECT pg_wal_replay_pause()');
    await act('revokeConsent', ({ socialServices }) => ({
      consentId: socialServices?.consents[0]?.id,
    }));
    moved.leadTo('standby');
    // The log can still be written: only reads are led astray.
    await moved.primary.sql(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'kvarbo-reads'`,
    );
    const astray = await read();
    const wasReady = await ready();
    moved.leadTo('primary');
    const back = await read();
    await moved.standby.sql('SELECT pg_wal_replay_resume()');
    expect([codeOf(astray), astray.body.data]).toEqual(['UNAVAILABLE', null]);
    expect(wasReady).toBe(false);
    expect(back.body.data).toEqual(told(null));
  }, 60_000);
});

describe('a standby that takes over from a primary that died under load', () => {
  /** Receipts that were acknowledged, by number of the tenancy. */
  const receipts = new Map<number, string>();
  let acknowledgedBefore: readonly number[];
  let readsAnswered = 0;
  let saved: SavedCheckpoint | null;

  const verdictOf = async (url: string): Promise<LogVerdict> => {
    const store = new Client({ connectionString: url });
    await store.connect();
    const keys = new SigningKeys(moved.gateway.settings.signingKeys).publicKeys();
    const verifier = new SignatureVerifier(keys);
    const before = saved ? [saved] : [];
    const verdict = await verifyLog(readLog(store), { verifier, saved: before, actors: null });
    await store.end();
    return verdict;
  };
  /** As a client does: with the same key until it is acknowledged. */
  const acknowledged = async (number: number): Promise<string> => {
    for (;;) {
      const answer = await submit(number);
      const code = codeOf(answer);
      if (code === null) {
        const { notice } = answer.body.data?.submitNotice as { notice: { receiptNumber: string } };
        return notice.receiptNumber;
      }
      expect(['UNAVAILABLE', 'LOG_UNAVAILABLE']).toContain(code);
      await pause(50);
    }
  };

  beforeAll(async () => {
    saved = null;
    saved = (await verdictOf(moved.primary.superuserUrl)).newest;
    let isOver = false;
    const write = async (first: number): Promise<void> => {
      for (let number = first; !isOver; number += 3)
        receipts.set(number, await acknowledged(number));
    };
    const watch = async (): Promise<void> => {
      while (!isOver) {
        const { body } = await moved.gateway.send(LANDLORD, `query Watch ${OF_LANDLORD}`);
        if (body.data) readsAnswered += 1;
        else await pause(50);
      }
    };
    const work = [write(100), write(101), write(102), watch()];
    while (receipts.size < 12 || readsAnswered < 12) await pause(20);
    await moved.killPrimary();
    acknowledgedBefore = [...receipts.keys()];
    await moved.promote();
    await pause(1_500);
    isOver = true;
    await Promise.all(work);
  }, 60_000);

  it('has every write that was acknowledged, and answers its repetition as before', async () => {
    const repeated = new Map<number, string>();
    for (const number of acknowledgedBefore) repeated.set(number, await acknowledged(number));
    expect([...repeated]).toEqual(
      acknowledgedBefore.map((number) => [number, receipts.get(number)]),
    );
  }, 60_000);

  it('takes new ones, and has none twice', async () => {
    expect(receipts.size).toBeGreaterThan(acknowledgedBefore.length);
    const [row] = await moved.standby.sql('SELECT count(*)::int AS count FROM landlord.notice');
    // One is of before.
    expect(row?.count).toBe(receipts.size + 1);
  });

  it('has a log that is whole over both, and goes on from what was saved of it before', async () => {
    expect(saved).not.toBeNull();
    const { faults, counts } = await verdictOf(moved.standby.superuserUrl);
    expect(faults).toEqual([]);
    expect(counts.chains).toBeGreaterThan(1);
    const [row] = await moved.standby.sql(
      `SELECT count(*)::int AS count FROM log.entry e JOIN log.shape s ON s.id = e.shape
       WHERE s.content::json->'operation'->>'name' = 'Watch'`,
    );
    expect(row?.count).toBeGreaterThanOrEqual(readsAnswered);
  });
});

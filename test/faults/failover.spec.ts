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

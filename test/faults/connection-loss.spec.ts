import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IdentityProvider } from '../../src/development/identity-provider';
import { civilDay } from '../../src/shared';
import { post, startTestGateway } from '../support/gateway';
import type { Answer, TestGateway } from '../support/gateway';
import { arrearsInput, tenancy } from '../support/many-tenancies';
import { startOwnCluster } from '../support/own-cluster';
import type { OwnCluster } from '../support/own-cluster';

const SUBMIT =
  'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { receiptNumber } } }';
const READ = '{ cases { totalCount edges { node { tenants { name } } } } }';

let cluster: OwnCluster;
let identity: IdentityProvider;
let gateway: TestGateway;
let superuser: Client;

beforeAll(async () => {
  cluster = await startOwnCluster();
  identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  gateway = await startTestGateway({ over: { database: cluster, identity } });
  superuser = await connected();
}, 60_000);
afterAll(async () => {
  await superuser.end();
  await gateway.stop();
  await identity.stop();
  await cluster.stop();
});

async function connected(): Promise<Client> {
  const client = new Client({ connectionString: cluster.superuserUrl });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

const submit = (number: number): Promise<Answer> =>
  gateway.send('landlord-bostaden', SUBMIT, {
    input: arrearsInput(tenancy(number), {
      key: `loss-${number}`,
      landlord: 'Exempelbostaden AB',
      today: civilDay(new Date()),
    }),
  });
const read = (): Promise<Answer> => gateway.send('landlord-bostaden', READ);
const codeOf = ({ body }: Answer): unknown => body.errors?.[0]?.extensions.code ?? null;

const countOf = async (sql: string): Promise<number> => {
  const { rows } = await superuser.query<{ count: number }>(`SELECT count(*)::int FROM ${sql}`);
  return rows[0]?.count ?? 0;
};

/** Waits until a connection of that name is stopped by something, and ends it. */
async function terminate(name: string, waitsFor: 'Lock' | 'Timeout'): Promise<void> {
  for (;;) {
    const { rowCount } = await superuser.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = $1 AND wait_event_type = $2`,
      [name, waitsFor],
    );
    if (rowCount !== 0) return;
    await pause(5);
  }
}

/** Does something while nobody else can reach a table. */
async function whileLocked(table: string, work: () => Promise<void>): Promise<void> {
  const locker = await connected();
  await locker.query('BEGIN');
  await locker.query(`LOCK TABLE ${table}`);
  await work();
  await locker.query('ROLLBACK');
  await locker.end();
}

const entries = (): Promise<number> => countOf('log.entry');

describe('a connection that breaks', () => {
  beforeAll(async () => {
    expect(codeOf(await submit(1))).toBeNull();
  });

  it('in the middle of a read lets it be read once more, with one entry of the log', async () => {
    const before = await entries();
    let answer: Promise<Answer> | null = null;
    await whileLocked('cases.share', async () => {
      answer = read();
      await terminate('kvarbo-reads', 'Lock');
    });
    const { body } = await (answer as unknown as Promise<Answer>);
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({ cases: { totalCount: 1 } });
    expect(await entries()).toBe(before + 1);
  });

  it('twice in a row under one read refuses it', async () => {
    let answer: Promise<Answer> | null = null;
    await whileLocked('cases.share', async () => {
      answer = read();
      await terminate('kvarbo-reads', 'Lock');
      await terminate('kvarbo-reads', 'Lock');
    });
    expect(codeOf(await (answer as unknown as Promise<Answer>))).toBe('UNAVAILABLE');
    expect(codeOf(await read())).toBeNull();
  });

  it('before the commit of a write lets it be done once more', async () => {
    let answer: Promise<Answer> | null = null;
    await whileLocked('landlord.notice', async () => {
      answer = submit(2);
      await terminate('kvarbo-writes', 'Lock');
    });
    expect(codeOf(await (answer as unknown as Promise<Answer>))).toBeNull();
    expect(await countOf('landlord.notice')).toBe(2);
  });

  it('during the commit of a write leaves it to the client, whose key tells what became of it', async () => {
    await cluster.sql(
      `CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(5); RETURN NULL; END'`,
      `CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON landlord.notice DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION public.slow()`,
    );
    const answer = submit(3);
    await terminate('kvarbo-writes', 'Timeout');
    expect(codeOf(await answer)).toBe('UNAVAILABLE');
    expect(await countOf('landlord.notice')).toBe(2);
    await cluster.sql('DROP TRIGGER slow ON landlord.notice', 'DROP FUNCTION public.slow()');
    expect(codeOf(await submit(3))).toBeNull();
    expect(codeOf(await submit(3))).toBeNull();
    expect(await countOf('landlord.notice')).toBe(3);
  });
});

describe('a server that is a standby for a while', () => {
  it('is not written to, and nobody is told that the service is broken', async () => {
    const writers = `pg_stat_activity WHERE application_name = 'kvarbo-writes'`;
    await superuser.query('ALTER ROLE kvarbo_service SET default_transaction_read_only = on');
    // Those that are open already keep their setting.
    await superuser.query(`SELECT pg_terminate_backend(pid) FROM ${writers}`);
    try {
      expect(codeOf(await submit(4))).toBe('UNAVAILABLE');
      // A backend ends a moment after its connection.
      const patience = Date.now() + 5_000;
      while ((await countOf(writers)) > 0 && Date.now() < patience) await pause(20);
      expect(await countOf(writers)).toBe(0);
    } finally {
      await superuser.query('ALTER ROLE kvarbo_service RESET default_transaction_read_only');
    }
    expect(codeOf(await submit(4))).toBeNull();
  });
});

describe('a PostgreSQL that starts anew under load', () => {
  it('is noticed by readiness, loses no write and needs no restart of the service', async () => {
    const ready = `${new URL(gateway.url).origin}/health/ready`;
    const statuses: number[] = [];
    let isOver = false;
    const told: number[] = [];
    const write = async (first: number): Promise<void> => {
      for (let number = first; !isOver; number += 4) {
        // As a client does, until it is acknowledged.
        while (codeOf(await submit(number)) !== null) await pause(50);
        told.push(number);
      }
    };
    const watch = async (): Promise<void> => {
      while (!isOver) {
        statuses.push((await fetch(ready)).status);
        await pause(50);
      }
    };
    const before = await countOf('landlord.notice');
    const work = [write(100), write(101), write(102), write(103), watch()];
    await pause(1_000);
    await cluster.halt();
    await pause(1_500);
    await cluster.resume();
    await pause(1_500);
    isOver = true;
    await Promise.all(work);
    superuser = await connected();
    expect(statuses.filter((status, index) => status !== statuses[index - 1])).toEqual([
      200, 503, 200,
    ]);
    expect(await countOf('landlord.notice')).toBe(before + told.length);
    const token = await gateway.token('landlord-bostaden');
    expect((await post(gateway.url, token, { query: READ })).status).toBe(200);
  }, 60_000);
});

import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { readLog, SignedCheckpoints, verifyLog } from '../../src/disclosure-log';
import type { ChainHead } from '../../src/disclosure-log';
import { readCheckpoint } from '../../src/disclosure-log/checkpoint-format';
import { newSigningKey, SignatureVerifier, SigningKeys } from '../../src/persistence';
import { systemClock } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { aLog } from './a-log';
import { aRequest } from './some-disclosures';

const signing = new SigningKeys([newSigningKey('log-1')]);

let database: TestDatabase;
let superuser: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
});
afterEach(() =>
  superuser.query('TRUNCATE log.entry, log.chain, log.shape, log.actor, log.checkpoint'),
);
afterAll(async () => {
  await superuser.end();
  await database.drop();
});

const told: string[] = [];
beforeEach(() => {
  told.length = 0;
});

function checkpoints(url = database.serviceUrl): SignedCheckpoints {
  const log = {
    info: (message: string) => void told.push(message),
    error: (_: unknown, message: string) => void told.push(message),
  };
  return new SignedCheckpoints({ url, signing, clock: systemClock, log });
}

function aHead(sequence: number, instance: string = randomUUID()): ChainHead {
  return { instance, sequence, hash: randomBytes(32) };
}

interface Stored {
  readonly number: number;
  readonly instance: string;
  readonly sequence: number;
  readonly jws: string;
}

async function stored(): Promise<Stored[]> {
  const { rows } = await superuser.query<Stored>(
    'SELECT number::int, instance, sequence::int, jws FROM log.checkpoint ORDER BY checkpoint.number',
  );
  return rows;
}

describe('signed checkpoints', () => {
  it('sign the newest sheet of a chain, once, and at the end what came since', async () => {
    const one = checkpoints();
    const instance = randomUUID();
    one.note(aHead(1, instance));
    await pause(300);
    for (const sequence of [2, 3, 4]) one.note(aHead(sequence, instance));
    expect((await stored()).map(({ sequence }) => sequence)).toEqual([1]);
    await one.stop();
    expect((await stored()).map(({ sequence }) => sequence)).toEqual([1, 4]);
  });

  it('are made at most once a second, and none when nothing is new', async () => {
    const one = checkpoints();
    const instance = randomUUID();
    const until = Date.now() + 2_300;
    let sequence = 0;
    while (Date.now() < until) {
      one.note(aHead((sequence += 1), instance));
      await pause(20);
    }
    const made = await stored();
    expect(made.length).toBeGreaterThanOrEqual(2);
    expect(made.length).toBeLessThanOrEqual(3);
    await one.stop();
    const all = await stored();
    expect(all.at(-1)?.sequence).toBe(sequence);
    await one.stop();
    expect(await stored()).toHaveLength(all.length);
  });

  it('say what they sign, and nothing else', async () => {
    const one = checkpoints();
    const head = aHead(7);
    one.note(head);
    await one.stop();
    const [made] = await stored();
    const verifier = new SignatureVerifier(signing.publicKeys());
    const payload = await verifier.verify(made?.jws ?? '', 'kvarbo-log-checkpoint+jws');
    expect(readCheckpoint(payload)).toEqual(payload);
    expect(payload).toEqual({
      number: 1,
      at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      previous: null,
      kind: 'head',
      instance: head.instance,
      sequence: 7,
      hash: head.hash.toString('hex'),
    });
  });

  it('form one chain over instances that write at the same time', async () => {
    const parts = [0, 1, 2, 3].map(() => {
      const own = checkpoints();
      return aLog(database.serviceUrl, { checkpoints: own });
    });
    const until = Date.now() + 2_500;
    await Promise.all(
      parts.map(async ({ log }) => {
        while (Date.now() < until) {
          await log.record(aRequest(2));
          await pause(30);
        }
        await log.stop();
      }),
    );
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    const verifier = new SignatureVerifier(signing.publicKeys());
    const verdict = await verifyLog(readLog(client), { verifier, saved: [], actors: null });
    await client.end();
    expect(verdict.faults).toEqual([]);
    expect(verdict.counts).toMatchObject({ chains: 4, unsigned: 0 });
    expect(verdict.counts.checkpoints).toBeGreaterThanOrEqual(12);
    expect(told).toEqual([]);
  });

  it('keep what they could not sign, tell it once, and sign it later', async () => {
    await superuser.query('REVOKE INSERT ON log.checkpoint FROM kvarbo_log_keeper');
    const one = checkpoints();
    const instance = randomUUID();
    try {
      one.note(aHead(1, instance));
      await pause(1_300);
      one.note(aHead(2, instance));
      // An attempt for the first that is under way is not to succeed after all.
      await pause(1_500);
      expect(told).toEqual(['the disclosure log cannot be signed']);
    } finally {
      await superuser.query('GRANT INSERT ON log.checkpoint TO kvarbo_log_keeper');
    }
    await pause(1_500);
    expect((await stored()).map(({ sequence }) => sequence)).toEqual([2]);
    expect(told).toEqual([
      'the disclosure log cannot be signed',
      'the disclosure log is signed again',
    ]);
    await one.stop();
  });

  it('never go back behind what is signed', async () => {
    const instance = randomUUID();
    const one = checkpoints();
    one.note(aHead(5, instance));
    await one.stop();
    const late = checkpoints();
    late.note(aHead(4, instance));
    await late.stop();
    expect((await stored()).map(({ sequence }) => sequence)).toEqual([5]);
    expect(told).toEqual([]);
  });

  it('survive that their connection is ended', async () => {
    const one = checkpoints();
    const instance = randomUUID();
    one.note(aHead(1, instance));
    await pause(300);
    await superuser.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'kvarbo-checkpoints' AND datname = current_database()`,
    );
    await pause(100);
    one.note(aHead(2, instance));
    await pause(2_500);
    expect((await stored()).map(({ sequence }) => sequence)).toEqual([1, 2]);
    await one.stop();
  });

  it('come to an end when the store hangs or is gone', async () => {
    const gone = checkpoints('postgres://kvarbo_service:x@127.0.0.1:1/none');
    gone.note(aHead(1));
    await gone.stop();
    expect(told).toEqual(['the disclosure log cannot be signed']);

    const blocked = checkpoints();
    await superuser.query('BEGIN; LOCK TABLE log.checkpoint');
    const startedAt = Date.now();
    try {
      blocked.note(aHead(1));
      await blocked.stop();
    } finally {
      await superuser.query('ROLLBACK');
    }
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(await stored()).toEqual([]);
  });

  it('are made by a role that may neither change nor remove one', async () => {
    const one = checkpoints();
    one.note(aHead(1));
    await one.stop();
    const client = new Client({ connectionString: database.serviceUrl });
    await client.connect();
    await client.query('SET ROLE kvarbo_log_keeper');
    for (const statement of [
      'UPDATE log.checkpoint SET number = 2',
      'DELETE FROM log.checkpoint',
      'TRUNCATE log.checkpoint',
      'SELECT FROM log.entry',
    ]) {
      await expect(client.query(statement)).rejects.toThrow('permission denied');
    }
    await client.end();
  });
});

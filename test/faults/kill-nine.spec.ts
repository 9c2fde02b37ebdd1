import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { demoClients } from '../../src/development/demo-clients';
import { requestDemoToken } from '../../src/development/demo-token';
import { freePort } from '../../src/development/free-port';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IdentityProvider } from '../../src/development/identity-provider';
import { civilDay } from '../../src/shared';
import { createTestDatabase } from '../support/database';
import type { TestDatabase } from '../support/database';
import { testSettings } from '../support/gateway';
import { compileService, startGatewayProcess } from '../support/gateway-process';
import type { GatewayProcess, GatewayProcessOptions } from '../support/gateway-process';
import { arrearsInput, recordInput, tenancy } from '../support/many-tenancies';
import { RetryingClient } from './retrying-client';
import type { Acknowledgement, Job } from './retrying-client';

const ROOT = path.resolve(__dirname, '../..');
const KILLS = 20;
const NOTICES = 200;
/** Records in each push: one as large as a push may be, and many that get done between two kills. */
const PUSHES = [2_000, ...Array.from({ length: 20 }, () => 25)];
const RECORDS = PUSHES.reduce((sum, size) => sum + size, 0);
const LANDLORD = 'landlord-bostaden';
const LANDLORD_NUMBER = '559900-0014';
const TODAY = civilDay(new Date());
/** Repeats the moments of a run when it is put in the place of the draw. */
const SEED = randomInt(2 ** 31);

const SUBMIT = `mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) {
  notice { id receiptNumber status warnings { code } tenants { id } case { id } } } }`;
const PUSH = `mutation ($input: PushEvictionRecordsInput!) { pushEvictionRecords(input: $input) {
  results { caseNumber outcome problems { code } case { id } } } }`;

interface Submitted extends Acknowledgement {
  readonly submitNotice: { readonly notice: { readonly receiptNumber: string } };
}
interface Pushed extends Acknowledgement {
  readonly pushEvictionRecords: {
    readonly results: readonly {
      readonly caseNumber: string;
      readonly outcome: string;
      readonly case: { readonly id: string } | null;
    }[];
  };
}

let database: TestDatabase;
let identity: IdentityProvider;
let program: string;
let gateway: GatewayProcess;
let store: Client;
let jobs: readonly Job[];
let client: RetryingClient;
/** Requests that a kill cut, and writes that were done without their sender being told. */
const hits = { notice: 0, push: 0, unanswered: 0 };

beforeAll(async () => {
  await mkdir(path.join(ROOT, '.kvarbo'), { recursive: true });
  program = await mkdtemp(path.join(ROOT, '.kvarbo', 'kill-nine-'));
  await compileService(ROOT, program);
  database = await createTestDatabase();
  store = new Client({ connectionString: database.superuserUrl });
  await store.connect();
  identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  const settings = testSettings(database, identity.url);
  const options = { program, settings, port: await freePort() };
  gateway = await startGatewayProcess(options);
  client = new RetryingClient(gateway.url);
  jobs = [...(await noticeJobs()), ...(await pushJobs())];
  await allToTheirEnd([
    client.sendAll(ofKind('notice'), 6),
    client.sendAll(ofKind('push'), 2),
    killRepeatedly(options),
  ]);
}, 300_000);

afterAll(async () => {
  await gateway.stop();
  await identity.stop();
  await store.end();
  await database.drop();
  await rm(program, { recursive: true, force: true });
});

describe('a gateway that is killed 20 times while it writes', () => {
  it('was killed in the middle of notices and of pushes', () => {
    expect(hits.notice).toBeGreaterThan(0);
    expect(hits.push).toBeGreaterThanOrEqual(KILLS / 2);
  });

  it('has every acknowledged notice once, under the receipt number that was told', async () => {
    const told = (acknowledgements('notice') as Submitted[]).map(
      ({ submitNotice }) => submitNotice.notice.receiptNumber,
    );
    const stored = await column('SELECT receipt_number FROM landlord.notice');
    expect(told).toHaveLength(NOTICES);
    expect(new Set(told).size).toBe(NOTICES);
    expect(stored.sort()).toEqual(told.sort());
  });

  it('has every acknowledged record once, in one version, and answered each as created', async () => {
    const told = (acknowledgements('push') as Pushed[]).flatMap(
      ({ pushEvictionRecords }) => pushEvictionRecords.results,
    );
    const caseNumbers = told.map(({ caseNumber }) => caseNumber).sort();
    expect(new Set(told.map(({ outcome }) => outcome))).toEqual(new Set(['CREATED']));
    expect(caseNumbers).toHaveLength(RECORDS);
    const records = await column('SELECT case_number FROM enforcement.record');
    const versions = await column('SELECT case_number FROM enforcement.record_version');
    expect(records.sort()).toEqual(caseNumbers);
    expect(versions.sort()).toEqual(caseNumbers);
  });

  it('has one case for each tenancy, and none that nothing belongs to', async () => {
    const belonging = await column(`
      SELECT case_id FROM landlord.notice UNION SELECT case_id FROM enforcement.record`);
    const cases = await column('SELECT id FROM cases."case"');
    expect(cases.sort()).toEqual(belonging.sort());
    expect(cases).toHaveLength(RECORDS);
    expect(await column('SELECT DISTINCT case_id FROM enforcement.record')).toHaveLength(RECORDS);
  });

  it('answers each write that is sent again as it was first acknowledged, and writes nothing', async () => {
    const before = await rowCounts();
    const again = new RetryingClient(gateway.url);
    for (const [job, first] of client.acknowledged) expect(await again.send(job)).toEqual(first);
    expect(await rowCounts()).toEqual(before);
  }, 120_000);
});

/** Of each five notices in a row the last two are about one tenancy, so that twins would arise if they could. */
async function noticeJobs(): Promise<Job[]> {
  const token = await tokenOf(LANDLORD);
  return Array.from({ length: NOTICES }, (_, index): Job => {
    const home = tenancy(index % 5 === 4 ? index - 1 : index);
    const facts = { key: `notice-${index}`, landlord: 'Exempelbostaden AB', today: TODAY };
    return {
      kind: 'notice',
      token,
      query: SUBMIT,
      variables: { input: arrearsInput(home, facts) },
    };
  });
}

/** Each push has a few records of tenancies about which there is, or will be, a notice. */
async function pushJobs(): Promise<Job[]> {
  const token = await tokenOf('kronofogden');
  return PUSHES.map((size, push): Job => {
    const first = PUSHES.slice(0, push).reduce((sum, before) => sum + before, 0);
    const numbers = Array.from({ length: size }, (_, index) => first + index);
    const records = numbers.map((number) =>
      recordInput(tenancy(number), {
        caseNumber: `U-${number + 1}-26`,
        applicant: LANDLORD_NUMBER,
        today: TODAY,
      }),
    );
    return {
      kind: 'push',
      token,
      query: PUSH,
      variables: { input: { idempotencyKey: `push-${push}`, records } },
    };
  });
}

/**
 * Kills and starts anew: half of the times within the first seconds of the push of 2 000 records, which can only be tried again,
 * then at random points of the rest, a random moment after that many writes are acknowledged.
 */
async function killRepeatedly(options: GatewayProcessOptions): Promise<void> {
  const random = randomNumbers(SEED);
  const after = Array.from({ length: KILLS / 2 }, () => Math.floor(random() * (jobs.length - 10)));
  const startedAt = Date.now();
  for (let early = 0; early < KILLS / 2; early += 1) {
    await pause(200 + random() * 1_500);
    await killOnce(options);
  }
  for (const count of after.sort((a, b) => a - b)) {
    while (client.acknowledged.size < count) {
      client.assertTrying();
      await pause(1);
    }
    await pause(random() * 60);
    await killOnce(options);
  }
  const facts = { seed: SEED, kills: KILLS, ...hits, milliseconds: Date.now() - startedAt };
  process.stderr.write(`kill -9: ${JSON.stringify(facts)}\n`);
}

async function killOnce(options: GatewayProcessOptions): Promise<void> {
  const { notice, push } = client.inFlight;
  if (notice > 0) hits.notice += 1;
  if (push > 0) hits.push += 1;
  await gateway.kill();
  const [written] = await column(`SELECT count(*) FROM cases.idempotency`);
  hits.unanswered += Number(written) - client.acknowledged.size;
  gateway = await startGatewayProcess(options);
}

/** The first failure ends the others too, and is thrown when all have ended, so that nothing is left running. */
async function allToTheirEnd(work: readonly Promise<void>[]): Promise<void> {
  const ends = work.map((one) =>
    one.catch((error: unknown) => {
      client.giveUp();
      throw error;
    }),
  );
  await Promise.allSettled(ends);
  await Promise.all(ends);
}

async function tokenOf(clientId: string): Promise<string> {
  const known = demoClients.find((one) => one.clientId === clientId);
  const [purpose] = known?.purposes ?? [];
  if (!known || !purpose) throw new Error(`There is no demo client ${clientId}.`);
  return requestDemoToken(identity.url, { client: known, purpose, principal: undefined });
}

function ofKind(kind: Job['kind']): readonly Job[] {
  return jobs.filter((job) => job.kind === kind);
}

function acknowledgements(kind: Job['kind']): Acknowledgement[] {
  return ofKind(kind).map((job) => client.acknowledged.get(job) ?? {});
}

async function column(sql: string): Promise<string[]> {
  const { rows } = await store.query<[string]>({ text: sql, rowMode: 'array' });
  return rows.map(([value]) => value);
}

/** In one row, since parts of a UNION come in any order. */
async function rowCounts(): Promise<string[]> {
  return column(`
    SELECT concat_ws(' ', (SELECT count(*) FROM cases."case"), (SELECT count(*) FROM cases.idempotency),
      (SELECT count(*) FROM cases.person), (SELECT count(*) FROM cases.term), (SELECT sum(version) FROM cases.share),
      (SELECT count(*) FROM landlord.notice), (SELECT count(*) FROM enforcement.record_version))`);
}

/** Numbers from 0 to 1 that follow from the seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

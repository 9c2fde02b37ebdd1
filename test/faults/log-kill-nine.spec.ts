import { randomBytes, randomInt } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { ExternalConfig } from '../../src/config';
import { demoClients } from '../../src/development/demo-clients';
import { requestDemoToken } from '../../src/development/demo-token';
import { startEmbeddedPostgres } from '../../src/development/embedded-postgres';
import type { EmbeddedPostgres } from '../../src/development/embedded-postgres';
import { freePort } from '../../src/development/free-port';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IdentityProvider } from '../../src/development/identity-provider';
import { prepareDatabase } from '../../src/development/prepare-database';
import { readLog, verifyLog } from '../../src/disclosure-log';
import { runMigrations, SigningKeys, SignatureVerifier } from '../../src/persistence';
import { civilDay } from '../../src/shared';
import { testSettings } from '../support/gateway';
import { compileService, startGatewayProcess } from '../support/gateway-process';
import type { GatewayProcess, GatewayProcessOptions } from '../support/gateway-process';
import { arrearsInput, tenancy } from '../support/many-tenancies';
import { post } from '../support/gateway';

const ROOT = path.resolve(__dirname, '../..');
const KILLS = 10;
const READERS = 6;
/** What each answer discloses, on one sheet. */
const CASES = 3;
const LANDLORD = 'landlord-bostaden';

let folder: string;
let program: string;
let postgres: EmbeddedPostgres;
let identity: IdentityProvider;
let gateway: GatewayProcess;
let settings: ExternalConfig;
let store: Client;
/** Names of the operations that were answered with data, and of those that were sent. */
const answered = new Set<string>();
const sent = new Set<string>();
let refused = 0;

beforeAll(async () => {
  await mkdir(path.join(ROOT, '.kvarbo'), { recursive: true });
  program = await mkdtemp(path.join(ROOT, '.kvarbo', 'log-kill-nine-'));
  await compileService(ROOT, program);
  folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-log-kill-'));
  // Its own cluster, whose commits outlive a kill, since it is killed too.
  postgres = await startPostgres(0);
  const { port } = postgres;
  const passwords = {
    servicePassword: randomBytes(16).toString('hex'),
    ownerPassword: randomBytes(16).toString('hex'),
  };
  const database = await prepareDatabase(postgres.superuserUrl, { database: 'log', ...passwords });
  await runMigrations(database.ownerUrl);
  identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  settings = testSettings(database, identity.url);
  const options = { program, settings, port: await freePort() };
  gateway = await startGatewayProcess(options);
  const token = await tokenOf(LANDLORD);
  for (let number = 1; number <= CASES; number += 1) {
    const { body } = await post(gateway.url, token, {
      query:
        'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }',
      variables: {
        input: arrearsInput(tenancy(number), {
          key: `log-kill-${number}`,
          landlord: 'Exempelbostaden AB',
          today: civilDay(new Date()),
        }),
      },
    });
    expect(body.errors).toBeUndefined();
  }
  let isOver = false;
  const readers = Array.from({ length: READERS }, (_, index) =>
    readUntil(() => isOver, index, token),
  );
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(randomInt(150, 500));
      if (kill % 2 === 0) await killGateway(options);
      else await killPostgres(port);
    }
    await pause(300);
  } finally {
    isOver = true;
    await Promise.all(readers);
  }
  await gateway.stop();
  const url = new URL(postgres.superuserUrl);
  url.pathname = '/log';
  store = new Client({ connectionString: url.href });
  await store.connect();
}, 300_000);

afterAll(async () => {
  await store.end();
  await identity.stop();
  await postgres.stop();
  await rm(program, { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
});

describe(`a gateway and a database that are killed ${KILLS} times while answers leave`, () => {
  it('answered and refused in between', () => {
    expect(answered.size).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(0);
  });

  it('left no answer without its entry, and no entry without its request', async () => {
    const { rows } = await store.query<{ name: string; entries: number }>(
      `SELECT s.content::json->'operation'->>'name' AS name, sum(cardinality(e.cases))::int AS entries
        FROM log.entry e JOIN log.shape s ON s.id = e.shape
        WHERE s.content::json->'operation'->>'name' IS NOT NULL GROUP BY 1`,
    );
    const logged = new Map(rows.map(({ name, entries }) => [name, entries]));
    expect([...answered].filter((name) => logged.get(name) !== CASES)).toEqual([]);
    expect([...logged.keys()].filter((name) => !sent.has(name))).toEqual([]);
  });

  it('left a log that is whole', async () => {
    const keys = new SigningKeys(settings.signingKeys).publicKeys();
    const verdict = await verifyLog(readLog(store), {
      verifier: new SignatureVerifier(keys),
      saved: [],
      actors: null,
    });
    expect(verdict.faults).toEqual([]);
    expect(verdict.counts.entries).toBeGreaterThanOrEqual(answered.size * CASES);
  });
});

/** Reads under ever new names; what the gateway or the database died over is not counted as answered. */
async function readUntil(isOver: () => boolean, index: number, token: string): Promise<void> {
  for (let turn = 0; !isOver(); turn += 1) {
    const name = `Read_${wordFor(index)}_${wordFor(turn)}`;
    sent.add(name);
    const query = `query ${name} { cases { edges { node { id tenants { name } } } } }`;
    const answer = await post(gateway.url, token, { query }).catch(() => null);
    if (answer?.body.data) answered.add(name);
    else {
      refused += 1;
      await pause(20);
    }
  }
}

async function killGateway(options: GatewayProcessOptions): Promise<void> {
  await gateway.kill();
  gateway = await startGatewayProcess(options);
}

async function killPostgres(port: number): Promise<void> {
  const pidFile = await readFile(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8');
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
  await pause(200);
  postgres = await startPostgres(port);
}

function startPostgres(port: number): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir: folder, port, log: () => undefined });
}

async function tokenOf(clientId: string): Promise<string> {
  const client = demoClients.find((one) => one.clientId === clientId);
  const [purpose] = client?.purposes ?? [];
  if (!client || !purpose) throw new Error(`There is no demo client ${clientId}.`);
  return requestDemoToken(identity.url, { client, purpose, principal: undefined });
}

/** Digits in a row would keep the name out of the log. */
function wordFor(number: number): string {
  return String(number).replace(/\d/g, (digit) => 'abcdefghij'.charAt(Number(digit)));
}

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IdentityProvider } from '../../src/development/identity-provider';
import { civilDay } from '../../src/shared';
import { anAuthority } from '../support/certificate';
import { startTestGateway } from '../support/gateway';
import { arrearsInput, tenancy } from '../support/many-tenancies';
import { startOwnCluster } from '../support/own-cluster';
import type { OwnCluster } from '../support/own-cluster';

const SUBMIT =
  'mutation ($input: SubmitNoticeInput!) { submitNotice(input: $input) { notice { id } } }';

const authority = anAuthority('Testmyndigheten');
let cluster: OwnCluster;
let identity: IdentityProvider;
const files: Record<'ours' | 'foreign', string> = { ours: '', foreign: '' };

beforeAll(async () => {
  cluster = await startOwnCluster();
  identity = await startIdentityProvider({ port: 0, audience: 'urn:kvarbo:test' });
  for (const [name, { certificate }] of [
    ['ours', authority],
    ['foreign', anAuthority('En annan')],
  ] as const) {
    files[name] = path.join(cluster.folder, `${name}.pem`);
    await writeFile(files[name], certificate);
  }
  const { certificate, key } = authority.issue('localhost');
  await cluster.write('server.crt', certificate);
  await cluster.write('server.key', key);
  await cluster.write(
    'pg_hba.conf',
    'host all postgres all scram-sha-256\nhostssl all all all scram-sha-256\n',
  );
  await cluster.sql('ALTER SYSTEM SET ssl = on', 'SELECT pg_reload_conf()');
}, 60_000);
afterAll(async () => {
  await identity.stop();
  await cluster.stop();
});

const start = (host: string, parameters: Record<string, string>) => {
  const url = new URL(cluster.serviceUrl);
  url.hostname = host;
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return startTestGateway({ over: { database: { ...cluster, serviceUrl: url.href }, identity } });
};

describe('PostgreSQL behind a certificate', () => {
  it('is reached by every connection of an instance with verify-full', async () => {
    const gateway = await start('localhost', {
      sslmode: 'verify-full',
      sslrootcert: files.ours,
    });
    const input = arrearsInput(tenancy(1), {
      key: 'tls-1',
      landlord: 'Exempelbostaden AB',
      today: civilDay(new Date()),
    });
    await gateway.data('landlord-bostaden', SUBMIT, { input });
    await gateway.data('landlord-bostaden', '{ cases { edges { node { tenants { name } } } } }');
    // The checkpoint of what was read follows within the second.
    let connections: Record<string, unknown>[] = [];
    while (connections.length < 4) {
      connections = await cluster.sql(`
        SELECT DISTINCT application_name AS name, ssl FROM pg_stat_activity JOIN pg_stat_ssl USING (pid)
        WHERE usename = 'kvarbo_service' ORDER BY 1`);
    }
    await gateway.stop();
    expect(connections).toEqual(
      ['checkpoints', 'log', 'reads', 'writes'].map((name) => ({
        name: `kvarbo-${name}`,
        ssl: true,
      })),
    );
  });

  it('is not taken for ours by a certificate for another name', async () => {
    const { certificate, key } = authority.issue('db.example.test');
    await cluster.write('other.crt', certificate);
    await cluster.write('other.key', key);
    const use = (name: string) =>
      cluster.sql(
        `ALTER SYSTEM SET ssl_cert_file = '${name}.crt'`,
        `ALTER SYSTEM SET ssl_key_file = '${name}.key'`,
        'SELECT pg_reload_conf()',
        'SELECT pg_sleep(0.2)',
      );
    await use('other');
    const parameters = { sslmode: 'verify-full', sslrootcert: files.ours };
    await expect(start('localhost', parameters)).rejects.toThrow('ERR_TLS_CERT_ALTNAME_INVALID');
    await use('server');
  });

  it.each([
    ['another authority', 'localhost', { sslmode: 'verify-full', sslrootcert: 'foreign' }],
    ['no authority that anybody knows', 'localhost', { sslmode: 'verify-full' }],
    ['no certificate at all', 'localhost', {}],
  ] as const)('is not taken for ours by %s', async (_what, host, parameters) => {
    const given = Object.entries(parameters).map(([name, value]) => [
      name,
      name === 'sslrootcert' ? files[value as 'ours' | 'foreign'] : value,
    ]);
    await expect(start(host, Object.fromEntries(given) as Record<string, string>)).rejects.toThrow(
      'The database of DATABASE_URL does not answer',
    );
  });
});

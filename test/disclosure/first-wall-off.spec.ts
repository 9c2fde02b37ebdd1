import { Client } from 'pg';
import { demoClients } from '../../src/development/demo-clients';
import { DisclosurePolicy } from '../../src/disclosure';
import { Aliases } from '../../src/persistence';
import type { Agency } from '../../src/shared';
import { schemaForReading } from '../../src/topology';
import { leaveCounts } from '../support/disclosure/counts';
import { buildRichWorld, organisationOf, READERS } from '../support/disclosure/rich-world';
import type { ReaderId, RichWorld } from '../support/disclosure/rich-world';
import { ALLOW_ALL, readStoreAlone } from '../support/disclosure/store-alone';
import type { StoreAlone, StoreAlonePart } from '../support/disclosure/store-alone';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const policy = new DisclosurePolicy();
const schema = schemaForReading();
const results = new Map<ReaderId, StoreAlone>();
let real: TestGateway;
/** Decides nothing: what it answers, the store alone has handed out. */
let open: TestGateway;
let world: RichWorld;
let superuser: Client;

beforeAll(async () => {
  real = await startTestGateway();
  world = await buildRichWorld(real);
  open = await startTestGateway({ beside: real, policy: ALLOW_ALL });
  superuser = new Client({ connectionString: real.database.superuserUrl });
  await superuser.connect();
}, 60_000);

afterAll(async () => {
  await superuser.end();
  await open.stop();
  await real.stop();
});

function agencyOf(reader: ReaderId): Agency {
  const client = demoClients.find(({ clientId }) => clientId === reader);
  if (!client) throw new Error(`There is no demo client ${reader}.`);
  return client.agency;
}

const read = (reader: ReaderId, part?: StoreAlonePart): Promise<StoreAlone> =>
  readStoreAlone({ gateway: open, schema, policy, world }, reader, agencyOf(reader), part);

/** What a reader is answered below the case in which everything happened. */
async function ofDatedCase(
  gateway: TestGateway,
  reader: ReaderId,
  selection: string,
): Promise<unknown> {
  const aliases = new Aliases(Buffer.from(gateway.settings.aliasKey, 'base64'));
  const key = aliases.alias('case', organisationOf(reader), world.caseIds.dated);
  const { body } = await gateway.send(reader, `query ($key: ID!) { case(id: $key) ${selection} }`, {
    key,
  });
  return body.data?.case;
}

describe('with the first wall switched off', () => {
  it.each(READERS)(
    'the store alone hands out nothing to %s that is denied, and no row that is not its own',
    async (reader) => {
      const result = await read(reader);
      results.set(reader, result);
      expect(result.handedOut).toEqual([]);
    },
    120_000,
  );

  it('it is off: what rests on an unmet condition of the column alone is answered', async () => {
    const warnings = '{ notices { warnings { code } } }';
    expect(JSON.stringify(await ofDatedCase(open, 'kronofogden', warnings))).toContain('"code":"');
    expect(JSON.stringify(await ofDatedCase(real, 'kronofogden', warnings))).not.toContain(
      '"code":"',
    );
  });

  it('enough was tried, refused and, where the policy opens it, answered', () => {
    const all = [...results.values()];
    const sum = (count: (one: StoreAlone) => number) =>
      all.reduce((total, one) => total + count(one), 0);
    const counts = { probes: sum((one) => one.probes), refused: sum((one) => one.refused) };
    leaveCounts('first-wall-off', {
      'second wall probes': counts.probes,
      'second wall probes refused': counts.refused,
    });
    expect(all).toHaveLength(READERS.length);
    expect(counts.probes).toBeGreaterThan(2_500);
    expect(counts.refused).toBeGreaterThan(1_000);
    // One board knows of no case at all.
    const informed = all.filter((one) => one.open > 0);
    expect(informed).toHaveLength(READERS.length - 1);
    for (const one of informed) expect(one.open).toBeGreaterThan(10);
  });
});

describe('with the second wall open too', () => {
  it.each<[string, ReaderId, StoreAlonePart, string, string, string]>([
    [
      'a column',
      'oversight-farsta',
      { roots: ['Query.notice'], closedWays: 'Notice.' },
      'GRANT SELECT (claims) ON landlord.notice TO kvarbo_oversight',
      'REVOKE SELECT (claims) ON landlord.notice FROM kvarbo_oversight',
      'Notice.claims',
    ],
    [
      'a row policy',
      'landlord-hyrbo',
      { roots: ['Query.enforcementRecord'] },
      'CREATE POLICY gap ON enforcement.record FOR SELECT TO kvarbo_landlord USING (true)',
      'DROP POLICY gap ON enforcement.record',
      'which is not its own',
    ],
  ])(
    'the same reading finds %s that lets through what it must not',
    async (_, reader, part, openGap, closeGap, found) => {
      await superuser.query(openGap);
      try {
        expect((await read(reader, part)).handedOut.join('\n')).toContain(found);
      } finally {
        await superuser.query(closeGap);
      }
    },
    120_000,
  );
});

describe('a condition that rows carry', () => {
  const CASEWORKER = '{ socialServices { caseworker { name } } }';
  const NAMED = { socialServices: { caseworker: { name: 'Handa Läggarsson' } } };
  const UNNAMED = { socialServices: { caseworker: null } };

  afterEach(() => superuser.query('DELETE FROM social.consent'));

  const consent = (overrides: { purpose?: string; until?: string; revoked?: boolean } = {}) =>
    superuser.query(
      `INSERT INTO social.consent VALUES (gen_random_uuid(), $1, 'farsta', gen_random_uuid(), 'CASEWORKER_CONTACT', 'LANDLORD', $2,
        current_date - 9, current_date + $3::int, now(), $4, '')`,
      [
        world.caseIds.dated,
        overrides.purpose ?? 'LANDLORD_DUTY',
        overrides.until ?? '9',
        overrides.revoked === true ? new Date() : null,
      ],
    );

  it.each([
    ['no consent', null, UNNAMED],
    ['a consent in force', {}, NAMED],
    ['a consent for another purpose', { purpose: 'AUDIT' }, UNNAMED],
    ['a consent that has ended', { until: '-3' }, UNNAMED],
    ['a consent that was revoked', { revoked: true }, UNNAMED],
  ])('names a caseworker to the landlord by %s as the row policy says', async (_, given, shown) => {
    if (given) await consent(given);
    expect(await ofDatedCase(open, 'landlord-bostaden', CASEWORKER)).toEqual(shown);
    expect(await ofDatedCase(open, 'landlord-hyrbo', CASEWORKER)).toBeNull();
  });
});

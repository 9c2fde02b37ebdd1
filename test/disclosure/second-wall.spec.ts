import { Client } from 'pg';
import { readerKey } from '../../src/cases';
import { DisclosurePolicy } from '../../src/disclosure';
import { BlindIndexer } from '../../src/persistence';
import { Agency } from '../../src/shared';
import { columnCoordinates, UNREADABLE_TABLES } from '../support/disclosure/columns';
import { buildRichWorld, organisationOf, READERS } from '../support/disclosure/rich-world';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const ROLES = {
  [Agency.LANDLORD]: 'kvarbo_landlord',
  [Agency.SOCIAL_SERVICES]: 'kvarbo_social_services',
  [Agency.ENFORCEMENT]: 'kvarbo_enforcement',
  [Agency.OVERSIGHT]: 'kvarbo_oversight',
} as const;
const AGENCIES = Object.values(Agency);
const KRONOFOGDEN = organisationOf('kronofogden');

const policy = new DisclosurePolicy();
let gateway: TestGateway;
/** The login of the service; it is nobody until it takes on a role. */
let service: Client;
let superuser: Client;
let storeName: (organisation: string) => string;

beforeAll(async () => {
  gateway = await startTestGateway();
  await buildRichWorld(gateway);
  const indexer = new BlindIndexer(Buffer.from(gateway.settings.indexKey, 'base64'));
  storeName = (organisation) => readerKey(indexer, organisation);
  service = new Client({ connectionString: gateway.database.serviceUrl });
  superuser = new Client({ connectionString: gateway.database.superuserUrl });
  await service.connect();
  await superuser.connect();
}, 60_000);

afterAll(async () => {
  await service.end();
  await superuser.end();
  await gateway.stop();
});

/** Runs a statement as the service under a reader's role, for an organisation or for none. */
async function asReader<T extends object>(
  agency: Agency,
  organisation: string | null,
  sql: string,
): Promise<T[]> {
  await service.query('BEGIN READ ONLY');
  try {
    await service.query(`SET LOCAL ROLE ${ROLES[agency]}`);
    if (organisation !== null)
      await service.query(`SELECT set_config('kvarbo.organisation', $1, true)`, [organisation]);
    return (await service.query<T>(sql)).rows;
  } finally {
    await service.query('ROLLBACK');
  }
}

interface StoredRow {
  readonly key: string;
  /** Reader and organisation to whom the row belongs, as `LANDLORD/…`; organisations as the store names them. */
  readonly readers: readonly (string | null)[];
}

interface Watched {
  readonly table: string;
  /** What a reader may select to name a row; each row has its own. */
  readonly key: string;
  /** For the superuser: to whom each row belongs, from what the row itself says. */
  readonly owners: string;
}

const owner = (agency: Agency, column: string) => `'${agency}/' || ${column}`;
const { LANDLORD, SOCIAL_SERVICES, ENFORCEMENT, OVERSIGHT } = Agency;

/** Tables with rows of several readers; `$1` is Kronofogden as the store names it. */
const WATCHED: readonly Watched[] = [
  {
    table: 'landlord.notice',
    key: 'id::text',
    owners: `ARRAY[${owner(LANDLORD, 'landlord')}, ${owner(SOCIAL_SERVICES, 'board_id')},
      ${owner(OVERSIGHT, 'landlord')}, ${owner(OVERSIGHT, 'board_id')},
      CASE WHEN invoked THEN ${owner(ENFORCEMENT, '$1')} END]`,
  },
  {
    table: 'landlord.settlement',
    key: `case_id || '/' || reported_at`,
    owners: `ARRAY[${owner(LANDLORD, 'landlord')}, CASE WHEN invoked THEN ${owner(ENFORCEMENT, '$1')} END]
      || ARRAY(SELECT ${owner(SOCIAL_SERVICES, 'b')} FROM unnest(board_ids) AS b)`,
  },
  ...['social_case', 'household', 'contact_attempt', 'assessment', 'outcome'].map((name) => ({
    table: `social.${name}`,
    key: 'id::text',
    owners: `ARRAY[${owner(SOCIAL_SERVICES, 'board_id')}]`,
  })),
  {
    table: 'enforcement.record',
    key: 'case_number',
    owners: `ARRAY[${owner(LANDLORD, 'applicant')}, ${owner(ENFORCEMENT, 'authority')}]
      || CASE WHEN known_to_board THEN ARRAY[${owner(SOCIAL_SERVICES, 'board_id')}, ${owner(OVERSIGHT, 'board_id')},
        ${owner(OVERSIGHT, 'applicant')}, ${owner(OVERSIGHT, 'authority')}] ELSE '{}' END`,
  },
  {
    table: 'enforcement.record_version',
    key: `case_number || '/' || version`,
    owners: `ARRAY(SELECT ${owner(ENFORCEMENT, 'r.authority')} FROM enforcement.record r
      WHERE r.case_number = record_version.case_number)`,
  },
  {
    table: 'cases.share',
    key: `agency || '/' || organisation || '/' || case_id`,
    owners: `CASE WHEN known THEN ARRAY[agency || '/' || organisation] ELSE '{}' END`,
  },
  {
    table: 'cases.search_key',
    key: `agency || '/' || organisation || '/' || kind || '/' || value || '/' || case_id`,
    owners: `ARRAY[agency || '/' || organisation]`,
  },
];

describe.each(WATCHED)('rows of $table', ({ table, key, owners }) => {
  let stored: readonly StoredRow[];

  beforeAll(async () => {
    const sql = `SELECT ${key} AS key, ${owners} AS readers FROM ${table} WHERE $1 <> ''`;
    stored = (await superuser.query<StoredRow>(sql, [storeName(KRONOFOGDEN)])).rows;
  });

  it('are there to be hidden', () => {
    expect(stored.length).toBeGreaterThan(0);
    expect(new Set(stored.map((row) => row.key)).size).toBe(stored.length);
  });

  it.each(AGENCIES)(
    'are handed to %s by organisation, and to nobody without one',
    async (agency) => {
      const sql = `SELECT ${key} AS key FROM ${table}`;
      const keysOf = (rows: readonly { readonly key: string }[]) =>
        rows.map((row) => row.key).sort();
      const organisations = new Set(READERS.map((reader) => storeName(organisationOf(reader))));
      const owned = stored.filter(({ readers }) =>
        readers.some((one) => one?.startsWith(`${agency}/`)),
      );
      if (owned.length === 0) {
        await expect(asReader(agency, 'farsta', sql)).rejects.toMatchObject({ code: '42501' });
        return;
      }
      for (const organisation of organisations) {
        // There is one enforcement authority: what landlords lay before it names no other.
        const isLaidBeforeIt = agency === ENFORCEMENT && table.startsWith('landlord.');
        if (isLaidBeforeIt && organisation !== storeName(KRONOFOGDEN)) continue;
        const own = stored.filter(({ readers }) => readers.includes(`${agency}/${organisation}`));
        const found = await asReader<StoredRow>(agency, organisation, sql);
        expect([organisation, keysOf(found)]).toEqual([organisation, keysOf(own)]);
      }
      expect(await asReader(agency, null, sql)).toEqual([]);
      expect(await asReader(agency, '', sql)).toEqual([]);
    },
  );
});

describe('columns', () => {
  it('are all either the store’s own or those of a coordinate of the policy', async () => {
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema IN ('landlord', 'social', 'enforcement')`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...columnCoordinates.keys()].sort());
  });

  it.each(AGENCIES)(
    'that the policy denies to %s as a whole are refused to its role',
    async (agency) => {
      const denied = [...columnCoordinates].filter(
        ([, coordinates]) =>
          coordinates.length > 0 &&
          coordinates.every((coordinate) => policy.at(coordinate).cells[agency] === 'DENY'),
      );
      const handedOut: string[] = [];
      for (const [name] of denied) {
        const [schema = '', table = '', column = ''] = name.split('.');
        const refusal = await asReader(
          agency,
          'farsta',
          `SELECT ${column} FROM ${schema}.${table}`,
        ).catch((error: unknown) => (error as { code?: string }).code);
        if (refusal !== '42501') handedOut.push(name);
      }
      expect(handedOut).toEqual([]);
      expect(denied.length).toBeGreaterThan(agency === SOCIAL_SERVICES ? 10 : 15);
    },
  );
});

describe('what no reader has any part in', () => {
  it.each(UNREADABLE_TABLES)('%s is refused to every reader', async (table) => {
    for (const agency of AGENCIES) {
      await expect(asReader(agency, 'farsta', `SELECT FROM ${table}`)).rejects.toMatchObject({
        code: '42501',
      });
    }
  });

  it.each(AGENCIES)('%s can change nothing', async (agency) => {
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT n.nspname || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'r' AND n.nspname IN ('cases', 'landlord', 'social', 'enforcement')
          AND has_table_privilege($1, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')`,
      [ROLES[agency]],
    );
    expect(rows).toEqual([]);
  });

  it('the service without a role reads no table', async () => {
    for (const table of [...WATCHED.map((one) => one.table), ...UNREADABLE_TABLES]) {
      await expect(service.query(`SELECT FROM ${table}`)).rejects.toMatchObject({ code: '42501' });
    }
  });
});

describe('facts that the domains share', () => {
  const FACTS = [
    ['notice_fact', 'kvarbo_landlord_writer', 'landlord'],
    ['settlement_fact', 'kvarbo_landlord_writer', 'landlord'],
    ['enforcement_fact', 'kvarbo_enforcement_writer', 'authority'],
    ['social_fact', 'kvarbo_social_writer', 'board_id'],
  ] as const;
  const WRITERS = [
    'kvarbo_cases_writer',
    'kvarbo_landlord_writer',
    'kvarbo_social_writer',
    'kvarbo_enforcement_writer',
  ];

  it.each(FACTS)('%s is written by %s alone', async (table, owner) => {
    const { rows } = await superuser.query<{ role: string }>(
      `SELECT role FROM unnest($1::text[]) AS role
        WHERE has_table_privilege(role, 'cases.' || $2, 'INSERT, UPDATE, DELETE, TRUNCATE')`,
      [WRITERS, table],
    );
    expect(rows).toEqual([{ role: owner }]);
  });

  it.each(FACTS)('%s is changed by %s for the organisation of its %s only', async (...fact) => {
    const [table, role, owner] = fact;
    const stored = await superuser.query<{ name: string; facts: number }>(
      `SELECT ${owner} AS name, count(*)::int AS facts FROM cases.${table} GROUP BY 1`,
    );
    expect(stored.rows.length).toBeGreaterThan(0);
    for (const { name, facts } of [...stored.rows, { name: 'nobody', facts: 0 }]) {
      await service.query('BEGIN');
      try {
        await service.query(`SET LOCAL ROLE ${role}`);
        await service.query(`SELECT set_config('kvarbo.organisation', $1, true)`, [name]);
        const changed = await service.query(`UPDATE cases.${table} SET ${owner} = ${owner}`);
        expect(changed.rowCount).toBe(facts);
      } finally {
        await service.query('ROLLBACK');
      }
    }
  });

  it('can be read by nobody else than the hub, their writers and who decides conditions', async () => {
    const { rows } = await superuser.query<{ role: string }>(
      `SELECT DISTINCT grantee AS role FROM information_schema.role_table_grants
        WHERE table_schema = 'cases' AND table_name LIKE '%\\_fact' AND grantee <> 'kvarbo_owner' ORDER BY 1`,
    );
    expect(rows.map(({ role }) => role)).toEqual([...WRITERS, 'kvarbo_decider'].sort());
    await service.query('BEGIN READ ONLY');
    await service.query('SET LOCAL ROLE kvarbo_decider');
    await expect(service.query('SELECT FROM cases.share')).rejects.toMatchObject({ code: '42501' });
    await service.query('ROLLBACK');
  });
});

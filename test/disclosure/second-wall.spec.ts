import { Client } from 'pg';
import { readerKey } from '../../src/cases';
import { DisclosurePolicy, openColumns } from '../../src/disclosure';
import { BlindIndexer, readerRoles } from '../../src/persistence';
import { Agency, civilDay } from '../../src/shared';
import { CLOSED_TABLES, WALL_TABLES } from '../../src/topology';
import { buildRichWorld, organisationOf, READERS } from '../support/disclosure/rich-world';
import { DAILY_PURPOSE, plantRows, WATCHED } from '../support/disclosure/watched-rows';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

const AGENCIES = Object.values(Agency);
/** Relations that are not PostgreSQL's own. */
const OURS = `n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;
/** Columns that hold what some reader is denied beside what it is open to, each because it is a key of both. */
const MIXED: Readonly<Record<string, readonly string[]>> = {
  'social.social_case': ['id', 'case_id', 'board_id', 'superseded_at'].flatMap((column) => [
    `LANDLORD ${column}`,
    `ENFORCEMENT ${column}`,
  ]),
};
const KRONOFOGDEN = organisationOf('kronofogden');

const policy = new DisclosurePolicy();
let gateway: TestGateway;
/** The login of the service; it is nobody until it takes on a role. */
let service: Client;
let superuser: Client;
let storeName: (organisation: string) => string;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { caseIds } = await buildRichWorld(gateway);
  const indexer = new BlindIndexer(Buffer.from(gateway.settings.indexKey, 'base64'));
  storeName = (organisation) => readerKey(indexer, organisation);
  service = new Client({ connectionString: gateway.database.serviceUrl });
  superuser = new Client({ connectionString: gateway.database.superuserUrl });
  await service.connect();
  await superuser.connect();
  await plantRows(superuser, {
    caseId: caseIds.dated,
    otherCaseId: caseIds.applied,
    landlord: storeName(organisationOf('landlord-bostaden')),
    otherLandlord: storeName(organisationOf('landlord-hyrbo')),
    kronofogden: storeName(KRONOFOGDEN),
  });
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
    await service.query(`SET LOCAL ROLE ${readerRoles[agency]}`);
    await service.query(
      `SELECT set_config('kvarbo.today', $1, true), set_config('kvarbo.purpose', $2, true)`,
      [civilDay(new Date()), DAILY_PURPOSE[agency]],
    );
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

describe.each(WATCHED)('rows of $table', ({ table, key, owners }) => {
  let stored: readonly StoredRow[];

  beforeAll(async () => {
    const sql = `SELECT ${key} AS key, ${owners} AS readers FROM ${table} WHERE $1 <> ''`;
    stored = (await superuser.query<StoredRow>(sql, [storeName(KRONOFOGDEN)])).rows;
  });

  it('are there to be hidden', () => {
    expect(stored.length).toBeGreaterThan(0);
    const owned = stored.filter(({ readers }) => readers.length > 0);
    const names = owned.map(({ key: name, readers }) => [name, ...readers].join(' '));
    expect(new Set(names).size).toBe(owned.length);
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
        const isLaidBeforeIt = agency === Agency.ENFORCEMENT && table.startsWith('landlord.');
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
  it('are all described, in tables that are all described', async () => {
    const { rows } = await superuser.query<{ name: string; columns: string[] }>(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name,
          array_agg(a.attname::text ORDER BY a.attname) AS columns
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE ${OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
        GROUP BY 1`,
    );
    const stored = new Map(rows.map(({ name, columns }) => [name, columns]));
    const described = WALL_TABLES.map(({ name, columns }) => [name, Object.keys(columns).sort()]);
    expect(described).toEqual(described.map(([name]) => [name, stored.get(name as string)]));
    expect([...stored.keys()].sort()).toEqual(
      [...WALL_TABLES, ...CLOSED_TABLES].map(({ name }) => name).sort(),
    );
  });

  it.each(AGENCIES)('are handed to the role of %s as derived, and no others', async (agency) => {
    const handedOut: string[] = [];
    const derived: string[] = [];
    let refused = 0;
    for (const table of WALL_TABLES) {
      const open = openColumns(policy, table, agency);
      derived.push(...open.map((name) => `${table.name}.${name}`));
      for (const column of Object.keys(table.columns)) {
        const answer = await asReader(
          agency,
          'farsta',
          `SELECT ${column} FROM ${table.name} LIMIT 0`,
        ).catch((error: unknown) => (error as { code?: string }).code);
        if (Array.isArray(answer)) handedOut.push(`${table.name}.${column}`);
        else if (answer === '42501') refused += 1;
      }
    }
    expect(handedOut.sort()).toEqual(derived.sort());
    expect(refused).toBeGreaterThan(30);
  });

  it.each(WALL_TABLES)(
    'of $name carry together only what is open together',
    ({ name, columns }) => {
      const mixed = Object.entries(columns).flatMap(([column, { coordinates, readers }]) =>
        AGENCIES.filter((agency) => readers?.includes(agency) ?? true).flatMap((agency) => {
          const isDenied = coordinates.map((one) => policy.at(one).cells[agency] === 'DENY');
          return new Set(isDenied).size > 1 ? `${agency} ${column}` : [];
        }),
      );
      expect(mixed).toEqual(MIXED[name] ?? []);
    },
  );
});

describe('what no reader has any part in', () => {
  it.each(CLOSED_TABLES)('$name is refused to every reader', async ({ name: table }) => {
    for (const agency of AGENCIES) {
      await expect(asReader(agency, 'farsta', `SELECT FROM ${table}`)).rejects.toMatchObject({
        code: '42501',
      });
    }
  });

  it.each(AGENCIES)('%s can change nothing', async (agency) => {
    const { rows } = await superuser.query<{ name: string }>(
      `SELECT n.nspname || '.' || quote_ident(c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND ${OURS} AND has_table_privilege($1, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')`,
      [readerRoles[agency]],
    );
    expect(rows).toEqual([]);
  });

  it('the service without a role reads no table', async () => {
    const closed = CLOSED_TABLES.filter(({ name }) => name !== 'public.kvarbo_migration');
    for (const { name: table } of [...WALL_TABLES, ...closed]) {
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

  it('can be read by the hub, their writers, who decides conditions, who controls access and who purges, each by row', async () => {
    const { rows } = await superuser.query<{ role: string }>(
      `SELECT DISTINCT grantee AS role FROM information_schema.column_privileges
        WHERE table_schema = 'cases' AND table_name LIKE '%\\_fact' AND grantee <> 'kvarbo_owner' ORDER BY 1`,
    );
    expect(rows.map(({ role }) => role)).toEqual(
      [
        ...WRITERS,
        'kvarbo_decider',
        'kvarbo_access_review',
        'kvarbo_purger',
        'kvarbo_subject_access',
      ].sort(),
    );
    await service.query('BEGIN READ ONLY');
    await service.query('SET LOCAL ROLE kvarbo_decider');
    await expect(service.query('SELECT FROM cases.share')).rejects.toMatchObject({ code: '42501' });
    await service.query('ROLLBACK');
  });
});

import { Client } from 'pg';
import { readerKey } from '../../src/cases';
import { BlindIndexer, readerRoles } from '../../src/persistence';
import { Agency, civilDay } from '../../src/shared';
import { buildRichWorld, organisationOf, READERS } from '../support/disclosure/rich-world';
import { DAILY_PURPOSE, plantRows, WATCHED } from '../support/disclosure/watched-rows';
import { startTestGateway } from '../support/gateway';
import type { TestGateway } from '../support/gateway';

interface RowPolicy {
  readonly table: string;
  readonly policy: string;
  readonly agency: Agency;
  readonly using: string;
}

let gateway: TestGateway;
let superuser: Client;
let organisations: readonly string[];
let kronofogden: string;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { caseIds } = await buildRichWorld(gateway);
  const indexer = new BlindIndexer(Buffer.from(gateway.settings.indexKey, 'base64'));
  const storeName = (organisation: string): string => readerKey(indexer, organisation);
  kronofogden = storeName(organisationOf('kronofogden'));
  organisations = [
    ...new Set(READERS.map((reader) => storeName(organisationOf(reader)))),
    'nobody',
    '',
  ];
  superuser = new Client({ connectionString: gateway.database.superuserUrl });
  await superuser.connect();
  await plantRows(superuser, {
    caseId: caseIds.dated,
    otherCaseId: caseIds.applied,
    landlord: storeName(organisationOf('landlord-bostaden')),
    otherLandlord: storeName(organisationOf('landlord-hyrbo')),
    kronofogden,
  });
}, 60_000);

afterAll(async () => {
  await superuser.end();
  await gateway.stop();
});

it('each row policy of a reader is missed when it is dropped, widened, or loses a condition', async () => {
  // What every reader may read has no row to be told from another.
  const policies = (await readerPolicies()).filter(({ using }) => using !== 'true');
  const survivors: string[] = [];
  let mutants = 0;
  for (const policy of policies) {
    const target = `${policy.policy} ON ${policy.table}`;
    const changes = [
      `DROP POLICY ${target}`,
      `ALTER POLICY ${target} USING (true)`,
      ...weakened(policy.using).map((using) => `ALTER POLICY ${target} USING (${using})`),
    ];
    expect([target, await isMissed(policy, 'SELECT 1')]).toEqual([target, false]);
    for (const change of changes) {
      mutants += 1;
      if (!(await isMissed(policy, change))) survivors.push(change);
    }
  }
  process.stdout.write(`row policies: ${mutants} mutants of ${policies.length} policies\n`);
  expect(survivors).toEqual([]);
  expect(policies.length).toBeGreaterThan(25);
}, 600_000);

/** Every policy by which a reader role reads. */
async function readerPolicies(): Promise<readonly RowPolicy[]> {
  const { rows } = await superuser.query<{
    table: string;
    policy: string;
    role: string;
    using: string;
  }>(
    `SELECT schemaname || '.' || quote_ident(tablename) AS table, quote_ident(policyname) AS policy, roles[1] AS role, qual AS using
      FROM pg_policies WHERE roles && $1::name[] ORDER BY 1, 2`,
    [Object.values(readerRoles)],
  );
  return rows.map(({ role, ...policy }) => ({
    ...policy,
    agency:
      Object.values(Agency).find((agency) => readerRoles[agency] === role) ?? Agency.OVERSIGHT,
  }));
}

/** The expression with each of its parts that are joined by AND at the top left out in turn. */
function weakened(using: string): readonly string[] {
  const parts = conjuncts(using);
  return parts.length < 2
    ? []
    : parts.map((_, index) => parts.filter((__, other) => other !== index).join(' AND '));
}

/** PostgreSQL prints `((a) AND (b))`; what stands in inner brackets stays together. */
function conjuncts(expression: string): readonly string[] {
  const inner = stripped(expression);
  const parts: string[] = [];
  let [depth, start] = [0, 0];
  for (let index = 0; index < inner.length; index += 1) {
    if (inner[index] === '(') depth += 1;
    if (inner[index] === ')') depth -= 1;
    if (depth === 0 && inner.startsWith(' AND ', index)) {
      parts.push(inner.slice(start, index));
      start = index + ' AND '.length;
    }
  }
  return [...parts, inner.slice(start)];
}

function stripped(expression: string): string {
  if (!expression.startsWith('(')) return expression;
  let depth = 0;
  for (let index = 0; index < expression.length; index += 1) {
    if (expression[index] === '(') depth += 1;
    if (expression[index] === ')') depth -= 1;
    if (depth === 0)
      return index === expression.length - 1 ? stripped(expression.slice(1, -1)) : expression;
  }
  return expression;
}

/** Whether some organisation is handed other rows of the table than its own, once the change is made. */
async function isMissed(policy: RowPolicy, change: string): Promise<boolean> {
  const watched = WATCHED.find(({ table }) => table === policy.table);
  if (!watched) throw new Error(`Nobody watches the rows of ${policy.table}.`);
  const { table, key, owners } = watched;
  await superuser.query('BEGIN');
  try {
    const { rows: stored } = await superuser.query<{
      key: string;
      readers: readonly (string | null)[];
    }>(`SELECT ${key} AS key, ${owners} AS readers FROM ${table} WHERE $1 <> ''`, [kronofogden]);
    await superuser.query(change);
    await superuser.query(`SET LOCAL ROLE ${readerRoles[policy.agency]}`);
    for (const organisation of organisations) {
      // There is one enforcement authority: what landlords lay before it names no other.
      const isLaidBefore = policy.agency === Agency.ENFORCEMENT && table.startsWith('landlord.');
      if (isLaidBefore && ![kronofogden, ''].includes(organisation)) continue;
      await superuser.query(
        `SELECT set_config('kvarbo.organisation', $1, true), set_config('kvarbo.today', $2, true), set_config('kvarbo.purpose', $3, true)`,
        [organisation, civilDay(new Date()), DAILY_PURPOSE[policy.agency]],
      );
      const { rows } = await superuser.query<{ key: string }>(`SELECT ${key} AS key FROM ${table}`);
      const own = stored.filter(({ readers }) =>
        readers.includes(`${policy.agency}/${organisation}`),
      );
      const keysOf = (some: readonly { key: string }[]) =>
        JSON.stringify(some.map((row) => row.key).sort());
      if (keysOf(rows) !== keysOf(own)) return true;
    }
    return false;
  } finally {
    await superuser.query('ROLLBACK');
  }
}

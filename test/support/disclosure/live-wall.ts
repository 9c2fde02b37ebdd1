import type { Client } from 'pg';
import { FORGET_READERS } from '../../../migrations/row-security';
import { deriveSecondWall, DisclosurePolicy } from '../../../src/disclosure';
import { readerRoles } from '../../../src/persistence';
import { WALL_TABLES } from '../../../src/topology';

/** Everything that a reader's role has in a database, by any path: roles that it is a member of and PUBLIC among them. */
const LIVE_WALL = `
  WITH reader AS (SELECT oid, rolname FROM pg_roles WHERE rolname = ANY ($1)),
  grantee AS (SELECT oid, rolname FROM reader UNION ALL SELECT 0, 'PUBLIC'),
  relation AS (SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%')
  SELECT 'schema ' || n.nspname || ': ' || a.privilege_type || ' to ' || g.rolname AS line
    FROM pg_namespace n, aclexplode(n.nspacl) a JOIN grantee g ON g.oid = a.grantee
    WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'public'
  UNION ALL
  SELECT 'table ' || r.name || ': ' || a.privilege_type || ' to ' || g.rolname
    FROM relation r, aclexplode(r.relacl) a JOIN grantee g ON g.oid = a.grantee
  UNION ALL
  SELECT 'column ' || r.name || '.' || c.attname || ': ' || a.privilege_type || ' to ' || g.rolname
    FROM relation r JOIN pg_attribute c ON c.attrelid = r.oid, aclexplode(c.attacl) a JOIN grantee g ON g.oid = a.grantee
  UNION ALL
  SELECT 'policy ' || r.name || ': ' || p.polname || ' ' || p.polcmd::text || CASE WHEN p.polpermissive THEN '' ELSE ' restrictive' END
      || ' to ' || g.rolname || ' using ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '-')
      || ' check ' || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '-')
    FROM relation r JOIN pg_policy p ON p.polrelid = r.oid, unnest(p.polroles) AS to_role JOIN grantee g ON g.oid = to_role
  UNION ALL
  SELECT 'member ' || g.rolname || ' of ' || m.roleid::regrole
    FROM pg_auth_members m JOIN reader g ON g.oid = m.member
  UNION ALL
  SELECT 'role ' || rolname || ': ' || CASE WHEN rolcanlogin THEN 'login ' ELSE '' END || CASE WHEN rolinherit THEN 'inherits' ELSE '' END
    FROM pg_roles WHERE rolname = ANY ($1) AND (rolcanlogin OR rolinherit)
  ORDER BY 1`;

/** One line for each thing that a reader's role may do, as PostgreSQL itself writes it. */
async function liveWall(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(LIVE_WALL, [Object.values(readerRoles)]);
  return rows.map(({ line }) => line);
}

/** Where the catalogue of a database and what the policy derives disagree, and how many lines were compared. */
export interface Drift {
  readonly compared: number;
  /** In the database, and not derived. */
  readonly surplus: readonly string[];
  /** Derived, and not in the database. */
  readonly missing: readonly string[];
}

/**
 * Compares a database with the derivation. PostgreSQL normalises both sides: the derived statements are run anew in a transaction
 * that is rolled back, so that two texts of one expression are one line.
 *
 * @param client - a superuser's, in a transaction
 */
export async function driftOf(client: Client): Promise<Drift> {
  const live = await liveWall(client);
  await client.query('SAVEPOINT derived');
  await client.query('SET LOCAL ROLE kvarbo_owner');
  await client.query(FORGET_READERS);
  // What is still there is not the derivation's, be it of everybody or of a role behind the role.
  const others = await liveWall(client);
  for (const statement of deriveSecondWall(new DisclosurePolicy(), WALL_TABLES)) {
    await client.query(statement);
  }
  await client.query('RESET ROLE');
  const derived = (await liveWall(client)).filter((line) => !others.includes(line));
  await client.query('ROLLBACK TO SAVEPOINT derived');
  return {
    compared: derived.length,
    surplus: live.filter((line) => !derived.includes(line)),
    missing: derived.filter((line) => !live.includes(line)),
  };
}

import type { Pool } from 'pg';
import { askedOf } from '../persistence';

/** What of the product's own tables a login owns or may read by itself, and whether row security binds it. */
const RIGHTS = `
  SELECT r.rolsuper OR r.rolbypassrls AS unbound,
    EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = ANY (s.oids) AND c.relowner = r.oid) AS owns,
    EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = ANY (s.oids) AND c.relkind IN ('r', 'p')
      AND has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE')) AS reads
  FROM pg_roles r, (SELECT array_agg(oid) AS oids FROM pg_namespace
    WHERE pg_get_userbyid(nspowner) = 'kvarbo_owner') s
  WHERE r.rolname = current_user`;

interface Rights {
  readonly unbound: boolean;
  readonly owns: boolean;
  readonly reads: boolean;
}

/**
 * Refuses to start with a database login for which the second wall would not stand.
 *
 * @throws Error naming what is wrong with the login
 */
export async function assertServiceLogin(pool: Pool): Promise<void> {
  const [rights] = await askedOf<Rights>(pool, RIGHTS);
  const fault = rights?.unbound
    ? 'is a superuser or bypasses row security'
    : rights?.owns
      ? 'owns tables'
      : rights?.reads
        ? 'has rights of its own on tables'
        : null;
  if (fault !== null) {
    throw new Error(
      `The login of DATABASE_URL ${fault}; give the service the login kvarbo_service, a subgraph its own.`,
    );
  }
}

import type { Client } from 'pg';
import { CASE_TABLES, CONSENT_TABLES, FILE_TABLES } from '../../../migrations/retained-tables';
import { SUBGRAPH_LOGINS } from '../../../src/development/subgraph-logins';

/** A rule about the catalogue of a database: what it finds is a way past the second wall. */
export interface CatalogueRule {
  readonly rule: string;
  /** One line for each violation. */
  readonly findings: (client: Client) => Promise<readonly string[]>;
  /** Statements that break the rule, each with the line that tells of it. */
  readonly planted: readonly (readonly [statement: string, finding: string])[];
}

const OURS = `n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'`;
const RELATION = `SELECT c.*, n.nspname, format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${OURS}`;
/** Privileges on relations and their columns, one row each; `grantee` is 0 for PUBLIC. */
const PRIVILEGE = `SELECT r.oid, r.name, r.relkind, r.relowner, a.grantee, a.privilege_type
  FROM (${RELATION}) r, LATERAL (SELECT r.relacl AS acl UNION ALL SELECT c.attacl FROM pg_attribute c WHERE c.attrelid = r.oid) x,
    aclexplode(x.acl) a`;
/** TypeORM's own list of migrations: no personal data, read by the service for readiness, written by who migrates. */
const MIGRATION_TABLE = 'public.kvarbo_migration';
/** Who migrates makes the roles; it is no login of the service. */
const MIGRATOR = 'kvarbo_migrator';

/** The logins of the service: of the whole graph, and of each subgraph. */
const SERVICES = ['kvarbo_service', ...Object.values(SUBGRAPH_LOGINS)];
const IS_SERVICE = `~ '^(${SERVICES.join('|')})$'`;

/** Limits of time change nothing of what is read. */
const IS_TIME_LIMIT = `~ '^(statement_timeout|lock_timeout|idle_in_transaction_session_timeout|client_connection_check_interval)='`;

function rule(
  name: string,
  sql: string,
  planted: CatalogueRule['planted'],
  known: readonly string[] = [],
): CatalogueRule {
  return {
    rule: name,
    planted,
    findings: async (client) => {
      const { rows } = await client.query<{ finding: string }>(sql);
      return rows.map(({ finding }) => finding).filter((finding) => !known.includes(finding));
    },
  };
}

const SHARED_FACTS = [
  'notice_fact',
  'settlement_fact',
  'enforcement_fact',
  'social_fact',
  'consent_fact',
  'protection_fact',
  'undertaking_fact',
  'handover_fact',
].map((name) => `r cases.${name}`);

/** Policies that let every row pass, each with the reason why no row has to be told from another there: role, command, table. */
export const UNCONDITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  [
    {
      why: 'An instance counts for every organisation that calls it, and the role reads nothing else.',
      role: 'kvarbo_limiter',
      on: ['* limits.allowance'],
    },
    {
      why: 'The hub matches, routes and counts across all organisations; no answer is read under its role.',
      role: 'kvarbo_cases_writer',
      on: [
        ...['"case"', 'share', 'next_deadline', 'search_key', 'term', 'person', 'idempotency'].map(
          (name) => `* cases.${name}`,
        ),
        ...SHARED_FACTS,
        'r disclosure.standing_decision',
      ],
    },
    {
      why: 'Rounded counts are added up over all boards; they hold no row about anybody.',
      role: 'kvarbo_cases_writer',
      on: ['* statistics.quarter', 'r statistics.cell'],
    },
    {
      why: 'Conditions follow from the facts of a whole case, whoever asks; the decider reads facts and nothing else.',
      role: 'kvarbo_decider',
      on: [...SHARED_FACTS, 'r disclosure.standing_decision'],
    },
    {
      why: 'A push of Kronofogden marks notices of any landlord as invoked; rows are added for its own landlord alone.',
      role: 'kvarbo_landlord_writer',
      on: [
        'r landlord.notice',
        'w landlord.notice',
        '* landlord.settlement',
        '* landlord.deferral',
      ],
    },
    {
      why: 'Versions have no organisation of their own; their record is under a policy of its authority.',
      role: 'kvarbo_enforcement_writer',
      on: ['* enforcement.record_version', 'a enforcement.version_person'],
    },
    {
      why: 'An entry is about any organisation, and the writer may only add.',
      role: 'kvarbo_log_writer',
      on: ['a log.entry', 'a log.shape', 'a log.actor', 'a log.chain'],
    },
    ...['kvarbo_landlord', 'kvarbo_social_services', 'kvarbo_enforcement', 'kvarbo_oversight'].map(
      (role) => ({
        why: 'What entries share names no person in the clear and is found by its hash in an entry.',
        role,
        on: ['r log.shape', 'r log.actor'],
      }),
    ),
    {
      why: 'There is one chain of checkpoints; they hold no personal data.',
      role: 'kvarbo_log_keeper',
      on: ['r log.checkpoint', 'a log.checkpoint'],
    },
    {
      why: 'The whole log is checked; the login of the service cannot become this role.',
      role: 'kvarbo_log_auditor',
      on: ['r log.entry', 'r log.shape', 'r log.actor', 'r log.chain', 'r log.checkpoint'],
    },
    {
      why: 'Retention removes months by age, as the owner that nobody logs in as.',
      role: 'kvarbo_owner',
      on: [
        ...['r log.entry', 'r log.shape', 'r log.actor', 'r log.chain'],
        ...['d log.entry', 'd log.shape', 'd log.actor'],
      ],
    },
    {
      why: 'Everything grows old alike; the purger reads keys and dates, never a value, and the service cannot become it.',
      role: 'kvarbo_purger',
      on: [
        ...[
          ...CASE_TABLES,
          ...FILE_TABLES,
          ...CONSENT_TABLES,
          { name: 'disclosure.standing_decision' },
          { name: 'cases.idempotency' },
          { name: 'log.entry' },
          { name: 'statistics.quarter' },
        ].map(({ name }) => `r ${name}`),
        ...['tombstone', 'run_event', 'proof', 'person', 'hold', 'hold_lift'].map(
          (name) => `r retention.${name}`,
        ),
        'a retention.run_event',
        // It locks a case and may change none.
        'w cases."case"',
      ],
    },
    {
      why: 'A hold is placed on any case, found by a receipt or case number; the service cannot become this role.',
      role: 'kvarbo_hold_keeper',
      on: [
        ...['landlord.notice', 'enforcement.record', 'retention.proof'].map((name) => `r ${name}`),
        ...['hold', 'hold_lift'].flatMap((name) => [`r retention.${name}`, `a retention.${name}`]),
      ],
    },
  ].flatMap(({ why, role, on }) => on.map((table) => [`${role} ${table}`, why])),
);

/** Every rule, in the manner of the known row-security linters. */
export const CATALOGUE_RULES: readonly CatalogueRule[] = [
  rule(
    'every table enables row security, partitions included',
    `SELECT name AS finding FROM (${RELATION}) r WHERE relkind IN ('r', 'p') AND NOT relrowsecurity`,
    [
      ['CREATE TABLE social.diary (note text)', 'social.diary'],
      ['ALTER TABLE log.entry_rest DISABLE ROW LEVEL SECURITY', 'log.entry_rest'],
      ['CREATE SCHEMA fresh CREATE TABLE note (id int)', 'fresh.note'],
    ],
    [MIGRATION_TABLE],
  ),
  rule(
    'every table forces row security on its owner',
    `SELECT name AS finding FROM (${RELATION}) r WHERE relkind IN ('r', 'p') AND NOT relforcerowsecurity`,
    [
      ['ALTER TABLE landlord.notice NO FORCE ROW LEVEL SECURITY', 'landlord.notice'],
      ['ALTER TABLE log.entry_rest NO FORCE ROW LEVEL SECURITY', 'log.entry_rest'],
    ],
    [MIGRATION_TABLE],
  ),
  rule(
    'no policy stands on a table without row security',
    `SELECT r.name || ' ' || p.polname AS finding FROM (${RELATION}) r JOIN pg_policy p ON p.polrelid = r.oid WHERE NOT r.relrowsecurity`,
    [
      [
        `CREATE TABLE social.diary (note text); CREATE POLICY own ON social.diary FOR SELECT TO kvarbo_decider USING (false)`,
        'social.diary own',
      ],
    ],
  ),
  rule(
    'nobody has a privilege on a partition or child, which would pass by the policies of its parent',
    `SELECT DISTINCT p.name || ' ' || CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE p.grantee::regrole::text END AS finding
      FROM (${PRIVILEGE}) p JOIN pg_inherits i ON i.inhrelid = p.oid WHERE p.relkind IN ('r', 'p') AND p.grantee <> p.relowner`,
    [
      ['GRANT SELECT ON log.entry_rest TO kvarbo_landlord', 'log.entry_rest kvarbo_landlord'],
      ['GRANT SELECT (actor) ON log.entry_rest TO PUBLIC', 'log.entry_rest PUBLIC'],
    ],
  ),
  rule(
    'no policy is anybody’s: each names its roles',
    `SELECT r.name || ' ' || p.polname AS finding FROM (${RELATION}) r JOIN pg_policy p ON p.polrelid = r.oid WHERE 0 = ANY (p.polroles)`,
    [['CREATE POLICY open ON social.outcome USING (false)', 'social.outcome open']],
  ),
  rule(
    'no function runs as its definer',
    `SELECT p.oid::regprocedure::text AS finding FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${OURS} AND p.prosecdef`,
    [
      [
        `CREATE FUNCTION cases.peek() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM cases.person'`,
        'cases.peek()',
      ],
    ],
  ),
  rule(
    'no function is called leakproof, and so run before row policies',
    `SELECT p.oid::regprocedure::text AS finding FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${OURS} AND p.proleakproof`,
    [
      [
        `CREATE FUNCTION cases.same(text) RETURNS text LANGUAGE sql LEAKPROOF AS 'SELECT $1'`,
        'cases.same(text)',
      ],
    ],
  ),
  rule(
    'no view reads as its owner',
    `SELECT name AS finding FROM (${RELATION}) r WHERE relkind = 'v'
      AND NOT coalesce((SELECT option_value::boolean FROM pg_options_to_table(reloptions) WHERE option_name = 'security_invoker'), false)`,
    [
      ['CREATE VIEW cases.everybody AS SELECT id FROM cases.person', 'cases.everybody'],
      [
        'CREATE VIEW cases.everybody WITH (security_invoker = false) AS SELECT id FROM cases.person',
        'cases.everybody',
      ],
    ],
  ),
  rule(
    'nothing copies rows: no materialized view, foreign table, publication or foreign server',
    `SELECT name AS finding FROM (${RELATION}) r WHERE relkind IN ('m', 'f')
      UNION ALL SELECT 'publication ' || pubname FROM pg_publication
      UNION ALL SELECT 'server ' || srvname FROM pg_foreign_server`,
    [
      ['CREATE MATERIALIZED VIEW cases.copy AS SELECT id FROM cases.person', 'cases.copy'],
      ['CREATE PUBLICATION everything FOR ALL TABLES', 'publication everything'],
    ],
  ),
  rule(
    'no rule rewrites a statement',
    `SELECT r.name || ' ' || w.rulename AS finding FROM (${RELATION}) r JOIN pg_rewrite w ON w.ev_class = r.oid WHERE w.rulename <> '_RETURN'`,
    [
      [
        'CREATE RULE quiet AS ON INSERT TO landlord.settlement DO ALSO NOTHING',
        'landlord.settlement quiet',
      ],
    ],
  ),
  rule(
    'no trigger acts on a row',
    `SELECT r.name || ' ' || t.tgname AS finding FROM (${RELATION}) r JOIN pg_trigger t ON t.tgrelid = r.oid WHERE NOT t.tgisinternal
      UNION ALL SELECT 'event ' || evtname FROM pg_event_trigger`,
    [
      [
        `CREATE FUNCTION cases.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
          CREATE TRIGGER noted BEFORE INSERT ON cases.term FOR EACH ROW EXECUTE FUNCTION cases.note()`,
        'cases.term noted',
      ],
    ],
  ),
  rule(
    'no extension is there but the language that every database has',
    `SELECT extname AS finding FROM pg_extension WHERE extname <> 'plpgsql'`,
    // Its functions are PUBLIC's, which is one more finding of another rule.
    [['CREATE EXTENSION dblink', 'dblink']],
  ),
  rule(
    'no role of ours is above the walls',
    `SELECT r.rolname || ' ' || a.name AS finding FROM pg_roles r,
        LATERAL (VALUES ('SUPERUSER', r.rolsuper), ('BYPASSRLS', r.rolbypassrls), ('CREATEROLE', r.rolcreaterole),
          ('CREATEDB', r.rolcreatedb), ('REPLICATION', r.rolreplication)) AS a(name, has)
      WHERE r.rolname LIKE 'kvarbo%' AND a.has`,
    [
      ['ALTER ROLE kvarbo_decider BYPASSRLS', 'kvarbo_decider BYPASSRLS'],
      ['ALTER ROLE kvarbo_service SUPERUSER', 'kvarbo_service SUPERUSER'],
      ['ALTER ROLE kvarbo_owner CREATEROLE', 'kvarbo_owner CREATEROLE'],
    ],
    [`${MIGRATOR} CREATEROLE`],
  ),
  rule(
    'nobody logs in but the service and who migrates',
    `SELECT rolname AS finding FROM pg_roles WHERE rolname LIKE 'kvarbo%' AND rolcanlogin`,
    [['ALTER ROLE kvarbo_log_keeper LOGIN', 'kvarbo_log_keeper']],
    [...SERVICES, MIGRATOR],
  ),
  rule(
    'nothing is owned by a login',
    `SELECT r.name || ' ' || o.rolname AS finding FROM (${RELATION}) r JOIN pg_roles o ON o.oid = r.relowner
        WHERE o.rolcanlogin AND r.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
      UNION ALL SELECT 'schema ' || n.nspname || ' ' || o.rolname FROM pg_namespace n JOIN pg_roles o ON o.oid = n.nspowner
        WHERE ${OURS} AND o.rolcanlogin
      UNION ALL SELECT p.oid::regprocedure || ' ' || o.rolname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        JOIN pg_roles o ON o.oid = p.proowner WHERE ${OURS} AND o.rolcanlogin`,
    [
      ['ALTER TABLE cases.term OWNER TO kvarbo_service', 'cases.term kvarbo_service'],
      ['ALTER SCHEMA social OWNER TO kvarbo_service', 'schema social kvarbo_service'],
    ],
    [
      `${MIGRATION_TABLE} ${MIGRATOR}`,
      // The sequence of that table's key.
      `public.kvarbo_migration_id_seq ${MIGRATOR}`,
    ],
  ),
  rule(
    'the service has nothing of its own: it inherits nothing and may hand on nothing',
    `SELECT m.member::regrole || ' of ' || m.roleid::regrole || CASE WHEN m.inherit_option THEN ' inherits' ELSE '' END
        || CASE WHEN m.admin_option THEN ' administers' ELSE '' END AS finding
      FROM pg_auth_members m WHERE m.member::regrole::text ${IS_SERVICE} AND (m.inherit_option OR m.admin_option)
      UNION ALL SELECT rolname || ' inherits by default' FROM pg_roles WHERE rolname ${IS_SERVICE} AND rolinherit`,
    [
      [
        'GRANT kvarbo_landlord TO kvarbo_service WITH INHERIT TRUE',
        'kvarbo_service of kvarbo_landlord inherits',
      ],
      ['ALTER ROLE kvarbo_service INHERIT', 'kvarbo_service inherits by default'],
      ['ALTER ROLE kvarbo_subgraph_cases INHERIT', 'kvarbo_subgraph_cases inherits by default'],
    ],
  ),
  rule(
    'the service may become its parts and nobody else',
    `SELECT m.roleid::regrole::text AS finding FROM pg_auth_members m WHERE m.member::regrole::text ${IS_SERVICE}
      AND (m.roleid::regrole::text !~ '^kvarbo_' OR m.roleid::regrole::text IN ('kvarbo_owner', 'kvarbo_migrator', 'kvarbo_log_auditor',
        'kvarbo_purger', 'kvarbo_hold_keeper'))`,
    [
      ['GRANT kvarbo_owner TO kvarbo_service WITH INHERIT FALSE', 'kvarbo_owner'],
      ['GRANT pg_read_all_data TO kvarbo_service WITH INHERIT FALSE', 'pg_read_all_data'],
      ['GRANT kvarbo_purger TO kvarbo_subgraph_cases WITH INHERIT FALSE', 'kvarbo_purger'],
    ],
  ),
  rule(
    'no part is a member of anything, so that changing into it is all that it gives',
    `SELECT m.member::regrole || ' of ' || m.roleid::regrole AS finding FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
      WHERE r.rolname LIKE 'kvarbo%' AND r.rolname <> '${MIGRATOR}' AND NOT r.rolname ${IS_SERVICE}`,
    [
      [
        'GRANT kvarbo_social_services TO kvarbo_enforcement',
        'kvarbo_enforcement of kvarbo_social_services',
      ],
    ],
  ),
  rule(
    'PUBLIC has no privilege',
    `SELECT p.name || ' ' || p.privilege_type AS finding FROM (${PRIVILEGE}) p WHERE p.grantee = 0
      UNION SELECT 'schema ' || n.nspname || ' ' || a.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) a
        WHERE ${OURS} AND a.grantee = 0
      UNION SELECT 'database ' || a.privilege_type FROM pg_database d,
        aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a WHERE d.datname = current_database() AND a.grantee = 0
      UNION SELECT p.oid::regprocedure || ' ' || a.privilege_type FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
        aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE ${OURS} AND a.grantee = 0
      UNION SELECT 'parameter ' || parname FROM pg_parameter_acl`,
    [
      ['GRANT SELECT (kind) ON landlord.notice TO PUBLIC', 'landlord.notice SELECT'],
      ['GRANT USAGE ON SCHEMA social TO PUBLIC', 'schema social USAGE'],
      ['GRANT CREATE ON SCHEMA public TO PUBLIC', 'schema public CREATE'],
      [
        `CREATE FUNCTION cases.note() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
        'cases.note() EXECUTE',
      ],
      [
        'GRANT SET ON PARAMETER session_preload_libraries TO kvarbo_service',
        'parameter session_preload_libraries',
      ],
    ],
    // PostgreSQL's own: names in it may be looked up.
    ['schema public USAGE'],
  ),
  rule(
    'nobody but owners may put anything into a schema, where a name could hide a table',
    `SELECT n.nspname || ' ' || CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END AS finding
      FROM pg_namespace n, aclexplode(n.nspacl) a WHERE ${OURS} AND a.privilege_type = 'CREATE' AND a.grantee <> n.nspowner`,
    [['GRANT CREATE ON SCHEMA cases TO kvarbo_cases_writer', 'cases kvarbo_cases_writer']],
  ),
  rule(
    'no privileges are given in advance',
    `SELECT defaclrole::regrole || ' ' || defaclobjtype::text AS finding FROM pg_default_acl`,
    [
      [
        'ALTER DEFAULT PRIVILEGES FOR ROLE kvarbo_owner IN SCHEMA social GRANT SELECT ON TABLES TO kvarbo_oversight',
        'kvarbo_owner r',
      ],
    ],
  ),
  rule(
    'no login or database starts with settings of its own: search_path, row_security, role or ours',
    `SELECT coalesce(d.datname, 'any') || ' ' || coalesce(r.rolname, 'anybody') || ' ' || s AS finding
      FROM pg_db_role_setting x LEFT JOIN pg_roles r ON r.oid = x.setrole LEFT JOIN pg_database d ON d.oid = x.setdatabase,
        unnest(x.setconfig) AS s
      WHERE NOT s ${IS_TIME_LIMIT} AND (d.oid IS NULL OR d.datname = current_database()) AND (r.oid IS NULL OR r.rolname LIKE 'kvarbo%')`,
    [
      [
        'ALTER ROLE kvarbo_service SET search_path = social',
        'any kvarbo_service search_path=social',
      ],
      [
        `ALTER ROLE kvarbo_service SET kvarbo.organisation = 'farsta'`,
        'any kvarbo_service kvarbo.organisation=farsta',
      ],
      ['ALTER ROLE kvarbo_service SET row_security = off', 'any kvarbo_service row_security=off'],
    ],
    [`any ${MIGRATOR} createrole_self_grant=set, inherit`],
  ),
  {
    rule: 'policies say `true` only where a reason is given',
    planted: [
      [
        'CREATE POLICY open ON social.outcome FOR SELECT TO kvarbo_social_writer USING (true)',
        'kvarbo_social_writer r social.outcome',
      ],
      [
        'ALTER POLICY kvarbo_landlord_reads ON landlord.notice USING (true)',
        'kvarbo_landlord r landlord.notice',
      ],
      [
        'CREATE POLICY open ON social.outcome FOR INSERT TO kvarbo_decider WITH CHECK (1 = 1)',
        'kvarbo_decider a social.outcome',
      ],
    ],
    findings: async (client) =>
      (await unconditionalPolicies(client)).filter((policy) => !(policy in UNCONDITIONAL)),
  },
  {
    rule: 'settings are read in sub-selects, and so once a statement',
    planted: [
      [
        `ALTER POLICY kvarbo_landlord_reads ON landlord.notice USING (landlord = current_setting('kvarbo.organisation', true))`,
        'landlord.notice kvarbo_landlord_reads',
      ],
      [
        `ALTER POLICY kvarbo_landlord_reads ON landlord.notice USING (EXISTS (SELECT FROM cases.share s
          WHERE s.case_id = notice.case_id AND s.board_id = current_setting('kvarbo.organisation', true)))`,
        'landlord.notice kvarbo_landlord_reads',
      ],
      [
        `ALTER POLICY writer_of_its_board ON social.outcome WITH CHECK (board_id = current_setting('kvarbo.organisation'))`,
        'social.outcome writer_of_its_board',
      ],
    ],
    findings: async (client) => {
      const { rows } = await client.query<{ name: string; expression: string }>(
        `SELECT r.name || ' ' || p.polname AS name, x.expression FROM (${RELATION}) r JOIN pg_policy p ON p.polrelid = r.oid,
          LATERAL (VALUES (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) AS x(expression)
          WHERE x.expression IS NOT NULL`,
      );
      const bare = rows.filter(({ expression }) => readsSettingPerRow(expression));
      return [...new Set(bare.map(({ name }) => name))];
    },
  },
];

/** Policies whose expression has no reference to the row and no setting: they let every row pass. */
export async function unconditionalPolicies(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ policy: string }>(
    `SELECT g::regrole || ' ' || p.polcmd::text || ' ' || r.name AS policy
      FROM (${RELATION}) r JOIN pg_policy p ON p.polrelid = r.oid, unnest(p.polroles) AS g,
        LATERAL (SELECT pg_get_expr(p.polqual, p.polrelid) AS qual, pg_get_expr(p.polwithcheck, p.polrelid) AS checked) x
      WHERE g <> 0 AND (x.qual !~ 'current_setting|SELECT' AND NOT EXISTS (${namesColumn('x.qual')})
        OR x.checked !~ 'current_setting|SELECT' AND NOT EXISTS (${namesColumn('x.checked')}))
      ORDER BY 1`,
  );
  return rows.map(({ policy }) => policy);
}

function namesColumn(expression: string): string {
  return `SELECT FROM pg_attribute a WHERE a.attrelid = r.oid AND a.attnum > 0 AND ${expression} ~ ('\\m' || a.attname || '\\M')`;
}

/** Whether a setting is read where PostgreSQL may have to read it for each row: outside a sub-select that depends on nothing. */
function readsSettingPerRow(expression: string): boolean {
  return [...expression.matchAll(/current_setting\(/g)].some(({ index }) => {
    const around = subSelectAround(expression, index);
    return around?.includes(' WHERE ') ?? true;
  });
}

/** The text of the innermost `( SELECT … )` around a place. */
function subSelectAround(text: string, place: number): string | null {
  let depth = 0;
  for (let start = place; start >= 0; start -= 1) {
    if (text[start] === ')') depth += 1;
    if (text[start] !== '(') continue;
    if (depth > 0) depth -= 1;
    else if (/^\(\s*SELECT\b/.test(text.slice(start))) return text.slice(start, endOf(text, start));
  }
  return null;
}

function endOf(text: string, start: number): number {
  let depth = 0;
  for (let end = start; end < text.length; end += 1) {
    if (text[end] === '(') depth += 1;
    if (text[end] === ')' && (depth -= 1) === 0) return end + 1;
  }
  return text.length;
}

import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { SUBGRAPH_LOGINS } from './subgraph-logins';

/** Passwords of the two logins of a cluster. */
export interface LoginPasswords {
  /** Of `kvarbo_service`, the login of the service. */
  readonly servicePassword: string;
  /** Of `kvarbo_migrator`, the owner's login, which runs the migrations. */
  readonly ownerPassword: string;
}

/** A database to prepare on a cluster. */
export interface DatabasePreparation extends LoginPasswords {
  /** Name of the database; created when missing. */
  readonly database: string;
}

/** Connection strings of a prepared database. */
export interface PreparedDatabase {
  /** As `kvarbo_service`. */
  readonly serviceUrl: string;
  /** As `kvarbo_migrator`. */
  readonly ownerUrl: string;
}

/** Creates a database and its two logins where they are missing, and sets the passwords of the logins. */
export async function prepareDatabase(
  superuserUrl: string,
  preparation: DatabasePreparation,
): Promise<PreparedDatabase> {
  await asSuperuser(superuserUrl, async (client) => {
    // The migrator makes the other roles, the owner among them, and has the rights of those that it made.
    await ensureLogin(client, 'kvarbo_migrator', 'CREATEROLE INHERIT', preparation.ownerPassword);
    await client.query(`ALTER ROLE kvarbo_migrator SET createrole_self_grant = 'set, inherit'`);
    await ensureLogin(client, 'kvarbo_service', 'NOINHERIT', preparation.servicePassword);
    await client.query(
      'GRANT kvarbo_service TO kvarbo_migrator WITH ADMIN TRUE, INHERIT FALSE, SET FALSE',
    );
    await ensureDatabase(client, preparation.database, 'template1');
  });
  return urlsOf(superuserUrl, preparation);
}

/** Copies a prepared database that nobody is connected to; the logins are there already. */
export async function copyDatabase(
  superuserUrl: string,
  template: string,
  copy: DatabasePreparation,
): Promise<PreparedDatabase> {
  await asSuperuser(superuserUrl, (client) => ensureDatabase(client, copy.database, template));
  return urlsOf(superuserUrl, copy);
}

/** Drops a database together with whatever is connected to it. */
export async function dropDatabase(superuserUrl: string, database: string): Promise<void> {
  await asSuperuser(superuserUrl, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(database)} WITH (FORCE)`),
  );
}

async function asSuperuser(
  superuserUrl: string,
  work: (client: Client) => Promise<unknown>,
): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function ensureLogin(
  client: Client,
  login: string,
  attributes: string,
  password: string,
): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [login]);
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER';
  await client.query(
    `${verb} ROLE ${login} LOGIN ${attributes} PASSWORD ${escapeLiteral(password)}`,
  );
}

async function ensureDatabase(client: Client, database: string, template: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  const name = escapeIdentifier(database);
  if (found.rowCount === 0) {
    await client.query(
      `CREATE DATABASE ${name} OWNER kvarbo_migrator TEMPLATE ${escapeIdentifier(template)}`,
    );
  }
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${name} TO kvarbo_service`);
  // The first database of a cluster makes them when it is migrated.
  const made = await client.query<{ rolname: string }>(
    'SELECT rolname FROM pg_roles WHERE rolname = ANY ($1)',
    [Object.values(SUBGRAPH_LOGINS)],
  );
  for (const { rolname } of made.rows) {
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${escapeIdentifier(rolname)}`);
  }
}

function urlsOf(superuserUrl: string, preparation: DatabasePreparation): PreparedDatabase {
  const urlOf = (login: string, password: string): string => {
    const url = new URL(superuserUrl);
    url.username = login;
    url.password = password;
    url.pathname = `/${encodeURIComponent(preparation.database)}`;
    return url.href;
  };
  return {
    serviceUrl: urlOf('kvarbo_service', preparation.servicePassword),
    ownerUrl: urlOf('kvarbo_migrator', preparation.ownerPassword),
  };
}

import { Client, escapeLiteral } from 'pg';
import type { SubgraphName } from '../shared';
import { SUBGRAPH_NAMES } from '../shared';

/** The database as each subgraph logs in. */
export type SubgraphUrls = Readonly<Record<SubgraphName, string>>;

/** The login of each subgraph, which a migration makes. */
export const SUBGRAPH_LOGINS: Readonly<Record<SubgraphName, string>> = {
  cases: 'kvarbo_subgraph_cases',
  'landlord-notices': 'kvarbo_subgraph_landlord_notices',
  'social-services': 'kvarbo_subgraph_social_services',
  enforcement: 'kvarbo_subgraph_enforcement',
};

/** Lets the logins of the subgraphs in, by one password, on a migrated database; given its owner's login. */
export async function admitSubgraphs(ownerUrl: string, password: string): Promise<SubgraphUrls> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    for (const login of Object.values(SUBGRAPH_LOGINS)) {
      await client.query(`ALTER ROLE ${login} PASSWORD ${escapeLiteral(password)}`);
    }
  } finally {
    await client.end();
  }
  return subgraphUrlsOf(ownerUrl, password);
}

/** The addresses of the subgraphs' logins on a database, given the address of any other login. */
export function subgraphUrlsOf(databaseUrl: string, password: string): SubgraphUrls {
  const urls = SUBGRAPH_NAMES.map((name) => {
    const url = new URL(databaseUrl);
    url.username = SUBGRAPH_LOGINS[name];
    url.password = password;
    return [name, url.href];
  });
  return Object.fromEntries(urls) as Record<SubgraphName, string>;
}

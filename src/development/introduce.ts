import type { DemoClient } from './demo-clients';
import { demoClients } from './demo-clients';
import { loadDemoData } from './demo-data';
import { requestDemoToken } from './demo-token';
import { firstQueries } from './first-queries';

/** Loads the demo data into an empty store, through the gateway like any client, and prints what to try first. */
export async function introduce(
  gatewayUrl: string,
  identityUrl: string,
  say: (line: string) => void,
): Promise<void> {
  const call = async <T>(client: DemoClient, query: string, variables: object): Promise<T> => {
    const [purpose] = client.purposes;
    if (purpose === undefined) throw new Error(`${client.clientId} has no purpose.`);
    const token = await requestDemoToken(identityUrl, { client, purpose, principal: undefined });
    const response = await fetch(gatewayUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: T; errors?: unknown[] };
    if (!data || errors) throw new Error(`The demo data of ${client.clientId} was refused.`);
    return data;
  };
  await loadDemoData(
    (clientId, query, variables) => call(clientNamed(clientId), query, variables),
    new Date(),
  );
  for (const line of firstQueries(gatewayUrl, identityUrl)) say(line);
}

function clientNamed(clientId: string): DemoClient {
  const client = demoClients.find((candidate) => candidate.clientId === clientId);
  if (!client) throw new Error(`There is no demo client ${clientId}.`);
  return client;
}

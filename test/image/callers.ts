import { demoClients, demoIssuerConfig } from '../../src/development/demo-clients';
import { requestDemoToken } from '../../src/development/demo-token';
import { startIdentityProvider } from '../../src/development/identity-provider';
import type { IssuerConfig } from '../../src/identity';
import { post, type Answer } from '../support/gateway';

/** An issuer and its clients, beside the service as in life. */
export interface Callers {
  readonly issuer: IssuerConfig;
  /** Sends one operation to an instance as one of the demo clients. */
  send(url: string, clientId: string, query: string, variables?: object): Promise<Answer>;
  /** As `send`, but fails unless the answer has data and no errors but denials. */
  data<T>(url: string, clientId: string, query: string, variables?: object): Promise<T>;
  stop(): Promise<void>;
}

const AUDIENCE = 'https://kvarbo.test/graphql';

/** Starts an issuer on this machine. */
export async function startCallers(): Promise<Callers> {
  const identity = await startIdentityProvider({ port: 0, audience: AUDIENCE });
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (clientId: string): Promise<string> => {
    const client = demoClients.find((one) => one.clientId === clientId);
    const purpose = client?.purposes[0];
    if (!client || !purpose) throw new Error(`There is no demo client ${clientId}.`);
    const principal = client.actingFor[0];
    const token =
      tokens.get(clientId) ?? requestDemoToken(identity.url, { client, purpose, principal });
    tokens.set(clientId, token);
    return token;
  };
  const send: Callers['send'] = async (url, clientId, query, variables = {}) =>
    post(url, await tokenOf(clientId), { query, variables });
  return {
    issuer: demoIssuerConfig(identity.url, AUDIENCE),
    send,
    data: async <T>(url: string, clientId: string, query: string, variables?: object) => {
      const { body } = await send(url, clientId, query, variables);
      const faults = (body.errors ?? []).filter(
        ({ extensions }) => extensions.code !== 'DISCLOSURE_DENIED',
      );
      if (faults.length > 0 || !body.data) throw new Error(JSON.stringify(body));
      return body.data as T;
    },
    stop: () => identity.stop(),
  };
}

import { purposeScope } from '../identity';
import type { Purpose } from '../shared';
import type { DemoClient } from './demo-clients';

/** What a token is asked for. */
export interface DemoTokenRequest {
  readonly client: DemoClient;
  readonly purpose: Purpose;
  /** Organisationsnummer of the principal that a representative acts for. */
  readonly principal: string | undefined;
}

/** The development identity provider gave no token. */
export class DemoTokenError extends Error {}

/** An access token of a demo client, for one purpose. @throws DemoTokenError in one line for people */
export async function requestDemoToken(
  identityUrl: string,
  { client, purpose, principal }: DemoTokenRequest,
): Promise<string> {
  const credentials = Buffer.from(`${client.clientId}:${client.secret}`).toString('base64');
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: [...client.scopes, purposeScope(purpose)].join(' '),
    ...(principal === undefined ? {} : { acting_for: principal }),
  });
  const response = await fetch(`${identityUrl}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body,
    signal: AbortSignal.timeout(5_000),
  }).catch(() => {
    throw new DemoTokenError(
      `no identity provider answers at ${identityUrl}: start it with npm start`,
    );
  });
  const answer: unknown = await response.json().catch(() => null);
  const token = (answer as { access_token?: unknown } | null)?.access_token;
  if (typeof token === 'string') return token;
  throw new DemoTokenError(`${identityUrl} gave no token: status ${response.status}`);
}

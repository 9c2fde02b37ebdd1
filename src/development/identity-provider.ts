import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenRequestContext, SignedToken } from 'oidc-provider/lib/provider.js';
import { purposeScope } from '../identity';
import type { Clock } from '../shared';
import { demoClients, type DemoClient } from './demo-clients';
import { signingKeys } from './identity-keys';

/** Settings of the development identity provider. */
export interface IdentityProviderOptions {
  /** Port on 127.0.0.1; 0 takes any that is free. */
  readonly port: number;
  /** The claim `aud` of every token, an absolute URI; no other can be asked for. */
  readonly audience: string;
  /** Where the signing keys are kept between starts; without it every start has new ones. */
  readonly keyFile?: string;
  /** Dates the tokens; the machine's clock unless given. */
  readonly clock?: Clock;
}

/** A running development identity provider. */
export interface IdentityProvider {
  /** The claim `iss` of its tokens. */
  readonly issuer: string;
  /** Where it listens, without a slash at the end; tokens come from `/token`, keys from `/jwks`. */
  readonly url: string;
  stop(): Promise<void>;
}

const LIFETIME_SECONDS = 3600;

/**
 * Starts the identity provider of the development start: client credentials for the demo clients, access tokens
 * per RFC 9068.
 *
 * A client asks for its scopes in `scope` and, if it represents others, names its principal in `acting_for`.
 *
 * @throws Error `port N is in use`, if it is.
 */
export async function startIdentityProvider(
  options: IdentityProviderOptions,
): Promise<IdentityProvider> {
  const server = createServer();
  const url = await listen(server, options.port);
  try {
    server.on('request', await requestHandler(url, options));
  } catch (error) {
    await close(server);
    throw error;
  }
  return { issuer: url, url, stop: () => close(server) };
}

async function requestHandler(
  issuer: string,
  { audience, keyFile, clock }: IdentityProviderOptions,
) {
  // Not the package's main file: that one prints a warning on Node 20, where all that is used here works.
  const { Provider } = await import('oidc-provider/lib/provider.js');
  const { InvalidRequest, InvalidTarget } = await import('oidc-provider/lib/helpers/errors.js');
  const disabled = { enabled: false };

  const provider = new Provider(issuer, {
    adapter: NothingStored,
    jwks: await signingKeys(keyFile),
    clients: demoClients.map(registration),
    extraTokenClaims: ({ oidc }: TokenRequestContext) => {
      const client = clientOf(oidc.client.clientId);
      const principal = oidc.body.acting_for;
      if (principal !== undefined && !client.actingFor.some((known) => known === principal)) {
        throw new InvalidRequest('acting_for is no principal of this client');
      }
      const { agency, organisation, user } = client;
      return { agency, organisation, user, acting_for: principal };
    },
    responseTypes: [],
    scopes: [],
    ttl: { ClientCredentials: LIFETIME_SECONDS },
    renderError: (context: { body: unknown }, { error }: { readonly error: string }) => {
      context.body = error;
    },
    formats: { customizers: { jwt: dateBy(clock) } },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: disabled,
      dPoP: disabled,
      pushedAuthorizationRequests: disabled,
      rpInitiatedLogout: disabled,
      userinfo: disabled,
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        getResourceServerInfo: (
          _context: TokenRequestContext,
          resource: string,
          { clientId }: { clientId: string },
        ) => {
          if (resource !== audience) throw new InvalidTarget('there is one resource');
          return {
            audience,
            scope: grantableScopes(clientOf(clientId)).join(' '),
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
  });
  return provider.callback();
}

/** All that a demo client can be granted, purposes as scopes. */
function grantableScopes({ scopes, purposes }: DemoClient): readonly string[] {
  return [...scopes, ...purposes.map(purposeScope)];
}

function clientOf(clientId: string): DemoClient {
  const client = demoClients.find((candidate) => candidate.clientId === clientId);
  if (client === undefined) throw new Error('unknown demo client');
  return client;
}

function registration({ clientId, secret, name }: DemoClient) {
  return {
    client_id: clientId,
    client_secret: secret,
    client_name: name,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  };
}

function dateBy(clock: Clock | undefined) {
  if (clock === undefined) return undefined;
  return (_context: unknown, _token: unknown, { payload }: SignedToken): void => {
    const now = Math.floor(clock.now().getTime() / 1000);
    Object.assign(payload, { iat: now, exp: now + LIFETIME_SECONDS });
  };
}

/** Tokens are signed, not looked up, and the clients are the list above: there is nothing to keep. */
class NothingStored {
  upsert = done;
  find = done;
  findByUid = done;
  findByUserCode = done;
  consume = done;
  destroy = done;
  revokeByGrantId = done;
}

function done(): Promise<undefined> {
  return Promise.resolve(undefined);
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} on 127.0.0.1, meant for the identity provider, is in use.`)
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

/** The part of oidc-provider that the development identity provider uses; the package brings no types. */
declare module 'oidc-provider/lib/provider.js' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface TokenRequestContext {
    readonly oidc: {
      readonly client: { readonly clientId: string };
      readonly body: Readonly<Record<string, string | readonly string[] | undefined>>;
    };
  }

  export interface SignedToken {
    readonly payload: Record<string, unknown>;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
  }
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  export class InvalidRequest extends Error {
    constructor(description: string);
  }
  export class InvalidTarget extends Error {
    constructor(description: string);
  }
}

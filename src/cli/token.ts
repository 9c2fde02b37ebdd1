import { demoClients, type DemoClient } from '../development/demo-clients';
import { DemoTokenError, requestDemoToken, type DemoTokenRequest } from '../development/demo-token';
import type { Purpose } from '../shared';

/** Where the token command finds its provider and writes. */
export interface TokenCommandOptions {
  /** Origin of the development identity provider, without a slash at the end. */
  readonly identityUrl: string;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
}

const USAGE = 'npm run --silent token -- CLIENT [PURPOSE] [ACTING_FOR]';

/**
 * `token CLIENT [PURPOSE] [ACTING_FOR]`: prints an access token for a demo client, and nothing else.
 *
 * The token has all scopes of the client and one purpose, the first of its agency unless named. A client that
 * represents others acts for its first principal unless another is named, by client or organisationsnummer.
 * Returns the exit code; a failure is one line on stderr.
 */
export async function runToken(
  argv: readonly string[],
  { identityUrl, stdout, stderr }: TokenCommandOptions,
): Promise<number> {
  try {
    stdout.write(`${await requestDemoToken(identityUrl, readArguments(argv))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof TokenCommandError || error instanceof DemoTokenError)) throw error;
    stderr.write(`${error.message}\n`);
    return 1;
  }
}

class TokenCommandError extends Error {}

function readArguments(argv: readonly string[]): DemoTokenRequest {
  const [clientId, purpose, principal, ...rest] = argv;
  if (rest.length > 0) throw new TokenCommandError(`too many arguments: ${USAGE}`);
  const client = demoClients.find((candidate) => candidate.clientId === clientId);
  if (client === undefined) {
    const known = demoClients.map((candidate) => candidate.clientId).join(', ');
    throw new TokenCommandError(`${USAGE}, where CLIENT is one of ${known}`);
  }
  return {
    client,
    purpose: purposeNamed(purpose, client),
    principal: principalNamed(principal, client),
  };
}

function purposeNamed(name: string | undefined, { clientId, purposes }: DemoClient): Purpose {
  const wanted = name?.toUpperCase().replace(/^PURPOSE:/, '');
  const purpose = name === undefined ? purposes[0] : purposes.find((known) => known === wanted);
  if (purpose !== undefined) return purpose;
  throw new TokenCommandError(`PURPOSE of ${clientId} is one of ${purposes.join(', ')}`);
}

function principalNamed(
  name: string | undefined,
  { clientId, actingFor }: DemoClient,
): string | undefined {
  if (name === undefined) return actingFor[0];
  const principals = demoClients.filter(({ organisation }) => actingFor.includes(organisation));
  const principal = principals.find((known) => [known.clientId, known.organisation].includes(name));
  if (principal !== undefined) return principal.organisation;
  const choices = principals.map((known) => `${known.clientId} (${known.organisation})`);
  throw new TokenCommandError(
    choices.length === 0
      ? `${clientId} represents nobody, so it takes no ACTING_FOR`
      : `ACTING_FOR of ${clientId} is one of ${choices.join(', ')}`,
  );
}

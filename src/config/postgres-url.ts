import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { readEnvironment } from './keeping';
import type { Settings } from './settings';

const TLS = ['verified', 'off'] as const;

/** Parameters by which the driver would take up an unverified connection all the same, or one to another host than the address says. */
const FORBIDDEN = ['ssl', 'uselibpqcompat', 'sslnegotiation', 'hostaddr'] as const;

/**
 * The address of a PostgreSQL, which in production must prove by a certificate who it is unless it is on this machine.
 *
 * `KVARBO_DATABASE_TLS=off` waives that for a network between service and database that belongs to nobody else.
 */
export function readPostgresUrl(settings: Settings, name: string): string | undefined {
  const mayGoWithout = settings.choice('KVARBO_DATABASE_TLS', TLS, 'verified') === 'off';
  const value = settings.text(name);
  if (value === undefined) return undefined;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || url.username === '') {
    settings.fault(name, 'must be postgresql://LOGIN:PASSWORD@HOST:PORT/DATABASE');
    return value;
  }
  const mustVerify = readEnvironment(settings) === 'production' && !mayGoWithout;
  const fault = fileFault(url) ?? (mustVerify ? tlsFault(url) : null);
  if (fault !== null) settings.fault(name, fault);
  return value;
}

function tlsFault(url: URL): string | null {
  const { searchParams } = url;
  const host = hostOf(url);
  if (host === 'localhost' || isLoopbackAddress(host) || host.startsWith('/')) return null;
  const isVerified =
    searchParams.getAll('sslmode').join() === 'verify-full' &&
    FORBIDDEN.every((parameter) => !searchParams.has(parameter));
  // Of an address the driver verifies the name localhost.
  if (isVerified) return isIP(host) === 0 ? null : 'must name its host, as a certificate does';
  return 'must have ?sslmode=verify-full, with &sslrootcert=FILE for an authority of your own; KVARBO_DATABASE_TLS=off waives it';
}

/** The parameter counts before the host of the address; a path is a socket of this machine. Several parameters are nobody's address. */
function hostOf({ hostname, searchParams }: URL): string {
  const given = searchParams.getAll('host');
  if (given.length > 0) return given.join();
  return decodeURIComponent(hostname).replace(/^\[|\]$/g, '');
}

function isLoopbackAddress(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function fileFault({ searchParams }: URL): string | null {
  const names = ['sslrootcert', 'sslcert', 'sslkey'];
  const missing = names.find((name) => {
    const file = searchParams.get(name);
    return file !== null && !existsSync(file);
  });
  return missing === undefined ? null : `the file of ${missing} is not there`;
}

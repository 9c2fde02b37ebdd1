import { Agency, parseOrganisationNumber } from '../shared';
import { parseBoardId, SIGNING_ALGORITHMS, type IssuerConfig } from './issuers';

type Check = (value: unknown) => boolean;

/** Each setting of an issuer, when it is right, and the sentence if it is not. */
const SETTINGS: Readonly<Record<keyof IssuerConfig, readonly [Check, string]>> = {
  issuer: [isText, 'must be the exact value of the claim iss'],
  audience: [isText, 'must be the value that the claim aud has to name'],
  jwksUri: [isSafeUrl, 'must be https, or http on a loopback address'],
  algorithms: [someOf(SIGNING_ALGORITHMS), `must be a list out of ${SIGNING_ALGORITHMS.join(' ')}`],
  agencies: [
    someOf(Object.values(Agency)),
    `must be a list out of ${Object.values(Agency).join(' ')}`,
  ],
  organisations: [anyOr(listOf(isOrganisation)), 'must be "*" or a list of organisationsnummer'],
  boards: [anyOr(listOf(isBoard)), 'must be "*" or a list of board ids'],
  representatives: [
    (value) => value === undefined || anyOr(isRepresentatives)(value),
    'must be "*" or lists of organisationsnummer by organisationsnummer',
  ],
};

/**
 * Everything that is wrong with a list of issuers, one sentence each; empty if it can be trusted as it stands.
 *
 * Takes any value, so that configuration can be checked before it has a type, and never repeats one.
 */
export function issuerFaults(issuers: unknown): string[] {
  if (!Array.isArray(issuers) || issuers.length === 0) {
    return ['issuers: must be a list of at least one'];
  }
  const faults = issuers.flatMap((issuer: unknown, index) =>
    faultsOf(issuer).map((fault) => `issuers.${index}${fault}`),
  );
  const names = issuers.filter(isRecord).map(({ issuer }) => issuer);
  if (new Set(names).size < names.length) faults.push('issuers: an issuer is listed twice');
  return faults;
}

function faultsOf(issuer: unknown): string[] {
  if (!isRecord(issuer)) return [': must be an object'];
  const wrong = Object.entries(SETTINGS)
    .filter(([setting, [isRight]]) => !isRight(issuer[setting]))
    .map(([setting, [, rule]]) => `.${setting}: ${rule}`);
  const unknown = Object.keys(issuer).some((setting) => !Object.hasOwn(SETTINGS, setting));
  return unknown ? [...wrong, ': has a setting that does not exist'] : wrong;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isOrganisation(value: unknown): boolean {
  return isText(value) && parseOrganisationNumber(value) !== null;
}

function isBoard(value: unknown): boolean {
  return isText(value) && parseBoardId(value) !== null;
}

function isRepresentatives(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.keys(value).every(isOrganisation) &&
    Object.values(value).every(listOf(isOrganisation))
  );
}

/** Whether what is fetched or sent there cannot be read or changed on the way: https, or http that stays on the machine. */
export function isSafeUrl(value: unknown): value is string {
  if (!isText(value) || !URL.canParse(value)) return false;
  const { protocol, hostname, username, password } = new URL(value);
  if (username !== '' || password !== '') return false;
  const isLoopback = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function anyOr(check: Check): Check {
  return (value) => value === '*' || check(value);
}

function listOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function someOf(choices: readonly string[]): Check {
  const isChoice: Check = (value) => isText(value) && choices.includes(value);
  return (value) => Array.isArray(value) && value.length > 0 && value.every(isChoice);
}

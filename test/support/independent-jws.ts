import { execFile } from 'node:child_process';
import { createPublicKey, verify as nodeVerify, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import jsonwebtoken from 'jsonwebtoken'; // eslint-disable-line no-restricted-imports -- the second opinion on our signatures
import type { KeySet } from '../../src/persistence';

/** The published key that a signature names. */
export function publishedKey({ keys }: KeySet, jws: string): KeyObject {
  const { kid } = JSON.parse(Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString()) as {
    kid: string;
  };
  const found = keys.find((key) => key.kid === kid);
  if (!found) throw new Error('The key that signed is not published.');
  return createPublicKey({ key: { ...found }, format: 'jwk' });
}

/** Whether another library than ours takes the signature. */
export function holdsForLibrary(jws: string, key: KeyObject): boolean {
  try {
    jsonwebtoken.verify(jws, key, { algorithms: ['ES256'] });
    return true;
  } catch {
    return false;
  }
}

/** Signs as somebody else would: with any algorithm, any key or none. */
export const signAsAnybody = jsonwebtoken.sign;

/** Whether Node's own cryptography takes the signature, without any library of tokens. */
export function holdsForNode(jws: string, key: KeyObject): boolean {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  return nodeVerify(
    'sha256',
    Buffer.from(`${header}.${payload}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
}

/**
 * Whether the `openssl` of this machine takes the signature.
 *
 * @throws Error when there is no openssl: the proof must not go missing in silence
 */
export async function holdsForOpenssl(jws: string, key: KeyObject): Promise<boolean> {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-openssl-'));
  const file = (name: string): string => path.join(folder, name);
  try {
    await writeFile(file('key.pem'), key.export({ type: 'spki', format: 'pem' }));
    await writeFile(file('signed'), `${header}.${payload}`);
    await writeFile(file('signature.der'), derOf(Buffer.from(signature, 'base64url')));
    const { stdout } = await promisify(execFile)('openssl', [
      'dgst',
      '-sha256',
      ...['-verify', file('key.pem'), '-signature', file('signature.der'), file('signed')],
    ]);
    return stdout.trim() === 'Verified OK';
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'ENOENT') {
      throw new Error(
        'These tests verify receipts with openssl: install it (apt install openssl).',
      );
    }
    // It answers 1 when the signature does not fit.
    if (code === 1) return false;
    throw error;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The two halves of a signature as OpenSSL wants them: a sequence of two integers (X.690). */
function derOf(signature: Buffer): Buffer {
  const integers = [signature.subarray(0, 32), signature.subarray(32)].map((half) => {
    const first = half.findIndex((byte) => byte !== 0);
    const bare = first < 0 ? Buffer.from([0]) : half.subarray(first);
    const value = (bare[0] ?? 0) > 0x7f ? Buffer.concat([Buffer.from([0]), bare]) : bare;
    return Buffer.concat([Buffer.from([0x02, value.length]), value]);
  });
  const body = Buffer.concat(integers);
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

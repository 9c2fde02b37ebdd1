import { verify, type Algorithm } from 'jsonwebtoken';
import { UnauthenticatedError } from '../shared';
import type { PublishedKey } from './published-keys';

/** Verifies the signature alone; what the token claims is checked in `claims.ts`. */
export function verifySignature(token: string, key: PublishedKey, algorithm: string): void {
  try {
    verify(token, key.keyObject, {
      algorithms: [algorithm as Algorithm],
      ignoreExpiration: true,
      ignoreNotBefore: true,
    });
  } catch {
    throw new UnauthenticatedError('signature is wrong');
  }
}

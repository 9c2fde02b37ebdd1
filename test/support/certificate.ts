import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/** A certificate with its private key, both as PEM. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** An authority of certificates that nobody but a test trusts. */
export interface Authority {
  /** As PEM, for `sslrootcert`. */
  readonly certificate: string;
  /** A certificate of a server that is reached by a name. */
  issue(host: string): Certificate;
}

/** Makes an authority anew. */
export function anAuthority(name: string): Authority {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = extension('551d13', sequence(der(0x01, Buffer.from([0xff]))));
  const made = (subject: string, key: KeyObject, extensions: Buffer): string =>
    pem('CERTIFICATE', signed(privateKey, content({ issuer: name, subject, key, extensions })));
  return {
    certificate: made(name, publicKey, isAuthority),
    issue: (host) => {
      const own = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const isNamed = extension('551d11', sequence(der(0x82, Buffer.from(host))));
      return {
        certificate: made(host, own.publicKey, isNamed),
        key: String(own.privateKey.export({ type: 'pkcs8', format: 'pem' })),
      };
    },
  };
}

const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
const DAY_MS = 86_400_000;

interface Content {
  readonly issuer: string;
  readonly subject: string;
  readonly key: KeyObject;
  readonly extensions: Buffer;
}

/** What of a certificate is signed, by RFC 5280 section 4.1. */
function content({ issuer, subject, key, extensions }: Content): Buffer {
  const now = Date.now();
  return sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer),
    sequence(time(now - DAY_MS), time(now + DAY_MS)),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extensions)),
  );
}

function signed(key: KeyObject, toBeSigned: Buffer): Buffer {
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', toBeSigned, key)]);
  return sequence(toBeSigned, ECDSA_WITH_SHA256, der(0x03, signature));
}

function nameOf(name: string): Buffer {
  return sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(name)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), der(0x04, value));
}

function time(at: number): Buffer {
  const text = new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return der(0x18, Buffer.from(`${text}Z`));
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

function pem(label: string, content: Buffer): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import {
  contentHash,
  NOTICE_RECEIPT_TYPE,
  UNDERTAKING_TYPE,
  undertakingClaims,
} from '../../src/cases';
import { runVerifyReceipt } from '../../src/cli/verify-receipt';
import { newSigningKey, SigningKeys } from '../../src/persistence';
import { signAsAnybody } from '../support/independent-jws';
import { arrearsNotice } from '../support/inputs';

const SALT = 'tV3o8YyQm1dD0m4wXc2Lzg';
const content = { ...arrearsNotice, idempotencyKey: null };
const claims = {
  receiptNumber: 'KB-7Q4M-2X9R-5',
  board: { id: 'farsta', name: 'Farsta stadsdelsnämnd' },
  receivedAt: '2026-11-22T12:00:00.000Z',
  receivedOn: '2026-11-22',
  contentSha256: contentHash(SALT, content),
};
const { receivedAt, contentSha256 } = claims;

const key = newSigningKey('2026-1');
const signing = new SigningKeys([key]);
let jws: string;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kvarbo-receipts-'));
  jws = await signing.sign(claims, NOTICE_RECEIPT_TYPE);
  await write('keys.json', signing.publicKeys());
});
afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => path.join(folder, name);

async function write(name: string, content: unknown): Promise<string> {
  await writeFile(at(name), typeof content === 'string' ? content : JSON.stringify(content));
  return at(name);
}

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(argv: readonly string[]): Promise<Ended> {
  const written = { out: '', err: '' };
  const code = await runVerifyReceipt(argv, {
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
  });
  return { code, ...written };
}

async function verify(receipt: unknown, keys = 'keys.json'): Promise<Ended> {
  return run([await write('receipt.json', receipt), '--keys', at(keys)]);
}

const refused = (line: string): Ended => ({ code: 1, out: '', err: `${line}\n` });
const DOES_NOT_HOLD = 'The receipt does not hold.';
const NONE_OF_OURS = refused(`${DOES_NOT_HOLD} It is no receipt of the gateway.`);
const ALTERED = refused(
  `${DOES_NOT_HOLD} The signature does not fit: the receipt was altered, or another key signed it.`,
);

describe('verify-receipt', () => {
  it('tells what a receipt attests, from the signature alone', async () => {
    expect(await verify(`${jws}\n`)).toEqual({
      code: 0,
      err: '',
      out: [
        'The receipt holds.',
        'Receipt number: KB-7Q4M-2X9R-5',
        'Received for: Farsta stadsdelsnämnd (farsta)',
        'Received at: 2026-11-22T12:00:00.000Z, in Sweden on 2026-11-22',
        `SHA-256 of the content: ${contentSha256}`,
        'Content: not in the file, so not compared.',
        '',
      ].join('\n'),
    });
  });

  it('compares what was sent, in whatever order and with nulls or without', async () => {
    const reversed = Object.fromEntries(Object.entries(content).reverse());
    for (const sent of [content, reversed, { ...content, calledOnTenantOn: null }]) {
      const { code, out } = await verify({
        jws,
        receivedAt,
        contentSha256,
        content: sent,
        salt: SALT,
      });
      expect([code, out]).toEqual([
        0,
        expect.stringContaining('Content: the one that was received.'),
      ]);
    }
  });

  it.each([
    ['another content', { content: { ...content, landlordReference: 'K-18' }, salt: SALT }],
    ['another salt', { content, salt: SALT.toLowerCase() }],
  ])('refuses %s', async (_what, parts) => {
    expect(await verify({ jws, ...parts })).toEqual(
      refused('The content is not the one that was received, or the salt is another.'),
    );
  });

  it.each([
    ['receivedAt', { receivedAt: '2026-11-21T12:00:00.000Z' }],
    [
      'contentSha256',
      { contentSha256: contentSha256.replace(/^./, (one) => (one === '0' ? '1' : '0')) },
    ],
  ])('refuses a file whose %s is not what was signed', async (name, parts) => {
    expect(await verify({ jws, ...parts })).toEqual(
      refused(`"${name}" of the file is not what was signed.`),
    );
  });

  it('refuses a receipt with one flipped bit, wherever it is', async () => {
    const bytes = Buffer.from(jws, 'latin1');
    const place = fc.record({ byte: fc.nat(bytes.length - 1), bit: fc.nat(7) });
    await fc.assert(
      fc.asyncProperty(place, async ({ byte, bit }) => {
        const flipped = Buffer.from(bytes);
        flipped[byte] = (flipped[byte] ?? 0) ^ (1 << bit);
        await writeFile(at('flipped'), flipped);
        const { code, out } = await run([at('flipped'), '--keys', at('keys.json')]);
        expect([code, out]).toEqual([1, '']);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a receipt with one flipped bit in what its three parts stand for', async () => {
    const parts = jws.split('.').map((part) => Buffer.from(part, 'base64url'));
    const place = fc.record({ part: fc.nat(2), byte: fc.nat(10_000), bit: fc.nat(7) });
    await fc.assert(
      fc.asyncProperty(place, async ({ part, byte, bit }) => {
        const flipped = parts.map((bytes) => Buffer.from(bytes));
        const [chosen] = flipped.slice(part);
        if (!chosen) throw new Error('A JWS has three parts.');
        const index = byte % chosen.length;
        chosen[index] = (chosen[index] ?? 0) ^ (1 << bit);
        const { code, out } = await verify(
          flipped.map((bytes) => bytes.toString('base64url')).join('.'),
        );
        expect([code, out]).toEqual([1, '']);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses another spelling of the same signature', async () => {
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const last = signature.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const other = alphabet[alphabet.indexOf(last) ^ 1] ?? '';
    const respelt = signature.slice(0, -1) + other;
    expect(Buffer.from(respelt, 'base64url')).toEqual(Buffer.from(signature, 'base64url'));
    for (const text of [respelt, `${signature}=`, `${signature}\u0000`]) {
      expect((await verify(JSON.stringify({ jws: `${header}.${payload}.${text}` }))).code).toBe(1);
    }
  });
});

describe('verify-receipt and the keys', () => {
  it('takes what a retired key signed as long as that key is published, and what the new one signs', async () => {
    const rotated = new SigningKeys([newSigningKey('2027-1'), key]);
    await write('rotated.json', rotated.publicKeys());
    expect((await verify(jws, 'rotated.json')).code).toBe(0);
    const later = await rotated.sign(claims, NOTICE_RECEIPT_TYPE);
    expect((await verify(later, 'rotated.json')).code).toBe(0);
    expect((await verify(later)).err).toMatch(/The key that it names is not in the key set\./);
  });

  it('refuses an unknown key, and another key under the same name', async () => {
    await write('forgotten.json', new SigningKeys([newSigningKey('2027-1')]).publicKeys());
    expect(await verify(jws, 'forgotten.json')).toEqual(
      refused(
        `${DOES_NOT_HOLD} The key that it names is not in the key set. Retired keys stay published: take a newer set, or one from the time of the receipt.`,
      ),
    );
    await write('others.json', new SigningKeys([newSigningKey('2026-1')]).publicKeys());
    expect(await verify(jws, 'others.json')).toEqual(ALTERED);
  });

  it('refuses a key set that is none, or holds a private key', async () => {
    await write('no-keys.json', { keys: [] });
    await write('private.json', { keys: [key] });
    await write('text.json', 'keys');
    for (const name of ['no-keys.json', 'private.json']) {
      expect(await verify(jws, name)).toEqual(
        refused('A key set is {"keys":[…]} with public EC P-256 keys, each with a kid.'),
      );
    }
    expect(await verify(jws, 'text.json')).toEqual(refused('The key set is no JSON.'));
  });
});

describe('verify-receipt and forgeries', () => {
  const { privateKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const header = { kid: '2026-1', typ: NOTICE_RECEIPT_TYPE };
  const algorithm = refused(
    `${DOES_NOT_HOLD} It is not signed with ES256, the only algorithm of the gateway.`,
  );

  it.each([
    [
      'none',
      () => signAsAnybody(claims, null, { algorithm: 'none', header: { alg: 'none', ...header } }),
    ],
    [
      'HS256 with the published key as its secret',
      () =>
        signAsAnybody(claims, JSON.stringify(signing.publicKeys().keys[0]), {
          algorithm: 'HS256',
          header: { alg: 'HS256', ...header },
        }),
    ],
    [
      'RS256',
      () => signAsAnybody(claims, rsa, { algorithm: 'RS256', header: { alg: 'RS256', ...header } }),
    ],
  ])('refuses the algorithm %s', async (_name, forge) => {
    expect(await verify(forge())).toEqual(algorithm);
  });

  it('refuses what the gateway signed for another use', async () => {
    expect(await verify(await signing.sign(claims, 'kvarbo-log-checkpoint+jws'))).toEqual(
      refused(`${DOES_NOT_HOLD} It was signed for another use than a receipt.`),
    );
  });

  it('refuses a signature over something else than a receipt attests', async () => {
    for (const other of [
      null,
      [],
      'text',
      {},
      { ...claims, board: 'farsta' },
      { ...claims, receivedOn: 1 },
    ]) {
      expect(await verify(await signing.sign(other, NOTICE_RECEIPT_TYPE))).toEqual(NONE_OF_OURS);
    }
  });

  it.each([
    ['nothing', ''],
    ['one word', 'receipt'],
    ['two parts', 'e30.e30'],
    ['four parts', 'e30.e30.e30.e30'],
    ['a header that is no object', `${Buffer.from('[]').toString('base64url')}.e30.e30`],
    ['bytes', randomBytes(300).toString('latin1')],
    ['an endless word', 'A'.repeat(100_000)],
  ])('refuses %s', async (_what, text) => {
    expect((await verify(text)).code).toBe(1);
  });

  it.each([
    ['a file without a signature', { receivedAt }, 'The file has no "jws".'],
    [
      'content without its salt',
      { jws: 'x', content },
      '"content" and "salt" belong together: give both, or neither.',
    ],
    [
      'salt without content',
      { jws: 'x', salt: SALT },
      '"content" and "salt" belong together: give both, or neither.',
    ],
    [
      'a content that is a text',
      { jws: 'x', content: 'x', salt: SALT },
      '"content" is an object, "salt" a text.',
    ],
    ['an instant that is a number', { jws: 'x', receivedAt: 1 }, '"receivedAt" is a text.'],
    ['JSON that is cut off', '{"jws":', 'The file is neither a compact JWS nor JSON.'],
  ])('refuses %s', async (_what, file, line) => {
    expect(await verify(file)).toEqual(refused(line));
  });

  it('refuses a huge file before reading it, and one that is not there', async () => {
    await writeFile(at('huge'), '');
    await truncate(at('huge'), 20 * 1_048_576 * 1_024);
    expect(await run([at('huge'), '--keys', at('keys.json')])).toEqual(
      refused('A file is larger than any that the gateway makes.'),
    );
    expect(await run([at('nowhere'), '--keys', at('keys.json')])).toEqual(
      refused('A file cannot be read: ENOENT.'),
    );
    expect(await run([folder, '--keys', at('keys.json')])).toEqual(
      refused('A file cannot be read: EISDIR.'),
    );
  });

  it('refuses a content nested without end', async () => {
    const deep = `${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}`;
    const { code } = await verify(`{"jws":"${jws}","salt":"${SALT}","content":${deep}}`);
    expect(code).toBe(1);
  });

  it('tells how it is called', async () => {
    for (const argv of [[], ['a', 'b', '--keys', 'c'], ['a'], ['a', '--unknown']]) {
      expect(await run(argv)).toEqual(
        refused('npm run --silent verify-receipt -- FILE --keys JWKS_FILE'),
      );
    }
  });
});

describe('verify-receipt and undertakings', () => {
  const undertaken = undertakingClaims({
    board: claims.board,
    receiptNumbers: [claims.receiptNumber],
    issuedAt: claims.receivedAt,
    issuedOn: claims.receivedOn,
    statement: 'Socialnämnden åtar sig betalningsansvaret.',
  });

  it('tells what is undertaken, by whom, and when the landlord was told', async () => {
    const document = await signing.sign(undertaken, UNDERTAKING_TYPE);
    const file = { jws: document, receivedAt, contentSha256: undertaken.contentSha256 };
    for (const given of [document, file]) {
      expect(await verify(given)).toEqual({
        code: 0,
        err: '',
        out: [
          'The undertaking holds.',
          'Receipt numbers: KB-7Q4M-2X9R-5',
          'Undertaken by: Farsta stadsdelsnämnd (farsta)',
          'Told at: 2026-11-22T12:00:00.000Z, in Sweden on 2026-11-22',
          'Text: Socialnämnden åtar sig betalningsansvaret.',
          '',
        ].join('\n'),
      });
    }
  });

  it('refuses one whose hash is not that of its own text, and one that passes for a receipt', async () => {
    const other = { ...undertaken, statement: 'Något annat.' };
    expect(await verify(await signing.sign(other, UNDERTAKING_TYPE))).toEqual(NONE_OF_OURS);
    expect(await verify(await signing.sign(undertaken, NOTICE_RECEIPT_TYPE))).toEqual(NONE_OF_OURS);
    expect(await verify(await signing.sign(claims, UNDERTAKING_TYPE))).toEqual(NONE_OF_OURS);
  });
});

import { createPrivateKey, createPublicKey, createSign, verify as nodeVerify } from 'node:crypto';
import {
  newSigningKey,
  readKeySet,
  SignatureError,
  SignatureVerifier,
  signingKeyFaults,
  SigningKeys,
} from '../../src/persistence';

const TYPE = 'kvarbo-test+jws';

const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof SignatureError ? error.fault : error),
  );

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('SigningKeys', () => {
  const key = newSigningKey('2026-1');
  const signing = new SigningKeys([key]);
  const verifier = new SignatureVerifier(signing.publicKeys());

  it('signs what its public keys verify', async () => {
    const jws = await signing.sign({ number: 1, name: 'Ångström' }, TYPE);
    expect(await verifier.verify(jws, TYPE)).toEqual({ number: 1, name: 'Ångström' });
  });

  it('names algorithm, key and use in the header', async () => {
    const [header = ''] = (await signing.sign({}, TYPE)).split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'ES256',
      kid: '2026-1',
      typ: TYPE,
    });
  });

  it('makes signatures that Node verifies without any library', async () => {
    const jws = await signing.sign({ number: 1 }, TYPE);
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const [published] = signing.publicKeys().keys;
    if (!published) throw new Error('no key is published');
    const publicKey = createPublicKey({ key: { ...published }, format: 'jwk' });
    expect(
      nodeVerify(
        'sha256',
        Buffer.from(`${header}.${payload}`),
        { key: publicKey, dsaEncoding: 'ieee-p1363' },
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true);
  });

  it('verifies what an earlier key signed, as long as that one is published', async () => {
    const jws = await signing.sign({ number: 1 }, TYPE);
    const rotated = new SigningKeys([newSigningKey('2027-1'), key]);
    expect(await new SignatureVerifier(rotated.publicKeys()).verify(jws, TYPE)).toEqual({
      number: 1,
    });
    const [header = ''] = (await rotated.sign({}, TYPE)).split('.');
    expect(Buffer.from(header, 'base64url').toString()).toContain('2027-1');
    const forgotten = new SigningKeys([newSigningKey('2027-1')]);
    expect(await faultOf(new SignatureVerifier(forgotten.publicKeys()).verify(jws, TYPE))).toBe(
      'UNKNOWN_KEY',
    );
  });

  it('refuses what was signed for another use', async () => {
    const jws = await signing.sign({ number: 1 }, 'kvarbo-receipt+jws');
    expect(await faultOf(verifier.verify(jws, TYPE))).toBe('MALFORMED');
  });

  it('refuses every signature with one flipped bit', async () => {
    const jws = await signing.sign({ number: 1 }, TYPE);
    const [header = '', payload = '', signature = ''] = jws.split('.');
    const bytes = Buffer.from(signature, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 37) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const forged = `${header}.${payload}.${flipped.toString('base64url')}`;
      expect(await faultOf(verifier.verify(forged, TYPE))).toBe('NOT_AUTHENTIC');
    }
    const other = `${header}.${part({ number: 2 })}.${signature}`;
    expect(await faultOf(verifier.verify(other, TYPE))).toBe('NOT_AUTHENTIC');
  });

  it('refuses what has no signature, another algorithm or the key of somebody else', async () => {
    const payload = part({ number: 1 });
    const unsigned = `${part({ alg: 'none', kid: '2026-1', typ: TYPE })}.${payload}.`;
    expect(await faultOf(verifier.verify(unsigned, TYPE))).toBe('MALFORMED');
    const keyed = `${part({ alg: 'HS256', kid: '2026-1', typ: TYPE })}.${payload}.AAAA`;
    expect(await faultOf(verifier.verify(keyed, TYPE))).toBe('MALFORMED');
    const impostor = newSigningKey('2026-1');
    const head = `${part({ alg: 'ES256', kid: '2026-1', typ: TYPE })}.${payload}`;
    const signature = createSign('sha256')
      .update(head)
      .sign({
        key: createPrivateKey({ key: { ...impostor }, format: 'jwk' }),
        dsaEncoding: 'ieee-p1363',
      });
    const forged = `${head}.${signature.toString('base64url')}`;
    expect(await faultOf(verifier.verify(forged, TYPE))).toBe('NOT_AUTHENTIC');
    for (const none of ['', 'a.b', 'a.b.c', '..']) {
      expect(await faultOf(verifier.verify(none, TYPE))).toBe('MALFORMED');
    }
  });

  it('publishes no private number', () => {
    expect(JSON.stringify(signing.publicKeys())).not.toContain(key.d);
  });

  it('refuses a list that it cannot use, without repeating a value', () => {
    expect(() => new SigningKeys([])).toThrow(TypeError);
    const halves = { ...key, d: newSigningKey().d };
    expect(() => new SigningKeys([halves])).toThrow('halves differ');
    expect(() => new SigningKeys([halves])).not.toThrow(halves.d);
  });
});

describe('newSigningKey', () => {
  it('makes whole keys, each another one', () => {
    const keys = Array.from({ length: 300 }, () => newSigningKey());
    expect(signingKeyFaults(keys)).toEqual([]);
  });
});

describe('readKeySet', () => {
  const [published] = new SigningKeys([newSigningKey('a')]).publicKeys().keys;

  it('takes bare keys and such as say what they are for', () => {
    const { kty, crv, kid, x, y } = published ?? newSigningKey();
    expect(readKeySet({ keys: [{ kty, crv, kid, x, y }] })).toEqual({ keys: [published] });
    expect(readKeySet({ keys: [published] })).toEqual({ keys: [published] });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['an empty set', { keys: [] }],
    ['a bare list', [published]],
    ['a private key', { keys: [newSigningKey('a')] }],
    ['a key without a kid', { keys: [{ ...published, kid: undefined }] }],
    ['a key for another use', { keys: [{ ...published, use: 'enc' }] }],
    ['a cut coordinate', { keys: [{ ...published, x: published?.x.slice(1) }] }],
    ['a kid twice', { keys: [published, published] }],
  ])('refuses %s', (_, value) => {
    expect(() => readKeySet(value)).toThrow(TypeError);
  });
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Keyring, SealingError } from '../../src/persistence';
import type { SealingFault, SealingKey } from '../../src/persistence';

const CONTEXT = 'landlord.notice/0190e0e0-0000-7000-8000-000000000001/tenant_names';

function aKey(id: string): SealingKey {
  return { id, key: randomBytes(32).toString('base64') };
}

function faultOf(work: () => unknown): SealingFault | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof SealingError) return error.fault;
    throw error;
  }
}

describe('Keyring', () => {
  const old = aKey('2024');
  const present = aKey('2025');
  const keyring = new Keyring([present, old]);

  it('opens every JSON value that it sealed, as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.string(), (value, context) => {
        const opened = keyring.open(keyring.seal(value, context), context);
        expect(JSON.stringify(opened)).toBe(JSON.stringify(value));
      }),
    );
  });

  it('names version, key id and nonce in front, and nothing of the text in clear', () => {
    const envelope = keyring.seal({ name: 'Test Testsson' }, CONTEXT);
    expect(envelope.subarray(0, 6).toString('latin1')).toBe('\x01\x042025');
    expect(envelope.length).toBe(6 + 12 + '{"name":"Test Testsson"}'.length + 16);
    expect(envelope.includes('Test')).toBe(false);
  });

  it('never seals the same value into the same bytes', () => {
    expect(keyring.seal('x', CONTEXT).equals(keyring.seal('x', CONTEXT))).toBe(false);
  });

  it('opens no envelope of which any single bit was changed', () => {
    const envelope = keyring.seal({ name: 'Test' }, CONTEXT);
    for (let bit = 0; bit < envelope.length * 8; bit += 1) {
      const altered = Buffer.from(envelope);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(faultOf(() => keyring.open(altered, CONTEXT))).not.toBeNull();
    }
  });

  it('opens no envelope that was cut short, at any length', () => {
    const envelope = keyring.seal('x', CONTEXT);
    for (let length = 0; length < envelope.length; length += 1) {
      expect(faultOf(() => keyring.open(envelope.subarray(0, length), CONTEXT))).not.toBeNull();
    }
  });

  it.each<[string, SealingFault, () => unknown]>([
    [
      'a place it was not sealed for',
      'NOT_AUTHENTIC',
      () => keyring.open(keyring.seal(1, 'a'), 'b'),
    ],
    ['a longer context', 'NOT_AUTHENTIC', () => keyring.open(keyring.seal(1, 'a'), 'a ')],
    ['nothing', 'MALFORMED', () => keyring.open(Buffer.alloc(0), 'a')],
    ['a header alone', 'MALFORMED', () => keyring.open(keyring.seal(1, 'a').subarray(0, 20), 'a')],
    ['another version', 'MALFORMED', () => keyring.open(Buffer.alloc(60, 2), 'a')],
    [
      'a key that is not here',
      'UNKNOWN_KEY',
      () => keyring.open(new Keyring([aKey('x')]).seal(1, 'a'), 'a'),
    ],
    [
      'another key of the same id',
      'NOT_AUTHENTIC',
      () => keyring.open(new Keyring([aKey('2025')]).seal(1, 'a'), 'a'),
    ],
    ['a value that is not JSON', 'NOT_JSON', () => keyring.seal(undefined, 'a')],
  ])('refuses %s as %s', (_, fault, work) => {
    expect(faultOf(work)).toBe(fault);
  });

  it('opens no envelope that was made to name another id of the same key', () => {
    const { key } = present;
    const twins = new Keyring([
      { id: 'a', key },
      { id: 'b', key },
    ]);
    const envelope = twins.seal('x', CONTEXT);
    envelope.write('b', 2);
    expect(faultOf(() => twins.open(envelope, CONTEXT))).toBe('NOT_AUTHENTIC');
  });

  it('tells neither value nor context in an error', () => {
    const error = new SealingError('NOT_AUTHENTIC');
    expect(error.code).toBe('INTERNAL');
    expect(error.message).toBe('A sealed value could not be read or written.');
  });

  it('rotates: the new first key seals, the old one still opens, and what it sealed is named', () => {
    const before = new Keyring([old]).seal('kept', CONTEXT);
    expect(keyring.open(before, CONTEXT)).toBe('kept');
    expect(keyring.needsRotation(before)).toBe(true);
    const after = keyring.seal(keyring.open(before, CONTEXT), CONTEXT);
    expect(keyring.needsRotation(after)).toBe(false);
    expect(new Keyring([present]).open(after, CONTEXT)).toBe('kept');
    expect(faultOf(() => new Keyring([present]).open(before, CONTEXT))).toBe('UNKNOWN_KEY');
  });

  it.each<[string, SealingKey[]]>([
    ['no key', []],
    ['two keys of one id', [aKey('a'), aKey('a')]],
    ['an empty id', [aKey('')]],
    ['an id with a letter outside ASCII', [aKey('nyckel-å')]],
    ['a short key', [{ id: 'a', key: randomBytes(31).toString('base64') }]],
    ['a key that is not base64', [{ id: 'a', key: 'z'.repeat(44) }]],
  ])('is not made from %s', (_, keys) => {
    expect(() => new Keyring(keys)).toThrow(TypeError);
  });
});

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Aliases } from '../../src/persistence';

const aliases = new Aliases(randomBytes(32));
const names = fc.string({ maxLength: 20 });

describe('Aliases of ids', () => {
  it('lead back to their uuid, for the same kind and organisation', () => {
    fc.assert(
      fc.property(names, names, fc.uuid(), (kind, organisation, uuid) => {
        const alias = aliases.alias(kind, organisation, uuid);
        expect(alias).toMatch(/^[A-Za-z0-9_-]{22}$/);
        expect(aliases.resolve(kind, organisation, alias)).toBe(uuid);
      }),
    );
  });

  it('differ between organisations and kinds, whichever way their names are cut', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(names, names), {
          minLength: 2,
          selector: (pair) => JSON.stringify(pair),
        }),
        fc.uuid(),
        (pairs, uuid) => {
          const all = pairs.map(([kind, organisation]) => aliases.alias(kind, organisation, uuid));
          expect(new Set(all).size).toBe(pairs.length);
        },
      ),
    );
    const uuid = '0190e0e0-0000-7000-8000-000000000001';
    expect(aliases.alias('ab', 'c', uuid)).not.toBe(aliases.alias('a', 'bc', uuid));
    expect(aliases.resolve('case', 'skarpnack', aliases.alias('case', 'farsta', uuid))).not.toBe(
      uuid,
    );
  });

  it('stay the same for the same key', () => {
    const one = new Aliases(Buffer.alloc(32, 1)).alias(
      'case',
      'farsta',
      '0190e0e0-0000-7000-8000-000000000001',
    );
    expect(one).toBe('dRubHl3fgWm78Q_MKTuCyA');
  });

  it('read a uuid in capitals as the same one', () => {
    const uuid = '0190e0e0-abcd-7000-8000-00000000ef01';
    expect(aliases.alias('case', 'farsta', uuid.toUpperCase())).toBe(
      aliases.alias('case', 'farsta', uuid),
    );
  });

  it('have one spelling: any change gives another uuid or none', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.nat(21),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        (uuid, at, char) => {
          const alias = aliases.alias('case', 'farsta', uuid);
          const altered = alias.slice(0, at) + char + alias.slice(at + 1);
          fc.pre(altered !== alias);
          expect(aliases.resolve('case', 'farsta', altered)).not.toBe(uuid);
        },
      ),
    );
  });

  it.each([
    '',
    'a',
    'A'.repeat(21),
    'A'.repeat(23),
    'A'.repeat(21) + '=',
    'A'.repeat(21) + 'B',
    '+'.repeat(22),
    'å'.repeat(22),
  ])('are not %p', (text) => {
    expect(aliases.resolve('case', 'farsta', text)).toBeNull();
  });

  it.each(['', 'case', '0190e0e0-0000-7000-8000-00000000000', '0190e0e0000070008000000000000001'])(
    'are not made of %p, and the error does not repeat it',
    (text) => {
      expect(() => aliases.alias('case', 'farsta', text)).toThrow(
        new TypeError('Only a uuid has an alias.'),
      );
    },
  );

  it('outlast a cache of schedules that overflows', () => {
    const uuid = '0190e0e0-0000-7000-8000-000000000001';
    const first = aliases.alias('case', 'first', uuid);
    for (let i = 0; i < 5_000; i += 1) aliases.alias('case', `${i}`, uuid);
    expect(aliases.alias('case', 'first', uuid)).toBe(first);
  });

  it('need a key of 32 bytes', () => {
    expect(() => new Aliases(randomBytes(16))).toThrow(TypeError);
  });
});

describe('Tokens', () => {
  it('give back what was sealed, and are the same for the same value', () => {
    fc.assert(
      fc.property(names, names, fc.jsonValue(), (kind, organisation, value) => {
        const token = aliases.sealToken(kind, organisation, value);
        expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(aliases.sealToken(kind, organisation, value)).toBe(token);
        expect(JSON.stringify(aliases.openToken(kind, organisation, token))).toBe(
          JSON.stringify(value),
        );
      }),
    );
  });

  it('open for no other organisation or kind', () => {
    const token = aliases.sealToken('cursor', 'farsta', { after: 1 });
    expect(aliases.openToken('cursor', 'skarpnack', token)).toBeNull();
    expect(aliases.openToken('other', 'farsta', token)).toBeNull();
    expect(aliases.sealToken('cursor', 'skarpnack', { after: 1 })).not.toBe(token);
  });

  it('open after no change of any bit, length or spelling', () => {
    const token = aliases.sealToken('cursor', 'farsta', { after: '2025-06-01', id: 7 });
    const bytes = Buffer.from(token, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(aliases.openToken('cursor', 'farsta', altered.toString('base64url'))).toBeNull();
    }
    for (let length = 0; length < token.length; length += 1) {
      expect(aliases.openToken('cursor', 'farsta', token.slice(0, length))).toBeNull();
    }
    for (const text of [`${token}=`, `${token} `, `${token}AAAA`, 'A'.repeat(5_000)]) {
      expect(aliases.openToken('cursor', 'farsta', text)).toBeNull();
    }
  });

  it('open for no invented text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
        expect(aliases.openToken('cursor', 'farsta', text)).toBeNull();
      }),
    );
  });
});

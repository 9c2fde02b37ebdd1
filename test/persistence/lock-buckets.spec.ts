import fc from 'fast-check';
import { lockBucketsOf } from '../../src/persistence/lock-buckets';

describe('lockBucketsOf', () => {
  it('takes a key as one number modulo 512', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 2, maxLength: 16 }), (key) => {
        const expected = Number(BigInt(`0x${Buffer.from(key).toString('hex')}`) % 512n);
        expect(lockBucketsOf([Buffer.from(key)])).toEqual([expected]);
      }),
    );
  });

  it('gives each bucket once and in rising order, so at most 512 for any number of keys', () => {
    const keys = Array.from({ length: 2_000 }, (_, i) => Buffer.from([i >> 8, i & 255]));
    expect(lockBucketsOf(keys.reverse())).toEqual(Array.from({ length: 512 }, (_, i) => i));
  });

  it('has none for no keys', () => {
    expect(lockBucketsOf([])).toEqual([]);
  });
});

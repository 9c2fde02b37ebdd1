import { checkChange, complete, validateIdempotencyKey, type ValidChange } from '../../src/cases';
import { changed, problemsOf } from '../support/input-checks';

const change: ValidChange = { idempotencyKey: 'k', expectedVersion: 0 };
const validate = (input: ValidChange, problems: Parameters<typeof checkChange>[1]) =>
  complete(checkChange(input, problems));

describe('an idempotency key', () => {
  it.each(['k', '7b0c1d9e-1f1e-4d0c-9a57-1c2d3e4f5a6b', 'x'.repeat(200), 'order 17', '~!'])(
    'may be %j and stays as it is',
    (idempotencyKey) => {
      expect(problemsOf(validateIdempotencyKey, { idempotencyKey })).toEqual([]);
    },
  );

  it.each(['', ' ', 'x'.repeat(201), 'x'.repeat(10_000_000), 'a\nb', 'a\u0000', 'nyckel-å', '🔑'])(
    'is not any text (%#)',
    (idempotencyKey) => {
      expect(problemsOf(validateIdempotencyKey, { idempotencyKey })).toEqual([
        ['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
      ]);
    },
  );
});

describe('the version that a change builds on', () => {
  it.each([0, 1, 2_147_483_647])('may be %i', (version) => {
    expect(problemsOf(validate, changed(change, 'expectedVersion', version))).toEqual([]);
  });

  it.each([-1, 0.5, Number.NaN, 2_147_483_648])('cannot be %d', (version) => {
    expect(problemsOf(validate, changed(change, 'expectedVersion', version))).toEqual([
      ['expectedVersion', 'OUT_OF_RANGE'],
    ]);
  });

  it('and the key answer together', () => {
    expect(problemsOf(validate, { idempotencyKey: '', expectedVersion: -1 })).toEqual([
      ['idempotencyKey', 'INVALID_IDEMPOTENCY_KEY'],
      ['expectedVersion', 'OUT_OF_RANGE'],
    ]);
  });
});

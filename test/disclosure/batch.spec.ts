import { Batch, placed, placeOf, Position } from '../../src/disclosure';
import { aReading } from './a-reading';

const batch = () => new Batch(aReading(), new Position('Case'), ['1', '2']);

describe('Batch.once', () => {
  it('loads once under a name, whoever asks, also while the first load runs', async () => {
    const level = batch();
    const load = jest.fn(() => Promise.resolve(new Map([['1', 'x']])));
    const [first, second] = await Promise.all([level.once('a', load), level.once('a', load)]);
    expect(second).toBe(first);
    expect(await level.once('a', load)).toBe(first);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('keeps names and levels apart', async () => {
    const [one, other] = [batch(), batch()];
    const load = jest.fn(() => Promise.resolve(1));
    await Promise.all([one.once('a', load), one.once('b', load), other.once('a', load)]);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('gives the same failure to everybody', async () => {
    const level = batch();
    const load = jest.fn(() => Promise.reject(new Error('store')));
    await expect(level.once('a', load)).rejects.toThrow('store');
    await expect(level.once('a', load)).rejects.toThrow('store');
    expect(load).toHaveBeenCalledTimes(1);
  });
});

describe('placed', () => {
  it('marks an object without adding anything that an answer would show', () => {
    const place = { batch: batch(), caseId: '1' };
    const object = placed({ id: 'x' }, place);
    expect(placeOf(object)).toBe(place);
    expect(Object.keys(object)).toEqual(['id']);
    expect(JSON.stringify(object)).toBe('{"id":"x"}');
  });

  it.each([[{}], [null], [undefined], ['text']])('finds no place at %p', (value) => {
    expect(placeOf(value)).toBeUndefined();
  });

  it('keeps the place with a copy, since type-graphql hands doors one', () => {
    const place = { batch: batch(), caseId: '1' };
    expect(placeOf(Object.assign(new (class {})(), placed({ id: 'x' }, place)))).toBe(place);
  });
});

import { NO_FACTS } from '../../src/disclosure';
import type { FactsLoader } from '../../src/disclosure';
import { aReading } from './a-reading';

const party = { ...NO_FACTS, party: true };

/** Knows every case but `unknown`. */
function aLoader() {
  const load: FactsLoader = (_reading, ids) =>
    Promise.resolve(new Map(ids.filter((id) => id !== 'unknown').map((id) => [id, party])));
  return jest.fn(load);
}

describe('Reading.facts', () => {
  it('reads each case at most once, whoever asks and however often', async () => {
    const load = aLoader();
    const reading = aReading(load);
    const [first, second] = await Promise.all([
      reading.facts(['1', '2', '1']),
      reading.facts(['2', '3']),
    ]);
    expect([first.get('1'), first.get('2'), second.get('3')]).toEqual([party, party, party]);
    await reading.facts(['1', '3']);
    expect(load.mock.calls.map(([, ids]) => ids)).toEqual([['1', '2'], ['3']]);
    expect(load.mock.calls[0]?.[0]).toBe(reading);
  });

  it('has nothing of a case that the reader may not know of, for which every condition fails', async () => {
    const reading = aReading(aLoader());
    expect((await reading.facts(['unknown'])).has('unknown')).toBe(false);
    expect(await reading.factsOf('unknown')).toBe(NO_FACTS);
    expect(await reading.factsOf('1')).toBe(party);
  });

  it('asks for nothing when there is no case', async () => {
    const load = aLoader();
    expect(await aReading(load).facts([])).toEqual(new Map());
    expect(load).not.toHaveBeenCalled();
  });

  it('fails as the store fails', async () => {
    const reading = aReading(() => Promise.reject(new Error('store')));
    await expect(reading.facts(['1'])).rejects.toThrow('store');
    await expect(reading.factsOf('1')).rejects.toThrow('store');
  });
});

describe('NO_FACTS', () => {
  it('cannot be given facts', () => {
    expect(Object.isFrozen(NO_FACTS)).toBe(true);
    expect([NO_FACTS.consents.size, NO_FACTS.switches.size]).toEqual([0, 0]);
  });
});

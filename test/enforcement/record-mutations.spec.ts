import fc from 'fast-check';
import { validateEvictionRecord } from '../../src/enforcement/validate-eviction-record';
import { context } from '../support/input-checks';
import { collector, expectNoValueIn, mutationsOf } from '../support/input-mutations';
import { anEvictionRecord } from '../support/inputs';

describe('an eviction record with one place changed to anything', () => {
  it('is sound or has problems, never both, never throws, and no problem repeats a value', () => {
    fc.assert(
      fc.property(mutationsOf(anEvictionRecord), ({ input }) => {
        const problems = collector();
        const sound = validateEvictionRecord(input, problems, context);
        expect(sound === undefined).toBe(problems.list.length > 0);
        expectNoValueIn(problems.list);
      }),
      { numRuns: 1000 },
    );
  });
});

import { compareRatios } from '../../bench/report/compare';
import type { Ratio } from '../../bench/report/ratios';
import { ratiosOf } from '../../bench/report/ratios';
import { growthOf } from '../../bench/report/growth';
import { roundAbove, scaleTo } from '../../bench/report/scale';
import { spreadOf, spreadText } from '../../bench/report/spread';
import type { Sample } from '../../bench/measure/results';

describe('spread of rounds', () => {
  it('takes the middle of an odd number and the mean of the two middle ones of an even number', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, lowest: 1, highest: 3 });
    expect(spreadOf([4, 1, 2, 10])).toEqual({ median: 3, lowest: 1, highest: 10 });
    expect(spreadOf([])).toBeNull();
  });

  it('is written with its ends where there are several values', () => {
    expect(spreadText([1, 2, 4], 1)).toBe('2.0 (1.0–4.0)');
    expect(spreadText([2], 1)).toBe('2.0');
    expect(spreadText([], 1)).toBe('–');
  });
});

describe('comparison of two runs', () => {
  const ratio = (values: readonly number[], better: Ratio['better'] = 'higher'): Ratio => {
    return { name: 'list', values, better };
  };
  const moveOf = (before: Ratio, now: Ratio) => compareRatios([before], [now])[0]?.moved;

  it('calls a ratio moved when its medians lie further apart than the rounds of either run', () => {
    expect(moveOf(ratio([0.5, 0.55, 0.6]), ratio([0.62, 0.66, 0.7]))).toBe('better');
    expect(moveOf(ratio([0.5, 0.55, 0.6]), ratio([0.4, 0.44, 0.48]))).toBe('worse');
  });

  it('takes a lower value for better where less is better', () => {
    expect(moveOf(ratio([2, 2.1, 2.2], 'lower'), ratio([1, 1.1, 1.2], 'lower'))).toBe('better');
  });

  it('explains by noise what the rounds of one of the runs reach', () => {
    expect(moveOf(ratio([0.5, 0.55, 0.8]), ratio([0.69, 0.7, 0.71]))).toBe('no');
    expect(moveOf(ratio([0.69, 0.7, 0.71]), ratio([0.5, 0.55, 0.8]))).toBe('no');
  });

  it('leaves out what only one of the runs has', () => {
    expect(compareRatios([{ ...ratio([1]), name: 'other' }], [ratio([1])])).toEqual([]);
  });
});

describe('ratios of a run', () => {
  const sample = (server: string, round: number, answers: number, wrong = 0): Sample => ({
    workload: 'list',
    server,
    concurrency: 32,
    round,
    answers,
    wrong,
    milliseconds: 1_000,
    p50: 1,
    p99: answers / 100,
    nodeMicros: 100,
    storeMicros: null,
  });

  it('compares the servers within each round, and counts right answers alone', () => {
    const samples = [
      sample('floor', 0, 100),
      sample('Kvarbo', 0, 60, 10),
      sample('Kvarbo', 1, 80),
      sample('floor', 1, 200),
    ];
    const throughput = ratiosOf({ samples, bulk: [] }).find(({ name }) =>
      name.startsWith('list@32 throughput'),
    );
    expect(throughput?.values).toEqual([0.5, 0.4]);
    expect(throughput?.better).toBe('higher');
  });

  it('has none where a side was not measured', () => {
    const samples = [sample('floor', 0, 100), sample('Kvarbo', 0, 50)];
    const names = ratiosOf({ samples, bulk: [] }).map(({ name }) => name);
    expect(names).toEqual(['list@32 throughput: Kvarbo / floor', 'list@32 p99: Kvarbo / floor']);
  });

  it('compares calls with many items by the rows that they insert', () => {
    const call = { workload: 'push', round: 0, items: 10, wrong: 0 };
    const [found] = ratiosOf({
      samples: [],
      bulk: [
        { ...call, server: 'Kvarbo', milliseconds: 2_000, rows: 100 },
        { ...call, server: 'floor', milliseconds: 500, rows: 100 },
      ],
    });
    expect(found).toEqual({
      name: 'push rows/s: Kvarbo / floor',
      values: [0.25],
      better: 'higher',
    });
  });
});

describe('scale of the chart', () => {
  it('ends an axis at a round number that no value passes', () => {
    expect([0.3, 1, 1.2, 437, 1568, 0, Number.NEGATIVE_INFINITY].map(roundAbove)).toEqual([
      0.5, 1, 2, 500, 2000, 1, 1,
    ]);
  });

  it('draws no bar beyond the axis', () => {
    const scale = scaleTo(200, 100);
    expect([0, 50, 200, 400].map(scale)).toEqual([0, 25, 100, 100]);
  });
});

describe('growth of the heap', () => {
  const around = (base: number, gain: number): readonly number[] =>
    Array.from({ length: 16 }, (_, index) => base + gain * index + (index % 2 === 0 ? 0.5 : -0.5));

  it('is a leak when it gains more than its noise', () => {
    const growth = growthOf(around(50, 2));
    expect(growth?.isLeak).toBe(true);
    expect(growth?.gained).toBeCloseTo(2 * 11, 0);
  });

  it('is none when it only goes up and down', () => {
    expect(growthOf(around(50, 0))?.isLeak).toBe(false);
  });

  it('is none when it gains less than its noise', () => {
    const noisy = around(50, 0.8).map((value, index) => value + (index % 3) * 5);
    expect(growthOf(noisy)?.gained).toBeGreaterThan(5);
    expect(growthOf(noisy)?.isLeak).toBe(false);
  });

  it('leaves out the part in which caches fill', () => {
    const filling = [20, 35, 48, 55];
    expect(growthOf([...filling, ...around(60, 0).slice(0, 12)])?.isLeak).toBe(false);
  });

  it('is unknown for a few values', () => {
    expect(growthOf([1, 2, 3])).toBeNull();
  });
});

import { compared } from '../../bench/year/check-store';
import { inLanes, partsOf } from '../../bench/year/lanes';
import { sizeOf, yearOptions } from '../../bench/year/options';
import { readsAfter } from '../../bench/year/reads';
import {
  landlordOf,
  noticeInput,
  tenancyOfRecord,
  versionInput,
} from '../../bench/year/year-inputs';
import { faultsOfYear } from '../../bench/year/year-text';
import type { YearResults } from '../../bench/year/year-text';

const TODAY = '2026-11-29';

describe('arguments of a year', () => {
  it('are a share, and whether it is kept', () => {
    expect(yearOptions([])).toEqual({ share: 1, keep: true });
    expect(yearOptions(['--share', '0.05', '--print'])).toEqual({ share: 0.05, keep: false });
  });

  it.each(['0', '1.5', 'all'])('refuses a share of %s', (share) => {
    expect(() => yearOptions(['--share', share])).toThrow('--share');
  });
});

describe('a year', () => {
  const size = sizeOf(0.01);

  it('has events of each kind in proportion, however small the share', () => {
    expect(sizeOf(1)).toMatchObject({ notices: 60_000, disturbances: 15_000, enforcement: 9_000 });
    expect(size).toMatchObject({ notices: 600, disturbances: 150, enforcement: 90 });
    expect(sizeOf(1e-9)).toMatchObject({ notices: 1, disturbances: 1, enforcement: 1 });
  });

  it('has messages of arrears first, those about disturbances after them, each under a key of its own', () => {
    const kinds = [0, 599, 600, 749].map((number) => noticeInput(number, size, TODAY));
    expect(kinds).toMatchObject([
      { kind: 'ARREARS' },
      { kind: 'ARREARS' },
      { kind: 'DISTURBANCE' },
      { kind: 'DISTURBANCE' },
    ]);
    const keys = kinds.map((one) => (one as { idempotencyKey: string }).idempotencyKey);
    expect(new Set(keys).size).toBe(4);
  });

  it('has a tenancy in arrears for each enforcement case', () => {
    const numbers = Array.from({ length: 90 }, (_, record) => tenancyOfRecord(record, size));
    expect(new Set(numbers).size).toBe(90);
    expect(Math.max(...numbers)).toBeLessThan(600);
  });

  it('has four versions that differ of each record', () => {
    const versions = [1, 2, 3, 4].map((version) => versionInput(3, version, size, TODAY));
    expect(versions).toMatchObject([
      { version: 1, status: 'OPEN' },
      { version: 2, status: 'DATE_SET', evictionTime: { date: '2026-12-29' } },
      { version: 3, status: 'DATE_SET', evictionTime: { date: '2027-01-05' } },
      { version: 4, status: 'WITHDRAWN', closure: { on: TODAY } },
    ]);
    expect(versions[0]).not.toHaveProperty('evictionTime');
  });

  it('is read about by the landlord whose tenancy it is and by the board', () => {
    const reads = readsAfter(7, 'KB-7Q4M-2X9R-5');
    expect(reads).toHaveLength(20);
    expect(new Set(reads.map(({ client }) => client))).toEqual(
      new Set([landlordOf(7), 'board-farsta']),
    );
    expect(reads[0]?.holds).toBe('KB-7Q4M-2X9R-5');
  });
});

describe('what is found of a year', () => {
  it('tells what is lost from what is doubled', () => {
    expect(compared('x', ['a', 'b'], ['b', 'a'])).toMatchObject({ lost: 0, doubled: 0 });
    expect(compared('x', ['a', 'b'], ['b'])).toMatchObject({ lost: 1, doubled: 0, found: 1 });
    expect(compared('x', ['a', 'b'], ['a', 'b', 'b'])).toMatchObject({ lost: 0, doubled: 1 });
    expect(compared('x', ['a'], ['a', 'c'])).toMatchObject({ lost: 0, doubled: 1 });
  });

  it('is a fault where anything is lost or doubled, or the log is not whole', () => {
    const found = [
      compared('receipts', ['a', 'b'], ['b']),
      compared('outcomes', ['a'], ['a', 'a']),
      compared('records', ['a'], ['a']),
    ];
    const log = { isWhole: false, words: 'An entry is missing.' };
    expect(faultsOfYear({ found, log } as unknown as YearResults)).toEqual([
      'receipts: 1 lost, 0 doubled.',
      'outcomes: 0 lost, 1 doubled.',
      'The log is not whole: An entry is missing.',
    ]);
  });
});

describe('work in lanes', () => {
  it('is done once for each item, so many at a time', async () => {
    const done: number[] = [];
    let [now, most] = [0, 0];
    await inLanes([1, 2, 3, 4, 5], 2, async (item) => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      done.push(item);
      now -= 1;
    });
    expect(done).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('fails as soon as one does', async () => {
    const fail = (): Promise<void> => Promise.reject(new Error('refused'));
    await expect(inLanes([1, 2], 2, fail)).rejects.toThrow('refused');
  });

  it('is cut into parts that hold every item', () => {
    expect(partsOf([1, 2, 3], 2)).toEqual([
      { start: 0, items: [1, 2] },
      { start: 2, items: [3] },
    ]);
    expect(partsOf([], 2)).toEqual([]);
  });
});

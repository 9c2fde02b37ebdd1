import type { Results, Sample } from '../measure/results';
import { SERVERS } from '../names';
import { READS } from '../workloads/reads';
import { rateOf, ratiosOf, rowRateOf } from './ratios';
import { spreadText } from './spread';
import { table } from './table';

/** What every server did with the main read, at each concurrency. */
export function mainTable(results: Results): string {
  const main = READS.find(({ isMain }) => isMain)?.name;
  const samples = results.samples.filter(({ workload }) => workload === main);
  const rows = groupsOf(samples, ({ concurrency, server }) => `${concurrency} ${server}`).map(
    (own) => [String(own[0]?.concurrency), own[0]?.server ?? '', ...figuresOf(own, samples)],
  );
  return table(['Concurrency', 'Server', ...FIGURES], rows);
}

/** The other reads and the single writes, at one concurrency. */
export function otherTable(results: Results, titles: ReadonlyMap<string, string>): string {
  const samples = results.samples.filter(({ workload }) => titles.has(workload));
  const rows = groupsOf(samples, ({ workload, server }) => `${workload} ${server}`).map((own) => [
    titles.get(own[0]?.workload ?? '') ?? '',
    own[0]?.server ?? '',
    ...figuresOf(
      own,
      samples.filter(({ workload }) => workload === own[0]?.workload),
    ),
  ]);
  return table(['Workload', 'Server', ...FIGURES], rows);
}

/** Calls with many records or notices. */
export function bulkTable({ bulk }: Results): string {
  const ratios = ratiosOf({ samples: [], bulk });
  const rows = groupsOf(bulk, ({ workload, server }) => `${workload} ${server}`).map((own) => {
    const { workload = '', server = '' } = own[0] ?? {};
    const ratio = ratios.find(({ name }) => name.startsWith(`${workload} `));
    const each = (of: (sample: (typeof own)[number]) => number): readonly number[] => own.map(of);
    return [
      workload,
      server,
      String(own[0]?.items),
      spreadText(
        each(({ milliseconds }) => milliseconds / 1000),
        2,
      ),
      spreadText(
        each(({ items, milliseconds }) => (items * 1000) / milliseconds),
        0,
      ),
      spreadText(
        each(({ rows }) => rows),
        0,
      ),
      spreadText(each(rowRateOf), 0),
      server === SERVERS.floor || !ratio ? '' : spreadText(ratio.values, 2),
      String(sumOf(each(({ wrong }) => wrong))),
    ];
  });
  const head = ['Call', 'Server', 'Items', 'Seconds', 'Items/s'];
  return table([...head, 'Rows', 'Rows/s', 'Of floor', 'Wrong'], rows);
}

const FIGURES = [
  'Answers/s',
  'Of floor',
  'p50 ms',
  'p99 ms',
  'CPU µs: node',
  'CPU µs: PostgreSQL',
  'Wrong',
];

function figuresOf(own: readonly Sample[], all: readonly Sample[]): readonly string[] {
  const { server = '', concurrency } = own[0] ?? {};
  const floor = all.filter(
    (sample) => sample.server === SERVERS.floor && sample.concurrency === concurrency,
  );
  const ofFloor = own.flatMap((sample) => {
    const beside = floor.find(({ round }) => round === sample.round);
    return beside ? rateOf(sample) / rateOf(beside) : [];
  });
  return [
    spreadText(own.map(rateOf), 0),
    server === SERVERS.floor ? '1' : spreadText(ofFloor, 2),
    spreadText(
      own.map(({ p50 }) => p50),
      1,
    ),
    spreadText(
      own.map(({ p99 }) => p99),
      1,
    ),
    spreadText(
      own.flatMap(({ nodeMicros }) => nodeMicros ?? []),
      0,
    ),
    spreadText(
      own.flatMap(({ storeMicros }) => storeMicros ?? []),
      0,
    ),
    String(sumOf(own.map(({ wrong }) => wrong))),
  ];
}

/** In the order in which they were measured. */
function groupsOf<T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return [...groups.values()];
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

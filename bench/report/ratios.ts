import type { BulkSample, Results, Sample } from '../measure/results';
import { SERVERS } from '../names';

/** How one server did beside another, once for each round, so that both met the same moment of the machine. */
export interface Ratio {
  /** Such as `landlord-list@32 throughput: Kvarbo / floor`. */
  readonly name: string;
  readonly values: readonly number[];
  readonly better: 'higher' | 'lower';
}

type Measure = 'throughput' | 'p99' | 'cpu';

/** Answers that were right, in a second. */
export function rateOf({ answers, wrong, milliseconds }: Sample): number {
  return ((answers - wrong) * 1000) / milliseconds;
}

/** Rows that were inserted, in a second. */
export function rowRateOf({ rows, milliseconds }: BulkSample): number {
  return (rows * 1000) / milliseconds;
}

/** Time on a processor for each answer, of the server and of PostgreSQL, in microseconds; null where the system does not tell. */
function cpuOf({ nodeMicros, storeMicros }: Sample): number | null {
  return nodeMicros === null || storeMicros === null ? null : nodeMicros + storeMicros;
}

const MEASURES: Readonly<
  Record<Measure, { better: Ratio['better']; of: (sample: Sample) => number | null }>
> = {
  throughput: { better: 'higher', of: rateOf },
  p99: { better: 'lower', of: ({ p99 }) => p99 },
  cpu: { better: 'lower', of: cpuOf },
};

/** What Kvarbo is compared with, in the order of the tables. */
const OTHERS = [SERVERS.floor, SERVERS.unguarded, SERVERS.postgraphile, SERVERS.textbook];

/** Every ratio of a run. */
export function ratiosOf({ samples, bulk }: Pick<Results, 'samples' | 'bulk'>): readonly Ratio[] {
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = `${sample.workload}@${sample.concurrency}`;
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  const ofReads = [...groups].flatMap(([key, group]) =>
    OTHERS.flatMap((other) =>
      Object.entries(MEASURES).map(([measure, { better, of }]): Ratio => ({
        name: `${key} ${measure}: ${SERVERS.kvarbo} / ${other}`,
        values: quotients(group, other, of),
        better,
      })),
    ),
  );
  const ofBulk = [...new Set(bulk.map(({ workload }) => workload))].map((workload): Ratio => ({
    name: `${workload} rows/s: ${SERVERS.kvarbo} / ${SERVERS.floor}`,
    values: quotients(
      bulk.filter((sample) => sample.workload === workload),
      SERVERS.floor,
      rowRateOf,
    ),
    better: 'higher',
  }));
  return [...ofReads, ...ofBulk].filter(({ values }) => values.length > 0);
}

function quotients<T extends { readonly server: string; readonly round: number }>(
  samples: readonly T[],
  other: string,
  of: (sample: T) => number | null,
): readonly number[] {
  const own = samples.filter(({ server }) => server === SERVERS.kvarbo);
  return own.flatMap((sample) => {
    const beside = samples.find(({ server, round }) => server === other && round === sample.round);
    const [upper, lower] = [of(sample), beside ? of(beside) : null];
    return upper === null || lower === null || lower === 0 ? [] : [upper / lower];
  });
}

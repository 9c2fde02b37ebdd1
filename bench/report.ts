import type { BulkSample } from './bulk';
import type { Sample } from './measure';
import type { ProcessMemory } from './process-memory';

/** Megabytes above which the gateway's memory needs an explanation. */
const MOST_MEMORY = 400;

/** Throughput and latency of each server at each concurrency, and how they compare: a table in Markdown. */
export function throughputTable(samples: readonly Sample[]): string {
  const rows = [...new Set(samples.map(({ concurrency }) => concurrency))].flatMap(
    (concurrency) => {
      const all = samples.filter((sample) => sample.concurrency === concurrency);
      const names = [...new Set(all.map(({ server }) => server))];
      return names.map((name) => {
        const own = all.filter(({ server }) => server === name);
        return row([
          String(concurrency),
          name,
          spread(own.map(rate), 0),
          name === FLOOR ? '1.00' : spread(ratios(own, all, FLOOR), 2),
          name === KVARBO ? spread(ratios(own, all, UNGUARDED), 2) : '',
          spread(
            own.map(({ p50 }) => p50),
            1,
          ),
          spread(
            own.map(({ p99 }) => p99),
            1,
          ),
          spread(
            own.flatMap(({ processorMicros }) => processorMicros ?? []),
            0,
          ),
          String(own.reduce((sum, { wrong }) => sum + wrong, 0)),
        ]);
      });
    },
  );
  const head = ['Concurrency', 'Server', 'Requests/s', 'Of floor', 'Of unguarded'];
  return table([...head, 'p50 ms', 'p99 ms', 'CPU µs/request', 'Wrong answers'], rows);
}

/** One call with many notices, half of them bad: a table in Markdown. */
export function bulkTable({ notices, taken, refused, wrong, milliseconds }: BulkSample): string {
  const perSecond = (count: number): string => ((count * 1000) / milliseconds).toFixed(0);
  const head = ['submitNotices', 'Taken in', 'Refused', 'Seconds', 'Notices/s', 'Taken in/s'];
  return table(
    [...head, 'Wrong answers'],
    [
      row([
        `${notices} in one call`,
        String(taken),
        String(refused),
        (milliseconds / 1000).toFixed(2),
        perSecond(notices),
        perSecond(taken),
        String(wrong),
      ]),
    ],
  );
}

/** Memory of the gateway's process: a table in Markdown, and a line below it when there is too much. */
export function memoryTable(
  moments: readonly { readonly when: string; readonly memory: ProcessMemory | null }[],
): string {
  const rows = moments.map(({ when, memory }) =>
    row([when, memory ? memory.now.toFixed(0) : '–', memory ? memory.peak.toFixed(0) : '–']),
  );
  const peak = Math.max(...moments.map(({ memory }) => memory?.peak ?? 0));
  const lines = [table(['Kvarbo', 'RSS MB', 'Highest RSS so far MB'], rows)];
  if (peak > MOST_MEMORY) {
    lines.push('', `More than ${MOST_MEMORY} MB: this needs an explanation here.`);
  }
  return lines.join('\n');
}

const FLOOR = 'floor';
const KVARBO = 'Kvarbo';
/** Kvarbo without its policy and its log. */
export const UNGUARDED = 'unguarded';

function rate({ answers, wrong, milliseconds }: Sample): number {
  return ((answers - wrong) * 1000) / milliseconds;
}

/** Of each round, so that both sides of a ratio met the same moment of the machine. */
function ratios(own: readonly Sample[], all: readonly Sample[], to: string): readonly number[] {
  return own.flatMap((sample) => {
    const other = all.find(({ server, round }) => server === to && round === sample.round);
    return other ? rate(sample) / rate(other) : [];
  });
}

/** Median, and lowest and highest in brackets. */
function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  const middle = (sorted.length - 1) / 2;
  const [left, right] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  if (lowest === undefined || highest === undefined || left === undefined || right === undefined) {
    return '–';
  }
  const text = (value: number): string => value.toFixed(digits);
  return `${text((left + right) / 2)} (${text(lowest)}–${text(highest)})`;
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(head), row(head.map((_, index) => (index < 2 ? '---' : '--:'))), ...rows].join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

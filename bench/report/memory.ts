import type { Results } from '../measure/results';
import { growthOf } from './growth';
import { spreadText } from './spread';
import { table } from './table';

/** Start-up, mixed load and memory: lines of Markdown; none for a run that did not measure them. */
export function memoryText({ mixed, startUp }: Results): readonly string[] {
  const start = startUp && [
    '',
    '### Start-up',
    '',
    table(
      ['Start', 'Times', 'Seconds to ready', 'RSS idle MB'],
      [
        [
          'with an existing database',
          String(startUp.milliseconds.length),
          spreadText(
            startUp.milliseconds.map((milliseconds) => milliseconds / 1000),
            2,
          ),
          startUp.idleMemory?.toFixed(0) ?? '–',
        ],
      ],
      1,
    ),
  ];
  const load = mixed && [
    '',
    '### Mixed load',
    '',
    table(
      ['Load', 'Reads', 'Writes', 'Answers/s', 'p50 ms', 'p99 ms', 'RSS MB', 'Highest', 'Wrong'],
      [
        [
          `${mixed.concurrency} at a time for ${mixed.seconds.toFixed(0)} s`,
          String(mixed.reads),
          String(mixed.writes),
          mixed.perSecond.toFixed(0),
          mixed.p50.toFixed(1),
          mixed.p99.toFixed(1),
          mixed.memory?.now.toFixed(0) ?? '–',
          mixed.memory?.peak.toFixed(0) ?? '–',
          String(mixed.wrong),
        ],
      ],
      1,
    ),
    ...heapLine(mixed.heap),
  ];
  return [...(start ?? []), ...(load ?? [])];
}

function heapLine(heap: readonly number[]): readonly string[] {
  if (heap.length === 0) return [];
  const values = heap.map((megabytes) => megabytes.toFixed(1)).join(', ');
  const growth = growthOf(heap);
  const verdict = growth
    ? `${growth.isLeak ? 'it leaks' : 'no leak'}: behind the first quarter a straight line gains ${growth.gained.toFixed(1)} MB, and values lie up to ${growth.noise.toFixed(1)} MB apart beside it`
    : 'too few values to tell of a leak';
  return ['', `Heap in use after garbage was collected, in MB: ${values} – ${verdict}.`];
}

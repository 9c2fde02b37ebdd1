import type { Results } from '../measure/results';
import { SERVERS } from '../names';
import { ratiosOf } from './ratios';
import { spreadOf, spreadText } from './spread';
import { table } from './table';

/** What a run is held against. */
interface Target {
  readonly what: string;
  readonly limit: number;
  readonly side: 'at least' | 'at most';
  readonly digits: number;
  readonly unit: string;
  /** None where the run did not measure it. */
  readonly values: (results: Results) => readonly number[];
}

/** Whether a target was reached, as far as the run tells. */
interface Verdict {
  readonly what: string;
  readonly target: string;
  readonly measured: string;
  readonly reached: 'yes' | 'no' | 'not measured';
}

const MAIN = 'landlord-list@32';

const ratio =
  (name: string, turned = false) =>
  (results: Results): readonly number[] => {
    const found = ratiosOf(results).find((one) => one.name === name)?.values ?? [];
    return turned ? found.map((value) => 1 / value) : found;
  };

const against = (measure: string, other: string): string =>
  `${measure}: ${SERVERS.kvarbo} / ${other}`;

const atLeast = (what: string, limit: number, values: Target['values']): Target => {
  return { what, limit, side: 'at least', digits: 2, unit: '', values };
};
const atMost = (what: string, limit: number, values: Target['values']): Target => {
  return { what, limit, side: 'at most', digits: 2, unit: '', values };
};

const TARGETS: readonly Target[] = [
  atLeast(
    'landlord’s list at 32, throughput of the floor’s',
    0.6,
    ratio(`${MAIN} ${against('throughput', SERVERS.floor)}`),
  ),
  atLeast(
    'the same, times PostGraphile’s',
    2.5,
    ratio(`${MAIN} ${against('throughput', SERVERS.postgraphile)}`),
  ),
  atLeast(
    'the same, times the textbook build’s',
    7,
    ratio(`${MAIN} ${against('throughput', SERVERS.textbook)}`),
  ),
  atMost('the same, p99 times the floor’s', 2, ratio(`${MAIN} ${against('p99', SERVERS.floor)}`)),
  atMost(
    'the same, CPU with disclosure and log, times without',
    1.25,
    ratio(`${MAIN} ${against('cpu', SERVERS.unguarded)}`),
  ),
  atLeast(
    'case in full for its board, throughput of the floor’s',
    0.55,
    ratio(`case-board-farsta@32 ${against('throughput', SERVERS.floor)}`),
  ),
  atLeast(
    'pushEvictionRecords of 2 000, rows/s of the floor’s',
    0.4,
    ratio(`pushEvictionRecords ${against('rows/s', SERVERS.floor)}`),
  ),
  atLeast(
    'submitNotices of 2 000, rows/s of the floor’s',
    0.25,
    ratio(`submitNotices ${against('rows/s', SERVERS.floor)}`),
  ),
  {
    ...atMost('cold start to ready', 2.5, ({ startUp }) =>
      (startUp?.milliseconds ?? []).map((milliseconds) => milliseconds / 1000),
    ),
    unit: ' s',
  },
  {
    ...atMost('RSS under mixed load', 350, ({ mixed }) =>
      mixed?.memory ? [mixed.memory.peak] : [],
    ),
    digits: 0,
    unit: ' MB',
  },
];

/** Each target with what the run measured; the median decides. */
function verdictsOf(results: Results): readonly Verdict[] {
  return TARGETS.map(({ what, limit, side, digits, unit, values }) => {
    const measured = values(results);
    const median = spreadOf(measured)?.median ?? null;
    const isReached = median !== null && (side === 'at least' ? median >= limit : median <= limit);
    return {
      what,
      target: `${side === 'at least' ? '≥' : '≤'} ${limit}${unit}`,
      measured: median === null ? '–' : `${spreadText(measured, digits)}${unit}`,
      reached: median === null ? 'not measured' : isReached ? 'yes' : 'no',
    };
  });
}

/** The targets as a table. */
export function targetsTable(results: Results): string {
  const rows = verdictsOf(results).map(({ what, target, measured, reached }) => {
    return [what, target, measured, reached === 'no' ? '**no**' : reached];
  });
  return table(['Target', 'Wanted', 'Measured', 'Reached'], rows, 1);
}

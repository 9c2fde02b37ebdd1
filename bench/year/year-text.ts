import { table } from '../report/table';
import type { Found } from './check-store';
import { READS_AN_EVENT, VERSIONS } from './options';
import type { YearSize } from './options';
import type { Replayed } from './replay';

/** Everything that a run found. */
export interface YearResults {
  readonly at: string;
  readonly share: number;
  readonly size: YearSize;
  readonly replayed: Pick<Replayed, 'seconds' | 'reads' | 'mutations'>;
  /** Seconds that the gateway and PostgreSQL spent on processors while the year was replayed; null where the system does not tell. */
  readonly processor: number | null;
  readonly checkSeconds: number;
  readonly found: readonly Found[];
  /** Whether the product's own check calls the log whole, and its words. */
  readonly log: { readonly isWhole: boolean; readonly words: string };
}

/** Seconds in which a whole year must be replayed. */
const TARGET_SECONDS = 300;

/** What is wrong with a year, one line for each thing. */
export function faultsOfYear({ found, log }: YearResults): readonly string[] {
  return [
    ...found
      .filter(({ lost, doubled }) => lost + doubled > 0)
      .map(({ what, lost, doubled }) => `${what}: ${lost} lost, ${doubled} doubled.`),
    ...(log.isWhole ? [] : [`The log is not whole: ${log.words}`]),
  ];
}

/** The results in Markdown. */
export function yearText(results: YearResults): string {
  const { at, share, size, replayed, processor, checkSeconds, found, log } = results;
  const { seconds, reads, mutations } = replayed;
  const total = Object.values(seconds).reduce((sum, one) => sum + one, 0);
  const whole = total / share;
  return [
    `${at.slice(0, 10)}: ${share === 1 ? 'a whole year' : `${share} of a year`} – ${size.notices} notices, ${size.disturbances} disturbance messages, ${size.enforcement} enforcement`,
    `cases with ${VERSIONS} versions each, ${mutations} mutations of the board, ${reads} reads (${READS_AN_EVENT} for one event in ${size.sampled}).`,
    '',
    table(
      ['Part', 'Seconds'],
      [
        ...Object.entries(seconds).map(([part, one]) => [part, one.toFixed(1)]),
        ['replayed in', total.toFixed(1)],
        ...(share === 1 ? [] : [['that is, for a whole year at this pace', whole.toFixed(0)]]),
        ...(processor === null
          ? []
          : [['on processors, gateway and PostgreSQL', processor.toFixed(1)]]),
        ['checked in', checkSeconds.toFixed(1)],
      ],
      1,
    ),
    '',
    `Target: a whole year under ${TARGET_SECONDS} s: ${whole < TARGET_SECONDS ? 'reached' : 'not reached'}${share === 1 ? '' : ' at the pace of this share'}.`,
    '',
    table(
      ['Looked for', 'Expected', 'Found', 'Lost', 'Doubled'],
      found.map((one) => [
        one.what,
        String(one.expected),
        String(one.found),
        String(one.lost),
        String(one.doubled),
      ]),
      1,
    ),
    '',
    `\`verify-log\`: ${log.words}`,
  ].join('\n');
}

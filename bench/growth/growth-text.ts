import type { Sample } from '../measure/results';
import { spreadOf, spreadText } from '../report/spread';
import { table } from '../report/table';
import type { Explained } from './explain';
import { beginningOf, planLines } from './plan-text';
import type { Sized } from './sizes';

/** Everything that a run found. */
export interface GrowthResults {
  readonly at: string;
  readonly rounds: number;
  readonly stores: readonly Pick<Sized, 'size' | 'loadSeconds' | 'megabytes'>[];
  readonly samples: readonly Sample[];
  /** By the title of a question: what the largest size may take, in times of the smallest. */
  readonly targets: Readonly<Record<string, number>>;
  readonly explained: readonly Explained[];
}

/** How the largest size does against the smallest, round by round. */
export function ratiosOf(
  samples: readonly Sample[],
  workload: string,
  [smallest, largest]: readonly [string, string],
): readonly number[] {
  const ofSize = (server: string): ReadonlyMap<number, number> =>
    new Map(
      samples
        .filter((one) => one.workload === workload && one.server === server)
        .map(({ round, p50 }) => [round, p50]),
    );
  const [small, large] = [ofSize(smallest), ofSize(largest)];
  return [...large].flatMap(([round, p50]) => {
    const before = small.get(round);
    return before === undefined || before === 0 ? [] : [p50 / before];
  });
}

/** The results in Markdown. */
export function growthText(results: GrowthResults): string {
  const { at, rounds, stores, samples, targets, explained } = results;
  const sizes = stores.map(({ size }) => String(size));
  const ends = [sizes[0] ?? '', sizes.at(-1) ?? ''] as const;
  const workloads = [...new Set(samples.map(({ workload }) => workload))];
  const faults = explained.flatMap((one) => one.faults);
  const wrong = samples.reduce((sum, one) => sum + one.wrong, 0);
  return [
    `${at.slice(0, 10)}, ${rounds} rounds for each size in turn, one request at a time; milliseconds are medians of the rounds’ p50, the ratio is taken`,
    'within each round, with the lowest and the highest in brackets.',
    '',
    table(
      ['Cases', 'Loaded in', 'Store'],
      stores.map(({ size, loadSeconds, megabytes }) => [
        grouped(size),
        `${loadSeconds.toFixed(0)} s`,
        `${grouped(Math.round(megabytes))} MB`,
      ]),
      0,
    ),
    '',
    table(
      ['p50 ms', ...sizes.map((size) => `${grouped(Number(size))} cases`), 'Ratio', 'Target'],
      workloads.map((workload) => {
        const ratios = ratiosOf(samples, workload, ends);
        return [
          workload,
          ...sizes.map((size) => middleText(samples, workload, size)),
          spreadText(ratios, 2),
          targets[workload] === undefined ? '' : verdict(ratios, targets[workload]),
        ];
      }),
      1,
    ),
    '',
    `Wrong answers: ${wrong}. ${
      explained.length === 0
        ? 'Plans are looked at from 100 000 cases on.'
        : `Sequential scans over tables that grow, and statements that touch more than they should: ${faults.length} (plans of all statements: [growth/plans.md](growth/plans.md)).`
    }`,
  ].join('\n');
}

/** The plans in Markdown, for a page of their own. */
export function plansText(explained: readonly Explained[], size: number): string {
  return [
    '# Plans of the hot statements',
    '',
    `Written by \`npm run bench -- --growth\`: each statement that the gateway ran for a question or a write over ${grouped(size)} cases, under its own role and`,
    'settings, as PostgreSQL ran it (`auto_explain` with `ANALYZE, BUFFERS`). Where one statement ran several times, the last run. A run of the bench',
    'fails when a sequential scan over a table that grows is among them.',
    ...explained.flatMap(({ title, statements, faults }) => [
      '',
      `## ${title}`,
      ...(faults.length > 0 ? ['', ...faults.map((fault) => `- **${fault}**`)] : []),
      ...statements.flatMap(({ text, plan }) => [
        '',
        '```text',
        beginningOf(text),
        ...planLines(plan, 1),
        '```',
      ]),
    ]),
    '',
  ].join('\n');
}

function middleText(samples: readonly Sample[], workload: string, server: string): string {
  const values = samples
    .filter((one) => one.workload === workload && one.server === server)
    .map(({ p50 }) => p50);
  return spreadOf(values)?.median.toFixed(1) ?? '–';
}

function verdict(ratios: readonly number[], target: number): string {
  const median = spreadOf(ratios)?.median ?? Infinity;
  return `≤ ${target}: ${median <= target ? 'reached' : 'not reached'}`;
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ' ');
}

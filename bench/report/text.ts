import type { Results } from '../measure/results';
import { READS } from '../workloads/reads';
import { SINGLE_WRITES } from '../workloads/single-writes';
import { memoryText } from './memory';
import { bulkTable, mainTable, otherTable } from './tables';
import { targetsTable } from './targets';

/** The results in Markdown, the targets last. */
export function resultsText(results: Results): string {
  const { at, machine, data, rounds, roundMs, seconds, missing } = results;
  const others = [...READS.filter(({ isMain }) => !isMain), ...SINGLE_WRITES];
  const titles = new Map(others.map(({ name, title }) => [name, title]));
  return [
    `${at.slice(0, 10)}, ${machine.cores} cores shared by load generator, servers and PostgreSQL; Node ${machine.node}, PostgreSQL ${machine.store};`,
    `${data.own} cases of the landlord and ${data.others} others, loaded in ${data.loadSeconds.toFixed(0)} s;`,
    `${rounds} rounds of ${roundMs / 1000} s for each server, in turn; the whole run took ${(seconds / 60).toFixed(1)} minutes.`,
    ...Object.entries(missing).map(([name, why]) => `${name} is missing: ${why}`),
    '',
    '### The landlord’s list',
    '',
    mainTable(results),
    '',
    '### Other reads and single writes',
    '',
    otherTable(results, titles),
    ...(results.bulk.length > 0 ? ['', '### Many in one call', '', bulkTable(results)] : []),
    ...memoryText(results),
    '',
    '### Targets',
    '',
    targetsTable(results),
  ].join('\n');
}

import type { Hold, PurgeReport, ReplayReport } from '../retention';

/** What a run found or did, in lines for people: numbers and days, nothing about anybody. */
export function renderPurge(report: PurgeReport): string {
  const { day, digest, executed, classes, dormant, uncounted, logOver } = report;
  const lines = [
    executed ? `Purged on ${day}.` : `Dry run on ${day}: nothing was changed.`,
    '',
    row('class', 'due', 'held', 'purged', 'oldest kept until'),
    ...Object.entries(classes).map(([name, { due, held, purged, oldest }]) =>
      row(name, String(due), String(held), executed ? String(purged) : '-', oldest ?? '-'),
    ),
    '',
    `open cases without news for two years: ${dormant.count}${dormant.oldest === null ? '' : `, the oldest since ${dormant.oldest}`}`,
    `cases that wait for the count of a quarter: ${uncounted.count}`,
    `sheets of the disclosure log that are over: ${logOver} (npm run maintain-log)`,
    '',
    executed
      ? `run ${report.run}`
      : `To purge this, on the same day: npm run purge -- --execute ${digest}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What a replay did, in lines for people. */
export function renderReplay({ holds, keys, held }: ReplayReport): string {
  return [
    `The ledger was carried out again: ${keys} keys are gone, ${held} stay under a legal hold.`,
    `It knows of ${holds} placed or lifted holds.`,
    'Now run npm run purge, for what only the calendar lets go.',
    '',
  ].join('\n');
}

/** Holds in lines for people. */
export function renderHolds(holds: readonly Hold[]): string {
  if (holds.length === 0) return 'There are no legal holds.\n';
  return holds
    .map(({ id, placedAt, authority, reason, liftedAt, liftedBy, liftReason }) => {
      const lifted =
        liftedAt === null
          ? 'in force'
          : `lifted ${liftedAt.toISOString()} by ${liftedBy ?? ''}: ${liftReason ?? ''}`;
      return `${id} ${placedAt.toISOString()} ${authority}: ${reason} (${lifted})\n`;
    })
    .join('');
}

function row(name: string, ...cells: readonly string[]): string {
  return [name.padEnd(14), ...cells.map((cell) => cell.padEnd(8))].join('').trimEnd();
}

import type { LogVerdict, MaintenanceReport } from '../disclosure-log';

/** What a check found, in lines for people; faults first, the first bad place before all others. */
export function renderVerdict({ faults, faultCount, counts, newest }: LogVerdict): string {
  const more = faultCount - faults.length;
  const lines = [
    faultCount === 0
      ? 'The disclosure log is whole.'
      : `The disclosure log is not whole: ${faultCount} ${faultCount === 1 ? 'fault' : 'faults'}.`,
    ...faults.map(({ kind, message }) => `${kind}: ${message}.`),
    ...(more > 0 ? [`… and ${more} more.`] : []),
    '',
    `chains       ${counts.chains}`,
    `sheets       ${counts.sheets}`,
    `  unsigned   ${counts.unsigned} after the last checkpoint of their chain`,
    `  extra      ${counts.extra} of answers that never left`,
    `  dropped    ${counts.dropped} whose time was over`,
    `entries      ${counts.entries} on these sheets, one for each case`,
    `shapes       ${counts.shapes}`,
    `actors       ${counts.actors}`,
    `checkpoints  ${counts.checkpoints}${newest ? `, the newest is number ${newest.number}` : ''}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** What upkeep did, or would do, in lines for people. */
export function renderMaintenance(report: MaintenanceReport, isDryRun: boolean): string {
  const { verdict, before, made, inRest, dropped, mixed, signed, shapes, actors } = report;
  if (verdict.faultCount > 0) {
    return `${renderVerdict(verdict)}\nNothing was dropped: a log with a fault is left as it is.\n`;
  }
  const sheets = [...dropped.values()].reduce((sum, count) => sum + count, 0);
  const lines = [
    isDryRun ? 'Dry run: nothing was changed.' : 'The disclosure log was kept up.',
    '',
    `kept from      ${before.toISOString().slice(0, 10)}`,
    `months made    ${made.length === 0 ? 'none' : made.join(', ')}`,
    ...(inRest.length > 0 ? [`months in rest ${inRest.join(', ')}`] : []),
    `ends signed    ${signed.length}`,
    ...signed.map(({ instance, sequence }) => `  chain ${instance}, sheet ${sequence}`),
    `sheets gone    ${sheets}`,
    ...[...dropped].map(([month, count]) => `  ${month}      ${count}`),
    ...(mixed.length > 0
      ? [`months waiting ${mixed.join(', ')}: they hold sheets that follow on younger ones`]
      : []),
    ...(isDryRun ? [] : [`shapes gone    ${shapes}`, `actors gone    ${actors}`]),
  ];
  return `${lines.join('\n')}\n`;
}

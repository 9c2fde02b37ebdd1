/** A class of stored data with one rule for how long it is kept. */
export interface RetentionClass {
  readonly name: string;
  /** Ids in the rule catalogue of the law. */
  readonly rules: readonly string[];
  readonly holds: string;
  readonly keptFor: string;
  readonly then: string;
}

/** Months and days of the periods, by class; a period is over on the day after its last day. */
export const PERIODS = {
  caseMonths: 12,
  /** At least so long after the hub last learned anything of the case, so that a closing told late is seen before it goes. */
  caseGraceDays: 30,
  proofMonths: 36,
  fileMonths: 60,
  consentMonths: 24,
  /** Calendar years after the one in which Kronofogden closed its case: an enforcement case, or one of the summary process. */
  recordYears: { enforcement: 5, summary: 3 },
  idempotencyDays: 30,
  /** An open case of which nothing was heard for so long is reported, never purged. */
  dormantMonths: 24,
} as const;

/** Every class, in the order in which a run goes through them; the documentation is generated from here. */
export const RETENTION_CLASSES = [
  {
    name: 'CASE',
    rules: ['GDPR-5', 'JB-12-44-RECOVERY', 'UF-16-2-NOTIFY'],
    holds:
      'The hub’s record of a case with shares, facts, persons and search keys; the notices and settlements of landlords; what parties wrote for meetings; the copies of Kronofogden’s records with every version pushed.',
    keptFor: `until the case is closed for everybody who has it, plus ${PERIODS.caseMonths} months, and at least ${PERIODS.caseGraceDays} days after the last message`,
    then: 'Deleted in one transaction. A notice younger than its proof period leaves a proof.',
  },
  {
    name: 'RECORD',
    rules: ['KFL-PURGE'],
    holds: 'The copy of one record of Kronofogden in a case that is still open.',
    keptFor: `never longer than Kronofogden may: ${PERIODS.recordYears.enforcement} calendar years after the year in which its case closed, ${PERIODS.recordYears.summary} for one that never left the summary process`,
    then: 'Deleted with its versions, facts and search terms.',
  },
  {
    name: 'FILE',
    rules: ['SOL-16-1-PURGE'],
    holds:
      'What a board recorded itself about a case: caseworker, household, contacts, assessment, outcome, statements about protection.',
    keptFor: `${PERIODS.fileMonths / 12} years after the last note, once the hub’s record is gone; at the latest in the following calendar year`,
    then: 'Deleted.',
  },
  {
    name: 'CHILD_INQUIRY',
    rules: ['SOL-16-2A-CHILD'],
    holds:
      'Files of inquiries into a child’s need for protection. None are stored here: they are in the board’s own system, and no table may hold them.',
    keptFor: 'until the child is thirty, in the board’s own system',
    then: 'Nothing is done here.',
  },
  {
    name: 'CONSENT',
    rules: ['OSL-10-1', 'OSL-12-2', 'GDPR-5'],
    holds: 'A tenant’s consent with its evidence, whether or not its case is still there.',
    keptFor: `while it is valid, plus ${PERIODS.consentMonths} months; a revoked one is valid until the day of its revocation`,
    then: 'Deleted.',
  },
  {
    name: 'DECISION',
    rules: ['OSL-10-27', 'SPL-10-ACCESS'],
    holds: 'A standing decision of an owner.',
    keptFor:
      'while it is in force, plus as long as the disclosure log (`KVARBO_LOG_RETENTION_MONTHS`), whose entries name it as what opened a field',
    then: 'Deleted.',
  },
  {
    name: 'PROOF',
    rules: ['GDPR-5', 'JB-12-63-DISPATCH'],
    holds:
      'That a notice was received: receipt number, hash of the document, times, channel, sender and board; whom it was about by blind index.',
    keptFor: `${PERIODS.proofMonths / 12} years after receipt`,
    then: 'Deleted.',
  },
  {
    name: 'IDEMPOTENCY',
    rules: ['GDPR-5'],
    holds: 'Keys of mutations with the ids of what they made.',
    keptFor: `${PERIODS.idempotencyDays} days`,
    then: 'Deleted; the key may then be used anew.',
  },
  {
    name: 'DISCLOSURE_LOG',
    rules: ['SPL-10-ACCESS'],
    holds: 'The disclosure log.',
    keptFor: 'whole months, `KVARBO_LOG_RETENTION_MONTHS`',
    then: 'Dropped by `npm run maintain-log`, which checks and signs it; a purge only tells how much is over.',
  },
  {
    name: 'STATISTICS',
    rules: ['OSL-24-8', 'GDPR-5'],
    holds: 'Counts of closed quarters, rounded; no case and no person.',
    keptFor: 'without end: they are what an anonymised case leaves',
    then: 'Kept.',
  },
  {
    name: 'RETENTION',
    rules: ['GDPR-5'],
    holds: 'What retention itself keeps: keys of what was purged, reports of runs, legal holds.',
    keptFor: 'as long as a backup may be restored, which the service cannot know; no personal data',
    then: 'Kept.',
  },
] as const satisfies readonly RetentionClass[];

export type RetentionClassName = (typeof RETENTION_CLASSES)[number]['name'];

/** `schema/retention.md`. */
export function renderRetentionClasses(): string {
  const rows = RETENTION_CLASSES.map(
    ({ name, rules, holds, keptFor, then }) =>
      `| \`${name}\` | ${rules.join(', ')} | ${holds} | ${keptFor} | ${then} |`,
  );
  return [
    '<!-- Generated by `npm run generate` from src/retention/classes.ts. -->',
    '',
    '# Retention classes',
    '',
    'How a purge is run, and what becomes of a restored copy: [docs/retention.md](../docs/retention.md).',
    '',
    '| Class | Rules | Holds | Kept | Then |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

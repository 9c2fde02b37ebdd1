import type { LocalDate } from '../shared';
import type { AccessCount } from './access-review';

/** What a report is written from. */
export interface AccessReportContent {
  readonly organisation: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly minimum: number;
  /** Every user and day of the period. */
  readonly rows: readonly AccessCount[];
  readonly generatedAt: Date;
  readonly policyVersion: string;
}

/**
 * The recurring control of access as a document in Markdown: totals, rows that stand out, and how to read them.
 *
 * @swedish loggkontroll
 * @legalSource SPL-10-ACCESS
 */
export function renderAccessReport(content: AccessReportContent): string {
  const { organisation, from, to, minimum, rows, generatedAt, policyVersion } = content;
  const standingOut = rows.filter(({ persons, withoutRelation, protectedPersons }) =>
    [persons, withoutRelation, protectedPersons].some((count) => count >= minimum),
  );
  const sum = (count: 'persons' | 'withoutRelation' | 'protectedPersons'): string =>
    String(rows.reduce((total, row) => total + row[count], 0));
  const totals: readonly (readonly string[])[] = [
    ['Users who looked at data', String(new Set(rows.map(({ user }) => user)).size)],
    ['Days with a user, added up', String(rows.length)],
    ['Persons looked at, by user and day, added up', sum('persons')],
    ['of them without relation to a case', sum('withoutRelation')],
    ['of them with protected identity', sum('protectedPersons')],
    [`Rows in which a count reaches ${minimum}`, String(standingOut.length)],
  ];
  return [
    '# Control of access · Loggkontroll',
    [
      `Organisation: \`${organisation}\`  `,
      `Period: ${from} to ${to}, both included, civil days in Stockholm  `,
      `A row stands out where one of its counts reaches ${minimum}.  `,
      `Drawn up ${generatedAt.toISOString()} from the disclosure log, under disclosure policy \`${policyVersion}\`.  `,
      'Legal basis: SPL-10-ACCESS, 10 § lagen (2001:454) om behandling av personuppgifter inom socialtjänsten; KFL-2-26 for Kronofogden.',
    ].join('\n'),
    '## Totals',
    table(['What', 'Count'], totals),
    '## Rows that stand out',
    standingOut.length === 0
      ? 'None.'
      : table(
          ['Day', 'User', 'Persons', 'Without relation', 'Protected'],
          standingOut.map((row) => [
            row.day,
            row.user,
            String(row.persons),
            String(row.withoutRelation),
            String(row.protectedPersons),
          ]),
        ),
    '## How to read it',
    HOW_TO_READ,
    '',
  ].join('\n\n');
}

const HOW_TO_READ = `- **Persons**: different persons whose data was disclosed to the user, or whom the user searched for, on that day. A list counts
  everybody on the page. A person searched for by name and read by number counts twice.
- **Without relation**: persons searched for by number or name while they were in no case that the organisation may know of. A
  wrong digit or a caller who came before the notice does the same; ask the user before anything is concluded.
- **Protected**: persons stated to have protected identity in a case that the organisation may know of. It is always 0 for
  landlords, who may not learn of protection (OSL-22-2).
- \`client:…\` is a system that called without naming a user; who stands behind it is for that system's own log to say.
- A count that stands out is a reason to look, not a finding. The entries behind a row are read with the query \`disclosureLog\`,
  by the day and, where it is known, the person.
- A representative's users are not in it: the representative controls them itself, principal by principal, with the query
  \`accessReview\`.
- The report names staff: keep it as long as the control needs it, and show it to those who carry the control out.`;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(plain).join(' | ')} |`)
    .join('\n');
}

/** What an issuer calls its users is not ours to trust: it must not end the cell or begin markup. */
function plain(text: string): string {
  return text.replace(/\p{C}/gu, ' ').replace(/[\\|`*_<>[\]]/g, '\\$&');
}

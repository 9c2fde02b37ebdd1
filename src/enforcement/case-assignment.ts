import { randomUUID } from 'node:crypto';
import type { Matching, Term, Wanted } from '../cases';
import { sameTenancy } from '../cases';
import type { WriteTransaction } from '../persistence';

/** What decides the case of one record. */
export interface Unassigned {
  /** The case that the record has had so far; null for a new record. */
  readonly caseId: string | null;
  /** The applicant, as the store names it. */
  readonly applicant: string;
  readonly terms: readonly Term[];
  /** Receipt numbers that its versions quote, blind, from the current one downward; null where one quotes none. */
  readonly receipts: readonly (Buffer | null)[];
  /** Whether the case has ended; what comes later does not join it. */
  readonly closed: boolean;
}

/** The case of a record, whether it is new, and the notice that the current version quotes. */
export interface Assignment {
  readonly caseId: string;
  readonly opened: boolean;
  readonly quotedNotice: string | null;
}

/**
 * Decides the case of each record: that of the notice quoted last, else the one that it has, else the one that applicant and
 * defendants point to, else a new one, which records of one call share if they speak of one tenancy.
 *
 * A receipt number in an older version counts as long as no later one quotes another, so that order of arrival decides nothing.
 *
 * @legalSource BFL-14-GROUNDS
 */
export async function assignCases(
  tx: WriteTransaction,
  matching: Matching,
  records: readonly Unassigned[],
): Promise<readonly Assignment[]> {
  const asked = records.map(wantedFor);
  const matches = await matching.match(tx, asked.flat());
  const fresh = new NewCases();
  let next = 0;
  return records.map((record, index) => {
    const own = matches.slice(next, (next += asked[index]?.length ?? 0));
    const [byParties, byReceipt] =
      record.caseId === null ? [own[0] ?? null, own.slice(1)] : [null, own];
    const quoted = byReceipt.find((match) => match !== null) ?? null;
    const current = record.receipts[0] ? (byReceipt[0] ?? null) : null;
    const quotedNotice = current?.quotedNotice ?? null;
    const known = quoted?.caseId ?? record.caseId ?? byParties?.caseId;
    return known === undefined
      ? { ...fresh.caseFor(record), quotedNotice }
      : { caseId: known, opened: false, quotedNotice };
  });
}

/** First by parties, for a record without a case, then by each receipt number in the order of the record. */
function wantedFor({ caseId, applicant: landlord, terms, receipts }: Unassigned): Wanted[] {
  const quoted = new Map(receipts.flatMap((one) => (one ? [[one.toString('hex'), one]] : [])));
  return [
    ...(caseId === null ? [{ landlord, terms, receipt: null, byParties: true }] : []),
    ...[...quoted.values()].map((receipt) => ({ landlord, terms: [], receipt })),
  ];
}

/** The cases that one call opens. */
class NewCases {
  private readonly byTerm = new Map<string, { terms: readonly Term[]; caseId: string }[]>();

  caseFor(record: Unassigned): { caseId: string; opened: boolean } {
    const names = record.terms.map(({ kind, value }) => `${kind}:${value.toString('hex')}`);
    const joined = names
      .flatMap((name) => this.byTerm.get(name) ?? [])
      .find(({ terms }) => sameTenancy(terms, record.terms));
    const caseId = joined?.caseId ?? randomUUID();
    if (!record.closed) {
      for (const name of names) {
        const member = { terms: record.terms, caseId };
        const group = this.byTerm.get(name);
        if (group) group.push(member);
        else this.byTerm.set(name, [member]);
      }
    }
    return { caseId, opened: joined === undefined };
  }
}

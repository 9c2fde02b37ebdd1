import { randomUUID } from 'node:crypto';
import type { Matching, Term, Wanted } from '../cases';
import { sameTenancy } from '../cases';
import type { WriteTransaction } from '../persistence';

/** What decides the case of one record. */
export interface Unassigned {
  readonly caseNumber: string;
  /** The case that the record has had so far; null for a new record. */
  readonly caseId: string | null;
  /** Whether it keeps that case: nothing has changed that places it, and nothing that each of its readers may see. */
  readonly stays: boolean;
  /** Whether the case that it has had counts for more than others: the same readers knew of it there. */
  readonly prefersPresent: boolean;
  /** The applicant, as the store names it. */
  readonly applicant: string;
  /** The board of the dwelling. */
  readonly boardId: string;
  /** Whether that board is told of it. */
  readonly told: boolean;
  readonly terms: readonly Term[];
  /** Receipt numbers that its versions quote, blind, from the current one downward; null where one quotes none. */
  readonly receipts: readonly (Buffer | null)[];
  /** Whether it has ended, as far as the board is told where it is told of it; what comes later does not join it. */
  readonly closed: boolean;
}

/** The case of a record, whether it is new, and the notice that the current version quotes. */
export interface Assignment {
  readonly caseId: string;
  readonly opened: boolean;
  readonly quotedNotice: string | null;
}

/**
 * Decides the case of each record by its current version: that of the notice quoted last, else the one that applicant and
 * defendants point to, else one of its own, which records of one call share if they speak of one tenancy.
 *
 * Nothing of this depends on the order in which the versions came: a receipt number in an older version counts as long as no
 * later one quotes another, and a record whose parties have changed leaves the case of the former ones, since its persons would
 * else show to those who know the case of somebody else. A push that some of its readers may not notice moves nothing.
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
  const shared = await matching.sharedCases(
    tx,
    records.flatMap(({ caseId, caseNumber, told, boardId }) =>
      caseId === null ? [] : [{ caseId, source: caseNumber, toldTo: told ? boardId : null }],
    ),
  );
  const fresh = new NewCases();
  let next = 0;
  return records.map((record, index) => {
    const [byParties, ...byReceipt] = matches.slice(next, (next += asked[index]?.length ?? 0));
    const quoted = byReceipt.find((match) => match !== null) ?? null;
    const current = record.receipts[0] ? (byReceipt[0] ?? null) : null;
    const quotedNotice = current?.quotedNotice ?? null;
    const ownAlone = record.caseId !== null && !shared.has(record.caseId) ? record.caseId : null;
    const known = record.stays ? record.caseId : (quoted?.caseId ?? byParties?.caseId ?? ownAlone);
    return known === null
      ? { ...fresh.caseFor(record), quotedNotice }
      : { caseId: known, opened: false, quotedNotice };
  });
}

/** First by parties, then by each receipt number in the order of the record. */
function wantedFor(record: Unassigned): Wanted[] {
  const { applicant: landlord, boardId, terms, receipts, caseNumber, told } = record;
  const presentCase = record.prefersPresent ? record.caseId : null;
  const quoted = new Map(receipts.flatMap((one) => (one ? [[one.toString('hex'), one]] : [])));
  const wanted = (receipt: Buffer | null): Wanted => ({
    landlord,
    boardId,
    terms: receipt ? [] : terms,
    record: { receipt, caseNumber, told, presentCase },
  });
  return [wanted(null), ...[...quoted.values()].map(wanted)];
}

/** The cases that one call opens, for records of which the same board is told, or none. */
class NewCases {
  private readonly byTerm = new Map<string, { terms: readonly Term[]; caseId: string }[]>();

  caseFor(record: Unassigned): { caseId: string; opened: boolean } {
    const circle = record.told ? record.boardId : '';
    const names = record.terms.map(
      ({ kind, value }) => `${circle}:${kind}:${value.toString('hex')}`,
    );
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

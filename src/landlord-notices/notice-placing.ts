import { randomUUID } from 'node:crypto';
import type { CaseLedger, HubFacts, Matching, Term, Terms } from '../cases';
import { boardOfNextNotice, sameTenancy } from '../cases';
import type { WriteTransaction } from '../persistence';
import type { KvarboError } from '../shared';
import { NotFoundError } from '../shared';
import type { NoticeChain } from './notice-chain';
import type { SentNotice } from './notice-intake';

/** What notices are placed by. */
export interface PlacingParts {
  readonly ledger: CaseLedger;
  readonly matching: Matching;
  readonly terms: Terms;
  readonly chain: NoticeChain;
}

/** A notice with its id, its case, and the notice whose place it takes. */
export interface PlacedNotice {
  readonly sent: SentNotice;
  readonly id: string;
  readonly caseId: string;
  /** The board that the landlord named, where the notice goes to another one. */
  readonly addressedBoard: string | null;
  readonly supersedes: string | null;
  readonly tenancy: readonly Term[];
}

/** For each notice its place, or why it can have none, and the facts of the cases, which are locked. */
export interface Placing {
  readonly places: readonly (PlacedNotice | { readonly refusal: KvarboError })[];
  readonly facts: ReadonlyMap<string, HubFacts>;
}

/**
 * Gives each notice its case, as if they had come one after the other: that of the notice which it supersedes, else the landlord's
 * one open case about the tenancy, which an earlier notice of the same call may have opened, else a new one. The locks on the
 * parties keep a twin from being opened beside it.
 *
 * @legalSource JB-12-44-FORM-CASES
 */
export async function placeNotices(
  tx: WriteTransaction,
  { ledger, matching, terms, chain }: PlacingParts,
  reader: string,
  landlord: string,
  notices: readonly SentNotice[],
): Promise<Placing> {
  if (notices.length === 0) return { places: [], facts: new Map() };
  const asked = notices.map((sent) => ({
    sent,
    tenancy: terms.tenancy(landlord, sent.notice.dwelling, sent.notice.tenants),
  }));
  const superseded = await chain.find(
    tx,
    reader,
    landlord,
    notices.flatMap(({ notice }) => notice.supersedes ?? []),
  );
  const matches = await matching.match(
    tx,
    asked.map(({ tenancy, sent: { notice } }) => ({
      landlord,
      boardId: notice.dwelling.boardId,
      terms: tenancy,
    })),
  );
  const known = [
    ...[...superseded.values()].map(({ caseId }) => caseId),
    ...matches.flatMap((match) => match?.caseId ?? []),
  ];
  const facts = await ledger.lock(tx, [...new Set(known)]);
  const ends = await chain.last(tx, landlord, [...superseded.values()]);
  const before = new PlacedBefore();
  const opened = new Set<string>();
  const places = asked.map((one, index) => {
    const id = randomUUID();
    const { supersedes: alias } = one.sent.notice;
    const former = alias === null ? null : (superseded.get(alias) ?? null);
    if (alias !== null && former === null) return { refusal: new NotFoundError() };
    if (former && ends.of(former.id) !== former.id)
      return { refusal: chain.refusal(reader, ends.of(former.id)) };
    const found = former?.caseId ?? matches[index]?.caseId ?? before.caseOf(one) ?? randomUUID();
    const sent = sentOn(one.sent, facts.get(found), landlord);
    const addressedBoard = sent === one.sent ? null : one.sent.notice.dwelling.boardId;
    const supersedes = former?.id ?? null;
    const place = { ...one, sent, id, caseId: found, addressedBoard, supersedes };
    if (former) ends.add(former.id, id);
    if (!facts.has(found)) opened.add(found);
    before.add(place);
    return place;
  });
  return { places, facts: new Map([...facts, ...(await ledger.open(tx, [...opened]))]) };
}

/** A notice to a board that has handed its case on goes where the landlord's other notices are. @legalSource SOL-29-1-RESP */
function sentOn(sent: SentNotice, facts: HubFacts | undefined, landlord: string): SentNotice {
  const { dwelling } = sent.notice;
  const boardId = facts && boardOfNextNotice(facts, landlord, dwelling.boardId);
  return boardId === undefined || boardId === dwelling.boardId
    ? sent
    : { ...sent, notice: { ...sent.notice, dwelling: { ...dwelling, boardId } } };
}

/** The cases of earlier notices of the call, by what their tenancies are found by. */
class PlacedBefore {
  private readonly byTerm = new Map<string, PlacedNotice[]>();

  add(placed: PlacedNotice): void {
    for (const name of namesOf(placed)) {
      const group = this.byTerm.get(name);
      if (group) group.push(placed);
      else this.byTerm.set(name, [placed]);
    }
  }

  /** The one case of earlier notices to the same board about the same tenancy; where there are several, none is taken. */
  caseOf(one: Pick<PlacedNotice, 'tenancy' | 'sent'>): string | undefined {
    const own = tenancyTerms(one.tenancy);
    const [only, ...others] = new Set(
      namesOf(one)
        .flatMap((name) => this.byTerm.get(name) ?? [])
        .flatMap((other) => (sameTenancy(own, tenancyTerms(other.tenancy)) ? other.caseId : [])),
    );
    return others.length === 0 ? only : undefined;
  }
}

/** Notices that have none of these in common are never about the same tenancy of the same board. */
function namesOf({ tenancy, sent }: Pick<PlacedNotice, 'tenancy' | 'sent'>): readonly string[] {
  const { boardId } = sent.notice.dwelling;
  return tenancyTerms(tenancy).map(
    ({ kind, value }) => `${boardId} ${kind} ${value.toString('hex')}`,
  );
}

/** What one tenancy is told from another by: landlord and person without the flat are never enough for a notice. */
export function tenancyTerms(terms: readonly Term[]): readonly Term[] {
  return terms.filter(({ kind }) => kind === 'TENANCY_BY_NUMBER' || kind === 'TENANCY_BY_NAME');
}

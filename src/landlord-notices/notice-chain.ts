import type { Aliases, WriteTransaction } from '../persistence';
import { answered, statement } from '../persistence';
import { IllegalTransitionError } from '../shared';
import { NoticeStatus } from './notice-kind.type';

const ROLE = 'kvarbo_landlord_writer';

const OWN_NOTICES = `SELECT id, case_id AS "caseId" FROM landlord.notice WHERE id = ANY ($1) AND landlord = $2`;

/** The last notice of the chain to which each of the notices `$1` belongs. */
const LAST_OF_CHAIN = `
  WITH RECURSIVE chain AS (
    SELECT id AS asked, id, superseded_by FROM landlord.notice WHERE id = ANY ($1)
    UNION ALL
    SELECT chain.asked, later.id, later.superseded_by FROM chain JOIN landlord.notice later ON later.id = chain.superseded_by
  )
  SELECT asked, id FROM chain WHERE superseded_by IS NULL`;

const MARK = `
  UPDATE landlord.notice n SET superseded_by = told.by, superseded_at = told.at, status = '${NoticeStatus.SUPERSEDED}'
  FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS told(id, by, at) WHERE n.id = told.id`;

const FALL = `UPDATE cases.notice_fact SET standing = false WHERE notice_id = ANY ($1)`;

/** A notice that a new one is to supersede. */
export interface Superseded {
  readonly id: string;
  readonly caseId: string;
}

/**
 * Supersession of notices as a chain: each is followed by at most one, and nothing in it is overwritten.
 *
 * @legalSource JB-12-44-FORM-CASES
 */
export class NoticeChain {
  constructor(private readonly aliases: Aliases) {}

  /**
   * The notices of this landlord behind the caller's own aliases; an alias of anything else is absent.
   *
   * @param landlord - the landlord as the store names it
   */
  async find(
    tx: WriteTransaction,
    reader: string,
    landlord: string,
    aliases: readonly string[],
  ): Promise<ReadonlyMap<string, Superseded>> {
    const ids = new Map(
      aliases.flatMap((alias): readonly (readonly [string, string])[] => {
        const id = this.aliases.resolve('notice', reader, alias);
        return id === null ? [] : [[alias, id]];
      }),
    );
    if (ids.size === 0) return new Map();
    const rows = await tx.as(ROLE, landlord, (manager) =>
      statement<Superseded>(manager, OWN_NOTICES, [[...ids.values()], landlord]),
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      [...ids].flatMap(([alias, id]): readonly (readonly [string, Superseded])[] => {
        const notice = found.get(id);
        return notice ? [[alias, notice]] : [];
      }),
    );
  }

  /** The last notice of the chain of each of some notices, whose cases are locked. */
  async last(
    tx: WriteTransaction,
    landlord: string,
    notices: readonly Superseded[],
  ): Promise<ChainEnds> {
    if (notices.length === 0) return new ChainEnds(new Map());
    const rows = await tx.as(ROLE, landlord, (manager) =>
      statement<{ asked: string; id: string }>(manager, LAST_OF_CHAIN, [
        notices.map(({ id }) => id),
      ]),
    );
    return new ChainEnds(new Map(rows.map(({ asked, id }) => [asked, id])));
  }

  /** Says what may be superseded instead: the last notice of the chain. */
  refusal(reader: string, last: string): IllegalTransitionError {
    const alias = this.aliases.alias('notice', reader, last);
    return new IllegalTransitionError([`submitNotice(supersedes: "${alias}")`]);
  }

  /** Marks notices as followed by others; the rest of each stays as it was received. */
  async mark(
    tx: WriteTransaction,
    landlord: string,
    followed: readonly { readonly id: string; readonly by: string; readonly at: Date }[],
  ): Promise<void> {
    if (followed.length === 0) return;
    const ids = followed.map(({ id }) => id);
    await tx.send(ROLE, landlord, (manager) =>
      answered([
        statement(manager, MARK, [ids, followed.map(({ by }) => by), followed.map(({ at }) => at)]),
        statement(manager, FALL, [ids]),
      ]),
    );
  }
}

/** Where chains end, by the notices that were asked for; grows with the notices that one call adds. */
export class ChainEnds {
  private readonly added = new Map<string, string>();

  constructor(private readonly stored: ReadonlyMap<string, string>) {}

  of(id: string): string {
    let last = this.stored.get(id) ?? id;
    for (let next = this.added.get(last); next !== undefined; next = this.added.get(last))
      last = next;
    return last;
  }

  add(last: string, by: string): void {
    this.added.set(last, by);
  }
}

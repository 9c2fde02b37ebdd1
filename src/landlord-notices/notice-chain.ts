import type { Aliases, WriteTransaction } from '../persistence';
import { IllegalTransitionError, NotFoundError } from '../shared';
import { LandlordNotice } from './landlord-notice.entity';
import { NoticeStatus } from './notice-kind.type';

const ROLE = 'kvarbo_landlord_writer';

/** The last notice of the chain to which notice `$1` belongs. */
const LAST_OF_CHAIN = `
  WITH RECURSIVE chain AS (
    SELECT id, superseded_by FROM landlord.notice WHERE id = $1
    UNION ALL
    SELECT later.id, later.superseded_by FROM chain JOIN landlord.notice later ON later.id = chain.superseded_by
  )
  SELECT id FROM chain WHERE superseded_by IS NULL`;

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
   * The notice of this landlord behind the caller's own alias.
   *
   * @param landlord - the landlord as the store names it
   * @throws NotFoundError where there is none, whatever the reason
   */
  async find(
    tx: WriteTransaction,
    reader: string,
    landlord: string,
    alias: string,
  ): Promise<Superseded> {
    const id = this.aliases.resolve('notice', reader, alias);
    const found =
      id &&
      (await tx.as(ROLE, landlord, (manager) =>
        manager.findOne(LandlordNotice, {
          select: { id: true, caseId: true },
          where: { id, landlord },
        }),
      ));
    if (!found) throw new NotFoundError();
    return found;
  }

  /**
   * Checks, with the case locked, that nothing has superseded the notice yet.
   *
   * @throws IllegalTransitionError naming what may be superseded instead: the last notice of the chain
   */
  async assertLast(
    tx: WriteTransaction,
    reader: string,
    landlord: string,
    superseded: Superseded,
  ): Promise<void> {
    const [last] = await tx.as(ROLE, landlord, (manager) =>
      manager.query<{ id: string }[]>(LAST_OF_CHAIN, [superseded.id]),
    );
    if (!last || last.id === superseded.id) return;
    const alias = this.aliases.alias('notice', reader, last.id);
    throw new IllegalTransitionError([`submitNotice(supersedes: "${alias}")`]);
  }

  /** Marks the notice as followed by another one; the rest of it stays as it was received. */
  async mark(
    tx: WriteTransaction,
    landlord: string,
    superseded: Superseded,
    by: string,
  ): Promise<void> {
    await tx.as(ROLE, landlord, (manager) =>
      manager.update(
        LandlordNotice,
        { id: superseded.id },
        { supersededBy: by, status: NoticeStatus.SUPERSEDED },
      ),
    );
  }
}

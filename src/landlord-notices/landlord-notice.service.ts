import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type {
  BoardDirectory,
  CaseLedger,
  HubFacts,
  Idempotency,
  Matching,
  NoticeFact,
  Term,
  Terms,
} from '../cases';
import { checkContext, NoticeFactRow, readerKey } from '../cases';
import type { Caller } from '../identity';
import type { BlindIndexer, Keyring, WriteTransaction } from '../persistence';
import { isUniqueViolation, runWrite } from '../persistence';
import type { Clock } from '../shared';
import { BadUserInputError, newReceiptNumber, Problems } from '../shared';
import { LandlordNotice } from './landlord-notice.entity';
import type { NoticeChain, Superseded } from './notice-chain';
import { recoveryEndsOn } from './notice-recovery';
import { noticeRow } from './notice-row';
import { writtenByNotice } from './notice-written';
import { sealNotice } from './seal-notice';
import type { SubmitNoticeInput } from './submit-notice.input';
import { validateNotice, type ValidNotice } from './validate-notice';

/** What {@link LandlordNoticeService} works with. */
export interface LandlordNoticeParts {
  readonly store: DataSource;
  readonly ledger: CaseLedger;
  readonly matching: Matching;
  readonly terms: Terms;
  readonly idempotency: Idempotency;
  readonly chain: NoticeChain;
  readonly keyring: Keyring;
  readonly indexer: BlindIndexer;
  readonly clock: Clock;
  readonly boards: BoardDirectory;
  /** Draws a receipt number; a random one unless told. */
  readonly drawReceiptNumber?: () => string;
}

const ROLE = 'kvarbo_landlord_writer';
/** Of 2^40 numbers one that is taken is rare; twice in a row means that the draw is broken. */
const MOST_DRAWS = 5;
const RECEIPT_KEY = 'notice_receipt_number_key';

/**
 * Takes in the landlords' statutory messages.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-25A-DISTURB
 */
export class LandlordNoticeService {
  private readonly drawReceiptNumber: () => string;

  constructor(private readonly parts: LandlordNoticeParts) {
    this.drawReceiptNumber = parts.drawReceiptNumber ?? (() => newReceiptNumber(randomBytes));
  }

  /**
   * Records one notice in the landlord's open case about the tenancy, or in a new one.
   *
   * @returns the id of the notice, also when it was submitted before under the same key
   * @throws BadUserInputError with every problem of the input
   * @throws NotFoundError when `supersedes` names nothing that the caller may know of
   * @throws IllegalTransitionError when the notice named by `supersedes` is superseded already
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async submitNotice(caller: Caller, input: SubmitNoticeInput): Promise<string> {
    const problems = new Problems('input');
    const context = checkContext(this.parts.clock.now(), this.parts.boards);
    const notice = validateNotice(input, problems, context);
    if (!notice) throw new BadUserInputError(problems.list);
    for (let draws = 1; ; draws += 1) {
      try {
        return await this.record(caller, input, notice, this.drawReceiptNumber());
      } catch (error) {
        if (draws === MOST_DRAWS || !isUniqueViolation(error, RECEIPT_KEY)) throw error;
      }
    }
  }

  private record(
    caller: Caller,
    input: SubmitNoticeInput,
    notice: ValidNotice,
    receiptNumber: string,
  ): Promise<string> {
    const { store, idempotency, indexer, terms, chain, ledger, matching } = this.parts;
    const { reader } = caller;
    const landlord = readerKey(indexer, reader);
    return runWrite(store, async (tx) => {
      const claim = await idempotency.claim<{ noticeId: string }>(
        tx,
        caller,
        notice.idempotencyKey,
        'submitNotice',
        input,
      );
      if (claim.replay) return claim.replay.noticeId;
      await tx.lockBuckets(terms.locks(landlord, notice.tenants));
      const supersedes =
        notice.supersedes === null
          ? null
          : await chain.find(tx, reader, landlord, notice.supersedes);
      const tenancy = terms.tenancy(landlord, notice.dwelling, notice.tenants);
      const caseId = supersedes?.caseId ?? (await this.caseFor(tx, landlord, notice, tenancy));
      const before = await ledger.lock(tx, [caseId]);
      const facts = before.get(caseId);
      if (!facts) throw new Error('A locked case has no facts.');
      if (supersedes) await chain.assertLast(tx, reader, landlord, supersedes);
      const [tenantIds = []] = await matching.identify(tx, [
        { caseId, circle: notice.dwelling.boardId, persons: notice.tenants },
      ]);

      const id = randomUUID();
      const receivedAt = freeInstant(this.parts.clock.now(), facts);
      const fact: NoticeFact = {
        noticeId: id,
        landlord,
        boardId: notice.dwelling.boardId,
        kind: notice.kind,
        receivedAt: receivedAt.toISOString(),
        recoveryEndsOn: recoveryEndsOn(notice, receivedAt),
        standing: true,
        personIds: tenantIds,
      };
      const row = noticeRow(
        notice,
        {
          id,
          caseId,
          landlord,
          receiptNumber,
          receivedAt,
          tenantIds,
          supersedes: supersedes?.id ?? null,
        },
        sealNotice(this.parts.keyring, id, notice, reader),
      );
      await this.store(tx, row, fact, supersedes);
      await matching.storeTerms(tx, [
        { source: id, caseId, terms: [...tenancy, ...this.referenceTerms(notice, receiptNumber)] },
      ]);
      const written = writtenByNotice(facts, fact, supersedes?.id ?? null);
      await ledger.refresh(tx, before, new Map([[caseId, written]]));
      await claim.finish({ noticeId: id });
      return id;
    });
  }

  /** The landlord's one open case about the tenancy, or a new one; the locks on the parties keep a twin from being opened beside it. */
  private async caseFor(
    tx: WriteTransaction,
    landlord: string,
    { dwelling: { boardId } }: ValidNotice,
    tenancy: readonly Term[],
  ): Promise<string> {
    const { matching, ledger } = this.parts;
    const [match] = await matching.match(tx, [{ landlord, boardId, terms: tenancy }]);
    if (match) return match.caseId;
    const caseId = randomUUID();
    await ledger.open(tx, [caseId]);
    return caseId;
  }

  private async store(
    tx: WriteTransaction,
    row: LandlordNotice,
    fact: NoticeFact,
    supersedes: Superseded | null,
  ): Promise<void> {
    const { landlord, caseId, receivedAt } = row;
    await tx.as(ROLE, landlord, (manager) => manager.insert(LandlordNotice, row));
    if (supersedes) await this.parts.chain.mark(tx, landlord, supersedes, row.id);
    await tx.as(ROLE, landlord, async (manager) => {
      await manager.insert(NoticeFactRow, { ...fact, caseId, receivedAt });
      if (supersedes) {
        await manager.update(NoticeFactRow, { noticeId: supersedes.id }, { standing: false });
      }
    });
  }

  private referenceTerms(notice: ValidNotice, receiptNumber: string): readonly Term[] {
    const { terms } = this.parts;
    const nobody = { numberIndex: null, apartmentIndex: null };
    return [
      { kind: 'RECEIPT', value: terms.receipt(receiptNumber), ...nobody },
      ...(notice.landlordReference === null
        ? []
        : [
            {
              kind: 'LANDLORD_REFERENCE',
              value: terms.landlordReference(notice.landlordReference),
              ...nobody,
            } as const,
          ]),
    ];
  }
}

/** Two notices of a case never share an instant, so that the order of receipt is the order of the chain. */
function freeInstant(now: Date, facts: HubFacts): Date {
  const taken = new Set(facts.notices.map(({ receivedAt }) => Date.parse(receivedAt)));
  let instant = now.getTime();
  while (taken.has(instant)) instant += 1;
  return new Date(instant);
}

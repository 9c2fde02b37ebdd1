import { randomBytes } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type {
  BoardDirectory,
  CaseLedger,
  HubFacts,
  Idempotency,
  KeyUse,
  Matching,
  Term,
  Terms,
  Written,
} from '../cases';
import { IDEMPOTENCY_KEY, NoticeFactRow, readerKey } from '../cases';
import type { Caller } from '../identity';
import type { Aliases, BlindIndexer, Keyring, SigningKeys, WriteTransaction } from '../persistence';
import { answered, insertRows, isUniqueViolation, runWrite, statement } from '../persistence';
import type { Clock, KvarboError } from '../shared';
import { IdempotencyConflictError, newReceiptNumber } from '../shared';
import { LandlordNotice } from './landlord-notice.entity';
import type { NoticeChain } from './notice-chain';
import { placeNotices, tenancyTerms, type PlacedNotice } from './notice-placing';
import { issueReceipt } from './notice-receipt';
import { recoveryEndsOn } from './notice-recovery';
import { noticeRow } from './notice-row';
import { factsWithNotice, writtenByNotice } from './notice-written';
import { sealNotice } from './seal-notice';
import type { SubmitNoticeInput } from './submit-notice.input';
import type { ValidNotice } from './validate-notice';

/** What {@link NoticeIntake} works with. */
export interface NoticeIntakeParts {
  readonly store: DataSource;
  readonly ledger: CaseLedger;
  readonly matching: Matching;
  readonly terms: Terms;
  readonly idempotency: Idempotency;
  readonly chain: NoticeChain;
  readonly keyring: Keyring;
  readonly indexer: BlindIndexer;
  readonly aliases: Aliases;
  readonly signing: SigningKeys;
  readonly clock: Clock;
  readonly boards: BoardDirectory;
  /** Draws a receipt number; a random one unless told. */
  readonly drawReceiptNumber?: () => string;
}

/** A notice to take in: as it was sent, and in normal form. */
export interface SentNotice {
  readonly input: SubmitNoticeInput;
  readonly notice: ValidNotice;
}

/** What became of one notice. */
export type NoticeOutcome = { readonly noticeId: string } | { readonly refusal: KvarboError };

/** Kept with the idempotency key of a notice. */
interface KeptOutcome {
  readonly noticeId: string;
}

/** A placed notice as it goes into the store. */
interface TakenNotice extends PlacedNotice {
  readonly use: KeyUse;
  readonly receiptNumber: string;
  readonly receivedAt: Date;
  readonly tenantIds: readonly string[];
}

const ROLE = 'kvarbo_landlord_writer';
const STORE_TENANCIES = `
  INSERT INTO landlord.tenancy_term (notice_id, case_id, landlord, board_id, received_at, kind, value, number_index, apartment_index)
  SELECT t.notice_id, t.case_id, $3, t.board_id, t.received_at, t.kind, t.value, t.number_index, t.apartment_index
  FROM unnest($1::uuid[], $2::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::bytea[], $8::bytea[], $9::bytea[])
    AS t(notice_id, case_id, board_id, received_at, kind, value, number_index, apartment_index)`;

/** Of 2^40 numbers one that is taken is rare; twice in a row means that the draw is broken. */
const MOST_DRAWS = 5;
const RECEIPT_KEY = 'notice_receipt_number_key';

/**
 * Takes in notices of one landlord, all of them in one transaction, as if they had come one after the other.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource JB-12-25A-DISTURB
 */
export class NoticeIntake {
  private readonly drawReceiptNumber: () => string;

  constructor(private readonly parts: NoticeIntakeParts) {
    this.drawReceiptNumber = parts.drawReceiptNumber ?? (() => newReceiptNumber(randomBytes));
  }

  /**
   * Records each notice in the landlord's open case about the tenancy, or in a new one; what is wrong with one spoils it alone.
   *
   * @param sent - notices under idempotency keys that differ
   * @returns an outcome for each, the first one where it was submitted before under the same key
   */
  async take(caller: Caller, sent: readonly SentNotice[]): Promise<readonly NoticeOutcome[]> {
    for (let draws = 1; ; draws += 1) {
      try {
        return await runWrite(this.parts.store, (tx) => this.write(tx, caller, sent));
      } catch (error) {
        // A receipt number that is taken is drawn anew; a key that somebody has used meanwhile has an outcome now.
        const again =
          isUniqueViolation(error, RECEIPT_KEY) || isUniqueViolation(error, IDEMPOTENCY_KEY);
        if (draws === MOST_DRAWS || !again) throw error;
      }
    }
  }

  private async write(
    tx: WriteTransaction,
    caller: Caller,
    sent: readonly SentNotice[],
  ): Promise<readonly NoticeOutcome[]> {
    const { idempotency, indexer, terms } = this.parts;
    const landlord = readerKey(indexer, caller.reader);
    const uses = sent.map(({ input }) =>
      idempotency.use(input.idempotencyKey, 'submitNotice', input),
    );
    // What was kept is looked up once the locks are held.
    const [, earlier] = await answered([
      tx.lockBuckets(sent.flatMap(({ notice }) => terms.locks(landlord, notice.tenants))),
      idempotency.earlier<KeptOutcome>(tx, caller, uses),
    ]);
    const outcomes = earlier.map((one): NoticeOutcome | null => {
      if (one === undefined) return null;
      const kept = 'outcome' in one ? one.outcome : null;
      return kept ?? { refusal: new IdempotencyConflictError() };
    });
    const isNew = (_one: unknown, index: number): boolean => outcomes[index] === null;
    const { places, facts } = await placeNotices(
      tx,
      this.parts,
      caller.reader,
      landlord,
      sent.filter(isNew),
    );
    const newUses = uses.filter(isNew);
    await this.record(
      tx,
      caller,
      landlord,
      facts,
      places.flatMap((one, index) => {
        const use = newUses[index];
        return use && 'id' in one ? [{ ...one, use }] : [];
      }),
    );
    const fresh = places.map((one) => ('id' in one ? { noticeId: one.id } : one)).values();
    return outcomes.map((known) => known ?? next(fresh));
  }

  /** Stores placed notices, with all that the hub needs of them, and brings every reader's share of their cases up to date. */
  private async record(
    tx: WriteTransaction,
    caller: Caller,
    landlord: string,
    known: ReadonlyMap<string, HubFacts>,
    placed: readonly (PlacedNotice & { readonly use: KeyUse })[],
  ): Promise<void> {
    if (placed.length === 0) return;
    const { ledger, matching, chain, keyring, idempotency } = this.parts;
    const persons = await matching.identify(
      tx,
      placed.map(({ caseId, sent: { notice } }) => ({
        caseId,
        circle: notice.dwelling.boardId,
        persons: notice.tenants,
      })),
    );
    const before = new Map<string, HubFacts>();
    const after = new Map<string, HubFacts>();
    const written = new Map<string, Written[]>();
    const instants = new FreeInstants(this.parts.clock.now());
    const taken = placed.map((one, index) => {
      const { id, caseId, supersedes } = one;
      const { notice } = one.sent;
      const former = known.get(caseId);
      if (!former) throw new Error('A locked case has no facts.');
      before.set(caseId, former);
      const present = after.get(caseId) ?? former;
      const receivedAt = instants.after(present.notices.map((other) => other.receivedAt));
      const tenantIds = persons[index] ?? [];
      const fact = {
        noticeId: id,
        landlord,
        boardId: notice.dwelling.boardId,
        boardForLandlord: null,
        addressedBoard: one.addressedBoard,
        kind: notice.kind,
        receivedAt: receivedAt.toISOString(),
        recoveryEndsOn: recoveryEndsOn(notice, receivedAt),
        standing: true,
        personIds: tenantIds,
      };
      written.set(caseId, [
        ...(written.get(caseId) ?? []),
        ...writtenByNotice(present, fact, supersedes),
      ]);
      after.set(caseId, factsWithNotice(present, fact, supersedes));
      return { ...one, fact, tenantIds, receivedAt, receiptNumber: this.drawReceiptNumber() };
    });
    const rows = await Promise.all(
      taken.map(async (one) =>
        noticeRow(
          one.sent.notice,
          {
            id: one.id,
            caseId: one.caseId,
            landlord,
            addressedBoard: one.addressedBoard ?? one.sent.notice.dwelling.boardId,
            receiptNumber: one.receiptNumber,
            receivedAt: one.receivedAt,
            tenantIds: one.tenantIds,
            supersedes: one.supersedes,
          },
          sealNotice(keyring, one.id, one.sent.notice, caller.reader),
          await issueReceipt(this.parts, caller.reader, one.sent.input, one),
        ),
      ),
    );
    const facts = taken.map(({ fact, caseId, receivedAt }) => ({ ...fact, caseId, receivedAt }));
    await answered([
      tx.send(ROLE, landlord, (manager) =>
        answered([
          insertRows(manager, LandlordNotice, rows),
          insertRows(manager, NoticeFactRow, facts),
          storeTenancies(manager, landlord, taken),
        ]),
      ),
      chain.mark(
        tx,
        landlord,
        taken.flatMap(({ id: by, supersedes: id, receivedAt: at }) =>
          id === null ? [] : [{ id, by, at }],
        ),
      ),
      matching.storeTerms(
        tx,
        taken.map(({ id, caseId, tenancy, sent, receiptNumber }) => ({
          source: id,
          caseId,
          terms: [...tenancy, ...this.referenceTerms(sent.notice, receiptNumber)],
          isNew: true,
        })),
      ),
      idempotency.keep(
        tx,
        caller,
        taken.map(({ use, id }) => ({ ...use, outcome: { noticeId: id } satisfies KeptOutcome })),
      ),
      ledger.refresh(tx, before, written),
    ]);
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

/** By what a later notice about the same tenancy is told to be a repetition. */
async function storeTenancies(
  manager: EntityManager,
  landlord: string,
  taken: readonly TakenNotice[],
): Promise<void> {
  const rows = taken.flatMap((one) =>
    tenancyTerms(one.tenancy).map((term) => ({ ...term, ...one, ...one.sent.notice.dwelling })),
  );
  await statement(manager, STORE_TENANCIES, [
    rows.map(({ id }) => id),
    rows.map(({ caseId }) => caseId),
    landlord,
    rows.map(({ boardId }) => boardId),
    rows.map(({ receivedAt }) => receivedAt),
    rows.map(({ kind }) => kind),
    rows.map(({ value }) => value),
    rows.map(({ numberIndex }) => numberIndex),
    rows.map(({ apartmentIndex }) => apartmentIndex),
  ]);
}

/** Two notices of a case never share an instant, so that the order of receipt is the order of the chain. */
class FreeInstants {
  constructor(private readonly now: Date) {}

  /** The first free instant from now on, beside those that are taken in the case (RFC 3339). */
  after(received: readonly string[]): Date {
    const taken = new Set(received.map((instant) => Date.parse(instant)));
    let instant = this.now.getTime();
    while (taken.has(instant)) instant += 1;
    return new Date(instant);
  }
}

function next<T>(values: Iterator<T, undefined>): T {
  const { value, done } = values.next();
  if (done) throw new Error('Each new notice has an outcome.');
  return value;
}

import type { Caller } from '../identity';
import type { DataSource } from 'typeorm';
import type { Aliases, BlindIndexer, WriteTransaction } from '../persistence';
import { answered, runWrite } from '../persistence';
import { civilDay, NotFoundError } from '../shared';
import type { Clock, LocalDate } from '../shared';
import { assertVersion } from './case-ledger';
import type { CaseLedger } from './case-ledger';
import type { HubFacts } from './hub-facts';
import type { Idempotency } from './idempotency';
import { readerKey } from './reader-key';
import type { Written } from './written';

/** What every change of a case is told by its caller. */
export interface CaseChangeRequest {
  readonly idempotencyKey: string;
  readonly caseId: string;
  /** Left out where a change builds on nothing that was there before. */
  readonly expectedVersion?: number;
}

/** The case being changed: locked, known to the caller, at the version that the caller has seen. */
export interface ChangedCase {
  readonly caseId: string;
  readonly facts: HubFacts;
  /** The organisation in whose name the change is made, as the store names it. */
  readonly organisation: string;
  readonly now: Date;
  readonly today: LocalDate;
}

/** The frame of every change of one case: key, lock, right and version, then the domain's own part, then the shares. */
export class CaseChange {
  constructor(
    private readonly store: DataSource,
    private readonly ledger: CaseLedger,
    private readonly idempotency: Idempotency,
    private readonly aliases: Aliases,
    private readonly indexer: BlindIndexer,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one change in one transaction; the domain's part says what it has written.
   *
   * @returns the id of the case, also when the change was made before under the same key
   * @throws NotFoundError for a case that the caller may not know of
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async make(
    caller: Caller,
    operation: string,
    request: CaseChangeRequest,
    write: (tx: WriteTransaction, changed: ChangedCase) => Promise<readonly Written[]>,
  ): Promise<string> {
    const caseId = this.aliases.resolve('case', caller.reader, request.caseId);
    const organisation = readerKey(this.indexer, caller.reader);
    const { agency } = caller;
    const { idempotencyKey: key } = request;
    return runWrite(this.store, async (tx) => {
      const outcome = caseId === null ? null : { caseId };
      // Both leave together; a repeated call waits in vain for whoever changes its case at that moment.
      const [claim, known] = await answered([
        this.idempotency.claim(tx, caller, key, operation, request, outcome),
        caseId === null
          ? Promise.resolve(null)
          : this.ledger.lockKnown(tx, caseId, { agency, organisation }),
      ]);
      if (claim.replay) return claim.replay.caseId;
      const facts = caseId === null ? undefined : known?.before.get(caseId);
      if (caseId === null || !known || !facts) throw new NotFoundError();
      const { before, share } = known;
      assertVersion(share, request.expectedVersion);
      const now = this.clock.now();
      const written = await write(tx, { caseId, facts, organisation, now, today: civilDay(now) });
      await this.ledger.refresh(tx, before, new Map([[caseId, written]]));
      return caseId;
    });
  }
}

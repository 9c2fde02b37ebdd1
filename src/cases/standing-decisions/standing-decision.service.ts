import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Caller } from '../../identity';
import type { Aliases, BlindIndexer, Keyring, WriteTransaction } from '../../persistence';
import { runWrite, statement } from '../../persistence';
import type { Clock } from '../../shared';
import { BadUserInputError, NotFoundError, Problems } from '../../shared';
import { checkContext, wasSoundInTime } from '../checks';
import type { Idempotency } from '../idempotency';
import { readerKey } from '../reader-key';
import { validateIdempotencyKey } from '../validate-idempotency';
import { decisionSeal } from './decision-seal';
import type { EndStandingDecisionInput } from './end-standing-decision.input';
import type { RegisterStandingDecisionInput } from './register-standing-decision.input';
import { validateDecision } from './validate-decision';

/** What standing decisions are written through. */
export interface StandingDecisionParts {
  readonly store: DataSource;
  readonly idempotency: Idempotency;
  readonly aliases: Aliases;
  readonly indexer: BlindIndexer;
  readonly keyring: Keyring;
  readonly clock: Clock;
}

const ROLE = 'kvarbo_disclosure_writer';

// Two decisions of an authority never share an instant, so that the newest comes first by more than chance.
const REGISTER = `
  INSERT INTO disclosure.standing_decision (id, owner, switch, decided_on, valid_to, registered_at, sealed_decision)
  SELECT $1, $2, $3, $4, $5, greatest($6, max(registered_at) + interval '1 millisecond'), $7
  FROM disclosure.standing_decision WHERE owner = $2`;

// Who ends a decision a second time waits for the first, and then finds it ended.
const END = `UPDATE disclosure.standing_decision SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL`;

const EXISTS = 'SELECT 1 FROM disclosure.standing_decision WHERE id = $1';

/**
 * Standing decisions by which authorities open fields of their own.
 *
 * A decision holds from the moment at which it is written: every read asks the store which ones do, so that nothing is to be told
 * to other instances. No version of a case moves by it.
 *
 * @legalSource OSL-10-2
 * @legalSource OSL-10-27
 */
export class StandingDecisionService {
  constructor(private readonly parts: StandingDecisionParts) {}

  /**
   * Registers a decision of the caller's authority; several about one switch may stand beside each other.
   *
   * @returns the id of the decision, also when it was registered before under the same key
   * @throws BadUserInputError when the input has problems, a switch that the authority does not own among them
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async register(caller: Caller, input: RegisterStandingDecisionInput): Promise<string> {
    const { keyring, clock } = this.parts;
    const now = clock.now();
    const problems = new Problems('input');
    const decision = validateDecision(input, problems, {
      ...checkContext(now),
      agency: caller.agency,
    });
    if (!decision && !wasSoundInTime(problems.list)) throw new BadUserInputError(problems.list);
    return this.once(caller, 'registerStandingDecision', input, async (tx, owner) => {
      if (!decision) throw new BadUserInputError(problems.list);
      const { decidedBy, reference, decidedOn, validTo, switch: name } = decision;
      const id = randomUUID();
      const sealed = keyring.seal({ decidedBy, reference }, decisionSeal(id));
      await tx.as(ROLE, owner, (manager) =>
        statement(manager, REGISTER, [id, owner, name, decidedOn, validTo, now, sealed]),
      );
      return id;
    });
  }

  /**
   * Ends a decision of the caller's authority; one that was ended before stays as it is.
   *
   * @returns the id of the decision
   * @throws BadUserInputError when the key is faulty
   * @throws NotFoundError for a decision that is not the authority's own
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async end(caller: Caller, input: EndStandingDecisionInput): Promise<string> {
    const { aliases, clock } = this.parts;
    const problems = new Problems('input');
    validateIdempotencyKey(input, problems);
    problems.throwIfAny();
    return this.once(caller, 'endStandingDecision', input, async (tx, owner) => {
      const id = aliases.resolve('decision', caller.reader, input.id);
      if (id === null) throw new NotFoundError();
      // The row policy hands the writer its own rows alone.
      const own = await tx.as(ROLE, owner, async (manager) => {
        await statement(manager, END, [id, clock.now()]);
        return statement<object>(manager, EXISTS, [id]);
      });
      if (own.length === 0) throw new NotFoundError();
      return id;
    });
  }

  private once(
    caller: Caller,
    operation: string,
    input: { readonly idempotencyKey: string },
    write: (tx: WriteTransaction, owner: string) => Promise<string>,
  ): Promise<string> {
    const { store, idempotency, indexer } = this.parts;
    return runWrite(store, async (tx) => {
      const claim = await idempotency.claim<{ decisionId: string }>(
        tx,
        caller,
        input.idempotencyKey,
        operation,
        input,
      );
      if (claim.replay) return claim.replay.decisionId;
      const decisionId = await write(tx, readerKey(indexer, caller.reader));
      await claim.finish({ decisionId });
      return decisionId;
    });
  }
}

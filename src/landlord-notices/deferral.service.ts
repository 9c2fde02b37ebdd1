import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { insertRows, updateRows } from '../persistence';
import type { CaseChange, ChangedCase } from '../cases';
import { checkContext, recordsKnownTo, stageFor, wasSoundInTime } from '../cases';
import type { Caller } from '../identity';
import type { Clock, LocalDate } from '../shared';
import { Agency, BadUserInputError, IllegalTransitionError, Problems } from '../shared';
import { GrantedDeferral } from './deferral.entity';
import type { GrantDeferralInput } from './grant-deferral.input';
import { invokesNotice, writtenByDeferral } from './notice-written';
import { boardsTold } from './told-boards';
import { lastDayToWait, validateDeferral, type ValidDeferral } from './validate-deferral';

const ROLE = 'kvarbo_landlord_writer';

/**
 * Takes in the landlords' consent to wait. It is the landlord's word alone: what Kronofogden makes of it, Kronofogden's own record
 * says.
 *
 * @legalSource UB-16-5-DEFERRAL
 */
export class DeferralService {
  constructor(
    private readonly changes: CaseChange,
    private readonly clock: Clock,
  ) {}

  /**
   * Records until when the landlord waits, before an application or during one; an earlier deferral is kept and no longer shown.
   *
   * @returns the id of the case, also when the deferral was granted before under the same key
   * @throws BadUserInputError with every problem of the input
   * @throws NotFoundError for a case that the caller may not know of
   * @throws IllegalTransitionError where the case is closed for the landlord, so that there is nothing to wait with
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async grantDeferral(caller: Caller, input: GrantDeferralInput): Promise<string> {
    try {
      check(input, this.clock.now(), null);
    } catch (error) {
      if (!(error instanceof BadUserInputError && wasSoundInTime(error.problems))) throw error;
    }
    return this.changes.make(caller, 'grantDeferral', input, async (tx, changed) => {
      const { facts, organisation, now } = changed;
      const own = recordsKnownTo(Agency.LANDLORD, organisation, facts);
      const deferral = check(input, now, lastDayToWait(own));
      if (stageFor(Agency.LANDLORD, organisation, facts).closedOn !== null)
        throw new IllegalTransitionError(['submitNotice', 'reportSettlement']);
      const boardIds = boardsTold(changed);
      await tx.as(ROLE, organisation, (manager) =>
        storeDeferral(manager, changed, deferral, boardIds),
      );
      return writtenByDeferral(facts, organisation, boardIds);
    });
  }
}

/** From when the six months are counted, only the case tells; everything else is judged before the store is asked. */
function check(input: GrantDeferralInput, now: Date, lastDay: LocalDate | null): ValidDeferral {
  const problems = new Problems('input');
  const deferral = validateDeferral(input, problems, { ...checkContext(now), lastDay });
  if (!deferral) throw new BadUserInputError(problems.list);
  return deferral;
}

async function storeDeferral(
  manager: EntityManager,
  { caseId, organisation, facts, now, today }: ChangedCase,
  { until }: ValidDeferral,
  boardIds: readonly string[],
): Promise<void> {
  await updateRows(
    manager,
    GrantedDeferral,
    { caseId, landlord: organisation, supersededAt: null },
    { supersededAt: now },
  );
  await insertRows(manager, GrantedDeferral, [
    {
      id: randomUUID(),
      caseId,
      landlord: organisation,
      boardIds: [...boardIds],
      invoked: invokesNotice(facts, organisation),
      grantedOn: today,
      until,
      grantedAt: now,
      supersededAt: null,
    },
  ]);
}

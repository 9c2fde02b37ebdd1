import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { CaseChange, ChangedCase, HubFacts } from '../cases';
import { checkContext, SettlementFactRow, SettlementStatus } from '../cases';
import type { Caller } from '../identity';
import { insertRows, replaceRows, statement, updateRows } from '../persistence';
import type { Clock } from '../shared';
import { BadUserInputError, formatSek, Problems } from '../shared';
import { NoticeStatus } from './notice-kind.type';
import { invokesNotice, writtenBySettlement } from './notice-written';
import type { ReportSettlementInput } from './report-settlement.input';
import { ReportedSettlement } from './settlement.entity';
import { boardsTold } from './told-boards';
import { validateSettlement, type ValidSettlement } from './validate-settlement';

const ROLE = 'kvarbo_landlord_writer';

/**
 * Takes in what landlords report about payment, agreement or withdrawal.
 *
 * @legalSource JB-12-44-RECOVERY
 * @legalSource BFL-22-WITHDRAW
 */
export class SettlementService {
  constructor(
    private readonly changes: CaseChange,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the landlord's latest word on one case; an earlier one is kept and no longer shown.
   *
   * @returns the id of the case, also when the report was made before under the same key
   * @throws BadUserInputError with every problem of the input
   * @throws NotFoundError for a case that the caller may not know of
   * @throws VersionConflictError when the expected version is old
   * @throws IdempotencyConflictError when the key was used with other input
   */
  async reportSettlement(caller: Caller, input: ReportSettlementInput): Promise<string> {
    const problems = new Problems('input');
    const settlement = validateSettlement(input, problems, checkContext(this.clock.now()));
    if (!settlement) throw new BadUserInputError(problems.list);
    return this.changes.make(caller, 'reportSettlement', input, async (tx, changed) => {
      const boardIds = boardsTold(changed);
      await tx.as(ROLE, changed.organisation, async (manager) => {
        await storeSettlement(manager, changed, settlement, boardIds);
        await storeStatus(manager, changed, settlement);
      });
      return writtenBySettlement(changed.facts, changed.organisation, boardIds);
    });
  }
}

async function storeSettlement(
  manager: EntityManager,
  { caseId, organisation, facts, now }: ChangedCase,
  { status, amount, on }: ValidSettlement,
  boardIds: readonly string[],
): Promise<void> {
  const reportedAt = notBeforeNotices(now, facts, organisation);
  await updateRows(
    manager,
    ReportedSettlement,
    { caseId, landlord: organisation, supersededAt: null },
    { supersededAt: reportedAt },
  );
  await insertRows(manager, ReportedSettlement, [
    {
      id: randomUUID(),
      caseId,
      landlord: organisation,
      boardIds: [...boardIds],
      invoked: invokesNotice(facts, organisation),
      status,
      amount: amount === null ? null : formatSek(amount),
      settledOn: on,
      reportedAt,
      supersededAt: null,
    },
  ]);
  await replaceRows(manager, SettlementFactRow, [
    { caseId, landlord: organisation, status, settledOn: on, reportedAt },
  ]);
}

/** A report speaks of every notice that was there before it, even where another machine's clock is ahead of this one's. */
function notBeforeNotices(now: Date, { notices }: HubFacts, organisation: string): Date {
  const received = notices.flatMap(({ landlord, receivedAt }) =>
    landlord === organisation ? Date.parse(receivedAt) : [],
  );
  return new Date(Math.max(now.getTime(), ...received));
}

/**
 * Gives the landlord's standing notices the status that its report says. A report corrects the one before, unless a notice to the same
 * board came between them: what an earlier report settled before that notice stays settled. A board is told of no notice to
 * another one, so that none of these may decide what it reads.
 */
const STATUS = `
  UPDATE landlord.notice n SET status = CASE WHEN n.kind = 'ARREARS' THEN $3 ELSE $4 END
  WHERE n.case_id = $1 AND n.landlord = $2 AND n.status <> '${NoticeStatus.SUPERSEDED}'
    AND (n.status = '${NoticeStatus.RECEIVED}' OR n.received_at > coalesce((
      SELECT max(s.reported_at) FROM landlord.settlement s
      WHERE s.case_id = $1 AND s.landlord = $2 AND EXISTS (
        SELECT FROM landlord.notice later
        WHERE later.case_id = $1 AND later.landlord = $2 AND later.addressed_board = n.addressed_board
          AND later.received_at > s.reported_at)
    ), '-infinity'))`;

/** Payment settles claims for rent alone; a withdrawal, every notice; a part or a plan, none. */
async function storeStatus(
  manager: EntityManager,
  { caseId, organisation }: ChangedCase,
  { status }: ValidSettlement,
): Promise<void> {
  const { PAID, RECEIVED, WITHDRAWN } = NoticeStatus;
  const [ofRent, ofOthers] =
    status === SettlementStatus.WITHDRAWN
      ? [WITHDRAWN, WITHDRAWN]
      : [status === SettlementStatus.PAID ? PAID : RECEIVED, RECEIVED];
  await statement(manager, STATUS, [caseId, organisation, ofRent, ofOthers]);
}

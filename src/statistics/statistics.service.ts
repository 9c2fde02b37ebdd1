import type { DataSource } from 'typeorm';
import type { Replica, WriteTransaction } from '../persistence';
import { runWrite, statement } from '../persistence';
import { civilDay } from '../shared';
import type { Clock } from '../shared';
import { quartersToCount } from './period';
import type { Quarter } from './period';
import type { ProtectCount, ProtectedCell } from './protection';
import type { StatisticsSource } from './statistics-source';

const CLOSE = `
  INSERT INTO statistics.quarter (name, counted_at) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING name`;
const KEPT = `SELECT name FROM statistics.quarter WHERE name = ANY ($1)`;
const CELLS = `
  SELECT quarter, board_id AS "boardId", protected AS "isProtected", measure, rounded, at_least AS "atLeast"
  FROM statistics.cell WHERE quarter = ANY ($1)`;
/** Each quarter that was counted, with its cells if it has any. */
const KEPT_CELLS = `
  SELECT name AS quarter, board_id AS "boardId", protected AS "isProtected", measure, rounded, at_least AS "atLeast"
  FROM statistics.quarter LEFT JOIN statistics.cell ON cell.quarter = name WHERE name = ANY ($1)`;
const FIRST = `SELECT min(opened_at) AS "openedAt" FROM cases."case"`;
const PROTECTED_CASES = `SELECT DISTINCT case_id AS "caseId" FROM cases.protection_fact WHERE protected`;
const AUTHORITIES = `SELECT DISTINCT authority FROM cases.enforcement_fact`;

const ROLE = 'kvarbo_cases_writer';

/** A row of what was counted; a quarter without cells has one row that is none. */
type KeptCell = ProtectedCell | { readonly quarter: string; readonly boardId: null };

interface StatisticsParts {
  readonly store: DataSource;
  readonly sources: readonly StatisticsSource[];
  readonly protect: ProtectCount;
  readonly clock: Clock;
  /** A standby that may tell of quarters that were counted: their cells are kept for good. */
  readonly replica?: Pick<Replica, 'rows'> | null;
}

/**
 * Counts each quarter once, when it is first asked for after its end or a month later by itself, and keeps the protected cells for good: a later arrival
 * changes no table, so that nothing can be learnt from two states of one.
 *
 * @legalSource OSL-24-8
 */
export class StatisticsService {
  constructor(private readonly parts: StatisticsParts) {}

  /** The protected cells of closed quarters. */
  async cells(quarters: readonly Quarter[]): Promise<readonly ProtectedCell[]> {
    const names = quarters.map(({ name }) => name);
    const told = await this.keptOnReplica(names);
    if (told !== null) return told;
    return runWrite(this.parts.store, async (tx) => {
      await tx.planByValues();
      const kept = await tx.as(ROLE, '', (manager) =>
        statement<{ name: string }>(manager, KEPT, [names]),
      );
      for (const quarter of quarters) {
        if (!kept.some(({ name }) => name === quarter.name)) await this.close(tx, quarter);
      }
      return tx.as(ROLE, '', (manager) => statement<ProtectedCell>(manager, CELLS, [names]));
    });
  }

  /**
   * Counts what nobody has asked for, each quarter in a transaction of its own, so that a case is in the statistics before retention
   * lets it go.
   *
   * @legalSource GDPR-5
   */
  async countDue(): Promise<void> {
    const { store, clock } = this.parts;
    const first = await runWrite(store, (tx) =>
      tx.as(ROLE, '', (manager) => statement<{ openedAt: Date | null }>(manager, FIRST, [])),
    );
    const openedAt = first[0]?.openedAt ?? null;
    if (openedAt === null) return;
    for (const quarter of quartersToCount(civilDay(openedAt), civilDay(clock.now()))) {
      await this.cells([quarter]);
    }
  }

  /** Null unless a replica has all of these quarters; asked in one statement, so that all is of one moment. */
  private async keptOnReplica(names: readonly string[]): Promise<readonly ProtectedCell[] | null> {
    const rows = await this.parts.replica?.rows<KeptCell>(ROLE, KEPT_CELLS, [names]);
    if (!rows || new Set(rows.map(({ quarter }) => quarter)).size !== names.length) return null;
    return rows.filter((row): row is ProtectedCell => row.boardId !== null);
  }

  /** Has a quarter counted unless another call has just done it; that one's rows are waited for. */
  private async close(tx: WriteTransaction, quarter: Quarter): Promise<void> {
    const { sources, protect, clock } = this.parts;
    const facts = await tx.as(ROLE, '', async (manager) => {
      const closed = await statement<object>(manager, CLOSE, [quarter.name, clock.now()]);
      if (closed.length === 0) return null;
      const cases = await statement<{ caseId: string }>(manager, PROTECTED_CASES, []);
      const authorities = await statement<{ authority: string }>(manager, AUTHORITIES, []);
      return {
        protectedCases: cases.map(({ caseId }) => caseId),
        authorities: authorities.map(({ authority }) => authority),
      };
    });
    if (facts === null) return;
    for (const source of sources) await source.count(tx, { quarter, protect, ...facts });
  }
}
